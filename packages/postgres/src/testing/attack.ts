import type { Client } from 'pg'
import { sqlState } from '../database-error.ts'

/** Statements of one session, one after the other, up to the first that fails. */
export type Attack = readonly string[]

/** What an attack brought. */
export interface Loot {
  /** All that the session has seen: rows, copied data and notices. */
  readonly text: string
  /** How many rows the last statement gave or changed. */
  readonly rows: number
  /** SQLSTATE of the failure that ended the attack, or an empty string. */
  readonly failure: string
}

/** Runs an attack and leaves the session as it was before. */
export async function attack(session: Client, statements: Attack): Promise<Loot> {
  const seen: unknown[] = []
  const notice = ({ message }: { message?: string | undefined }) => void seen.push(message)
  const copied = ({ chunk }: { chunk: Buffer }) => void seen.push(chunk.toString())
  session.on('notice', notice)
  session.connection.on('copyData', copied)
  let rows = 0
  try {
    for (const statement of statements) {
      const result = await session.query({ text: statement, types: asWritten })
      seen.push(result.rows)
      rows = result.rowCount ?? 0
    }
    return { text: JSON.stringify(seen), rows, failure: '' }
  } catch (error) {
    return { text: JSON.stringify(seen), rows: 0, failure: sqlState(error) }
  } finally {
    session.off('notice', notice)
    session.connection.off('copyData', copied)
    await session.query('ROLLBACK')
    await session.query('DISCARD ALL')
  }
}

/** Every value in PostgreSQL's own text: bytes in hexadecimal. */
const asWritten = { getTypeParser: () => (value: unknown) => value }

/** The statement that sets the scope of the session. */
export function enter(setting: string): string {
  return `SELECT set_config('sallyport.scope', '${setting.replaceAll("'", "''")}', false)`
}
