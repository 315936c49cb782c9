import {
  type Connection,
  type DeploymentRow,
  type PreparedDatabase,
  prepareDatabase,
} from '@sallyport/postgres'
import { createVault, type RootKeyProvider } from '@sallyport/vault'
import { type ApplicationFile, writeApplicationFile } from './application-file.ts'
import type { Config } from './config.ts'
import type { Edge } from './edge.ts'
import { createFirstDeployment, ENGINE_PASSWORD } from './first-deployment.ts'
import { openRootKeysOf } from './root-keys.ts'

/** A database that is ready, and the root keys, among them the one that its deployment names. */
export interface OpenDeployment {
  readonly prepared: PreparedDatabase
  /** The first one writes. */
  readonly rootKeys: readonly RootKeyProvider[]
  /** Present when this was the first start. */
  readonly created: ApplicationFile | undefined
}

/** Prepares the database, and makes deployment, keys and application where there are none. */
export async function openDeployment(
  config: Config,
  edge: Edge,
  connection: Connection,
): Promise<OpenDeployment> {
  let rootKeys: readonly RootKeyProvider[] | undefined
  let created: ApplicationFile | undefined
  const prepared = await prepareDatabase({
    connection,
    createFirst: () => createFirstDeployment(config, edge),
    beforeCommit: async ({ organization }) => {
      created = await writeApplicationFile(config.dataDirectory, organization)
    },
    openEnginePassword: async (row) => {
      rootKeys = await openRootKeysOf(row, config)
      return openEnginePassword(rootKeys, row)
    },
  })
  if (rootKeys === undefined) throw new TypeError('a prepared database has asked for its root keys')
  return { prepared, rootKeys, created }
}

async function openEnginePassword(rootKeys: readonly RootKeyProvider[], row: DeploymentRow): Promise<string> {
  const vault = createVault({ deploymentId: row.id, rootKeys, organizationKeys: NO_KEYS })
  return Buffer.from(await vault.openForDeployment(ENGINE_PASSWORD, row.sealedEnginePassword)).toString()
}

/** What belongs to the deployment is opened with the root key alone. */
const NO_KEYS = { findActive: async () => undefined, find: async () => undefined }
