import { join } from 'node:path'
import { SallyportError } from '@sallyport/errors'
import { type Connection, parseConnectionUrl } from '@sallyport/postgres'
import { type EmbeddedServer, startEmbedded, visitEmbedded } from '@sallyport/postgres/embedded'
import type { Config } from './config.ts'
import { placeOf } from './deployment-file.ts'

/** Where the database is, and how to let go of it. */
export interface OpenDatabase {
  readonly connection: Connection
  /** True when the server was found running, left by an engine that was killed. */
  readonly adopted: boolean
  /** Of a database of our own, which folder of this machine it is in. */
  readonly place: string | undefined
  readonly stop: () => Promise<void>
}

/** The operator's database where one is named, otherwise a PostgreSQL of our own in the data directory. */
export async function openDatabase(config: Config, log: (line: string) => void): Promise<OpenDatabase> {
  const named = namedDatabase(config)
  if (named !== undefined) return named
  return embeddedDatabase(config, await startEmbedded({ directory: embeddedFolder(config), log }))
}

/**
 * The same for a command that works beside an engine, or without one. No database is made.
 *
 * @throws SallyportError `configuration_invalid` where there is none
 */
export async function visitDatabase(config: Config): Promise<OpenDatabase> {
  const named = namedDatabase(config)
  if (named !== undefined) return named
  const directory = embeddedFolder(config)
  const server = await visitEmbedded({ directory })
  if (server !== undefined) return embeddedDatabase(config, server)
  throw new SallyportError('configuration_invalid', `There is no database in ${directory}.`, {
    fix: 'Let SALLYPORT_DATA_DIR name the data directory of the engine, or DATABASE_URL its database.',
  })
}

function namedDatabase({ databaseUrl }: Config): OpenDatabase | undefined {
  if (databaseUrl === undefined) return undefined
  const connection = parseConnectionUrl(databaseUrl.reveal())
  return { connection, adopted: false, place: undefined, stop: async () => {} }
}

async function embeddedDatabase(config: Config, server: EmbeddedServer): Promise<OpenDatabase> {
  const { host, port, superuser: user, adopted } = server
  const place = await placeOf(join(embeddedFolder(config), 'cluster'))
  return { connection: { host, port, user, database: 'postgres' }, adopted, place, stop: () => server.stop() }
}

function embeddedFolder({ dataDirectory }: Config): string {
  return join(dataDirectory, 'postgres')
}
