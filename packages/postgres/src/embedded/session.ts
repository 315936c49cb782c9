import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import { Client } from 'pg'
import { SUPERUSER } from './cluster.ts'
import type { Installation } from './installation.ts'
import { parsePidFile, pidFileOf, readPidFile } from './pid-file.ts'
import type { Postmaster } from './postmaster.ts'
import { PORT } from './socket.ts'

/** A session of the superuser, and the folder of the socket it goes through. */
export interface Session {
  readonly client: Client
  readonly host: string
}

export const APPLICATION_NAME_PREFIX = 'sallyport folder lock, process '

const CONNECT_TIMEOUT_MS = 5_000

/** Waits until the server answers. Returns `undefined` if it ends before; throws when the signal aborts. */
export async function waitForSession(
  { cluster, socketFolder }: Installation,
  postmaster: Postmaster,
  signal: AbortSignal,
): Promise<Session | undefined> {
  let cause: unknown
  while (!signal.aborted) {
    if (!(await postmaster.isAlive())) return undefined
    const file = await readPidFile(pidFileOf(cluster))
    if (file?.pid === postmaster.pid && file.ready) {
      // The folder was moved since, or the system's temporary folder is another one now.
      for (const host of new Set([socketFolder, file.socketFolder])) {
        try {
          return { client: await openSession(host, postmaster.pid), host }
        } catch (error) {
          cause = error
        }
      }
    }
    await sleep(10)
  }
  const message = `PostgreSQL (process ${postmaster.pid}) does not answer in ${socketFolder}. ${await postmaster.logTail()}`
  throw new SallyportError('storage_unavailable', message, { cause })
}

/** Throws unless the server behind the socket is the one of the given postmaster. */
async function openSession(host: string, postmasterPid: number): Promise<Client> {
  const client = new Client({
    host,
    port: PORT,
    user: SUPERUSER,
    database: 'postgres',
    ssl: false,
    application_name: APPLICATION_NAME_PREFIX + process.pid,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  })
  // pg reports the loss of an idle connection as an event, which nobody else may listen to yet.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ text: string }>("select pg_read_file('postmaster.pid') as text")
    if (parsePidFile(rows[0]?.text ?? '').pid === postmasterPid) return client
    throw new Error(`The server in ${host} is not process ${postmasterPid}.`)
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}
