import { SallyportError } from '@sallyport/errors'
import pg, { type Client, escapeIdentifier } from 'pg'
import { type Connection, clientConfig } from './connection.ts'
import { databaseError, sqlState } from './database-error.ts'
import { rolesOf } from './roles.ts'
import { loginRefused } from './start-refusals.ts'

/** One number for the advisory lock of all starters: "sall" in ASCII. */
export const START_LOCK = 0x73616c6c

/** No such schema, table or column, or no such role: nobody has prepared the database. */
const UNPREPARED = new Set(['3F000', '42P01', '42703', '22023'])

/**
 * Does something as the owner of a prepared database, on a connection of its own.
 *
 * @throws SallyportError `configuration_invalid` where the login fails or the database is not prepared;
 *   `storage_unavailable`
 */
export async function asOwner<T>(
  connection: Connection,
  purpose: string,
  work: (owner: Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(clientConfig(connection, purpose))
  // A connection that breaks later reports to its query as well.
  client.on('error', () => {})
  try {
    await client.connect().catch((error: unknown) => {
      throw loginRefused(error)
    })
    await client.query('SET search_path = pg_catalog')
    await client.query(`SET ROLE ${escapeIdentifier(rolesOf(connection.database).owner)}`)
    return await work(client)
  } catch (error) {
    throw UNPREPARED.has(sqlState(error)) ? notPrepared(error) : databaseError(error)
  } finally {
    await client.end().catch(() => {})
  }
}

/** The same in one transaction, while nobody starts. */
export function asOwnerAlone<T>(
  connection: Connection,
  purpose: string,
  work: (owner: Client) => Promise<T>,
): Promise<T> {
  return asOwner(connection, purpose, async (owner) => {
    await owner.query('SELECT pg_advisory_lock($1)', [START_LOCK])
    await owner.query('BEGIN; SET LOCAL synchronous_commit = on')
    try {
      const result = await work(owner)
      await owner.query('COMMIT')
      return result
    } catch (error) {
      // A connection that is lost rolls back by itself; its error is not the one to tell.
      await owner.query('ROLLBACK').catch(() => {})
      throw error
    }
  })
}

function notPrepared(cause: unknown): SallyportError {
  return new SallyportError('configuration_invalid', 'The database holds no deployment of this version.', {
    fix: 'Check DATABASE_URL or SALLYPORT_DATA_DIR, and start this version of the engine once.',
    cause,
  })
}
