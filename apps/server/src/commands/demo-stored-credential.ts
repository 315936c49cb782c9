import { readTables } from '@sallyport/postgres'
import type { RunningEngine } from '../wire.ts'

/** Of some twenty columns; the others are times and counts of its refreshes. */
const SHOWN = ['connector_id', 'state', 'sealed_key_id', 'sealed']

/** The row of a connector's credential as it is stored, and the answer to whether the token is anywhere. */
export async function showStoredCredential(
  { database }: RunningEngine,
  id: string,
  token: string,
): Promise<string[]> {
  const rows = await readTables(database)
  const credential = rows.find(
    ({ table, columns }) => table === 'sallyport.credentials' && columns.connector_id === id,
  )
  const all = JSON.stringify(rows)
  const forms = [token, Buffer.from(token).toString('base64'), Buffer.from(token).toString('hex')]
  const found = forms.some((form) => all.includes(form))
  return [
    ...SHOWN.map((name) => `${name.padEnd(16)}${credential?.columns[name] ?? ''}`),
    `${rows.length} rows in all tables; the token is ${found ? 'AMONG THEM' : 'in none of them'}, be it in clear, base64 or hex.`,
  ]
}
