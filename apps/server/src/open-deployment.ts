import { SallyportError } from '@sallyport/errors'
import {
  type DeploymentRow,
  type PreparedDatabase,
  prepareDatabase,
  type Recognition,
  type SeenDeployment,
} from '@sallyport/postgres'
import { createVault, type RootKeyProvider } from '@sallyport/vault'
import { type ApplicationFile, writeApplicationFile } from './application-file.ts'
import type { Config } from './config.ts'
import { deploymentFilePath, readDeploymentFile, writeDeploymentFile } from './deployment-file.ts'
import type { Edge } from './edge.ts'
import { createFirstDeployment, ENGINE_PASSWORD } from './first-deployment.ts'
import type { OpenDatabase } from './open-database.ts'
import { openRootKeysOf } from './root-keys.ts'

/** A database that is ready, and the root keys, among them the one that its deployment names. */
export interface OpenDeployment {
  readonly prepared: PreparedDatabase
  /** The first one writes. */
  readonly rootKeys: readonly RootKeyProvider[]
  /** Present when this was the first start. */
  readonly created: ApplicationFile | undefined
  /** By what this host goes on to recognize the database. */
  readonly recognition: Recognition
}

/** Prepares the database, and makes deployment, keys and application where there are none. */
export async function openDeployment(
  config: Config,
  edge: Edge,
  { connection, place }: Pick<OpenDatabase, 'connection' | 'place'>,
): Promise<OpenDeployment> {
  const { dataDirectory, onFailover } = config
  const seen = await readDeploymentFile(dataDirectory)
  const recognition: Recognition = {
    seen,
    place,
    onFailover,
    save: (latest) => writeDeploymentFile(dataDirectory, latest),
    read: () => readDeploymentFile(dataDirectory),
  }
  let rootKeys: readonly RootKeyProvider[] | undefined
  let created: ApplicationFile | undefined
  const prepared = await prepareDatabase({
    connection,
    recognition,
    createFirst: async () => {
      if (seen !== undefined) throw databaseIsEmpty(seen, dataDirectory)
      return createFirstDeployment(config, edge)
    },
    beforeCommit: async ({ organization }) => {
      created = await writeApplicationFile(config.dataDirectory, organization)
    },
    openEnginePassword: async (row) => {
      rootKeys = await openRootKeysOf(row, config)
      return openEnginePassword(rootKeys, row)
    },
  })
  if (rootKeys === undefined) throw new TypeError('a prepared database has asked for its root keys')
  // Of a start that was recognized: what it has just written.
  const latest = await readDeploymentFile(dataDirectory)
  return { prepared, rootKeys, created, recognition: { ...recognition, seen: latest } }
}

async function openEnginePassword(rootKeys: readonly RootKeyProvider[], row: DeploymentRow): Promise<string> {
  const vault = createVault({ deploymentId: row.id, rootKeys, organizationKeys: NO_KEYS })
  return Buffer.from(await vault.openForDeployment(ENGINE_PASSWORD, row.sealedEnginePassword)).toString()
}

/** What belongs to the deployment is opened with the root key alone. */
const NO_KEYS = { findActive: async () => undefined, find: async () => undefined }

/** A deployment is not made in place of another that has gone missing: a wrong URL, a restore that did not finish. */
function databaseIsEmpty({ deploymentId }: SeenDeployment, dataDirectory: string): SallyportError {
  return new SallyportError(
    'configuration_invalid',
    `The database is empty, and this host belongs to deployment ${deploymentId}.`,
    {
      fix: `Check DATABASE_URL, or restore a backup with "sallyport restore". To begin anew, move ${deploymentFilePath(dataDirectory)} away.`,
    },
  )
}
