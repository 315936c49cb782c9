import { join } from 'node:path'
import type { KeyWork } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { type Connection, openKeyStorage, parseConnectionUrl } from '@sallyport/postgres'
import { visitEmbedded } from '@sallyport/postgres/embedded'
import { createVault } from '@sallyport/vault'
import type { Config } from './config.ts'
import type { Edge } from './edge.ts'
import { openRootKeysOf } from './root-keys.ts'

/** All that work on keys needs, and how to let go of it. */
export interface OpenKeys {
  readonly work: KeyWork
  readonly close: () => Promise<void>
}

/**
 * Opens the keys of a deployment on its host, with the configuration that its engines have, beside them or alone.
 *
 * @throws SallyportError `configuration_invalid` where there is no deployment, or its root key is not configured.
 */
export async function openKeys(
  config: Config,
  edge: Edge,
  options: { readonly share?: number } = {},
): Promise<OpenKeys> {
  const database = await visitDatabase(config)
  try {
    const keys = await openKeyStorage({ connection: database.connection })
    const rootKeys = await openRootKeysOf(keys.deployment, config)
    const { organizationKeys, deployment, storage } = keys
    const vault = createVault({ deploymentId: deployment.id, rootKeys, organizationKeys })
    const { now, newId, wait, monotonic } = edge
    const requestId = `keys ${newId()}`
    const close = async () => {
      await keys.close()
      await database.stop()
    }
    return { work: { storage, vault, now, newId, wait, monotonic, requestId, ...options }, close }
  } catch (error) {
    await database.stop()
    throw error
  }
}

interface VisitedDatabase {
  readonly connection: Connection
  readonly stop: () => Promise<void>
}

/** The operator's database, or the one in the data directory: that of a running engine where there is one. */
async function visitDatabase({ databaseUrl, dataDirectory }: Config): Promise<VisitedDatabase> {
  if (databaseUrl !== undefined) {
    return { connection: parseConnectionUrl(databaseUrl.reveal()), stop: async () => {} }
  }
  const server = await visitEmbedded({ directory: join(dataDirectory, 'postgres') })
  if (server === undefined) {
    throw new SallyportError('configuration_invalid', `There is no database in ${dataDirectory}.`, {
      fix: 'Let SALLYPORT_DATA_DIR name the data directory of the engine, or DATABASE_URL its database.',
    })
  }
  const { host, port, superuser: user } = server
  return { connection: { host, port, user, database: 'postgres' }, stop: () => server.stop() }
}
