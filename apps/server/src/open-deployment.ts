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
import { createFirstDeployment, ENGINE_PASSWORD, openRootKey } from './first-deployment.ts'

/** A database that is ready, and the root key that its deployment names. */
export interface OpenDeployment {
  readonly prepared: PreparedDatabase
  readonly rootKey: RootKeyProvider
  /** Present when this was the first start. */
  readonly created: ApplicationFile | undefined
}

/** Prepares the database, and makes deployment, keys and application where there are none. */
export async function openDeployment(
  config: Config,
  edge: Edge,
  connection: Connection,
): Promise<OpenDeployment> {
  let rootKey: RootKeyProvider | undefined
  let created: ApplicationFile | undefined
  const prepared = await prepareDatabase({
    connection,
    createFirst: () => createFirstDeployment(config.rootKeyFile, edge),
    beforeCommit: async ({ organization }) => {
      created = await writeApplicationFile(config.dataDirectory, organization)
    },
    openEnginePassword: async (row) => {
      rootKey = await openRootKey(config.rootKeyFile, row)
      return openEnginePassword(rootKey, row)
    },
  })
  if (rootKey === undefined) throw new TypeError('a prepared database has asked for its root key')
  return { prepared, rootKey, created }
}

async function openEnginePassword(rootKey: RootKeyProvider, row: DeploymentRow): Promise<string> {
  const vault = createVault({ deploymentId: row.id, rootKeys: [rootKey], organizationKeys: NO_KEYS })
  return Buffer.from(await vault.openForDeployment(ENGINE_PASSWORD, row.sealedEnginePassword)).toString()
}

/** What belongs to the deployment is opened with the root key alone. */
const NO_KEYS = { findActive: async () => undefined, find: async () => undefined }
