import { join } from 'node:path'
import { type Connection, parseConnectionUrl } from '@sallyport/postgres'
import { startEmbedded } from '@sallyport/postgres/embedded'
import type { Config } from './config.ts'

/** Where the database is, and how to let go of it. */
export interface OpenDatabase {
  readonly connection: Connection
  /** True when the server was found running, left by an engine that was killed. */
  readonly adopted: boolean
  readonly stop: () => Promise<void>
}

/** The operator's database where one is named, otherwise a PostgreSQL of our own in the data directory. */
export async function openDatabase(config: Config, log: (line: string) => void): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    return {
      connection: parseConnectionUrl(config.databaseUrl.reveal()),
      adopted: false,
      stop: async () => {},
    }
  }
  const server = await startEmbedded({ directory: join(config.dataDirectory, 'postgres'), log })
  const { host, port, superuser: user, adopted } = server
  return { connection: { host, port, user, database: 'postgres' }, adopted, stop: () => server.stop() }
}
