import pg, { type Client, escapeIdentifier } from 'pg'
import { START_LOCK } from './as-owner.ts'
import { type Connection, clientConfig } from './connection.ts'
import { databaseError } from './database-error.ts'
import { type DeploymentRow, type FirstDeployment, findDeployment, insertDeployment } from './deployment.ts'
import { prepareJobs } from './jobs/prepare-jobs.ts'
import { queueWaitingJobs } from './jobs/waiting-jobs.ts'
import { migrate } from './migrate.ts'
import type { Recognition } from './recognition/deployment-watch.ts'
import type { Difference } from './recognition/differences.ts'
import { recognizeDeployment } from './recognition/recognize-deployment.ts'
import { grantServerIdentity } from './recognition/server-identity.ts'
import { ensureRoles, findRoles, type Roles, rolesOf, setPassword } from './roles.ts'
import { isNotPrivileged, loginRefused, notPrivileged, serverTooOld } from './start-refusals.ts'

export interface PrepareOptions {
  /** As a role that may make roles. It is used for the start alone. */
  readonly connection: Connection
  /** Called when the database holds no deployment yet; nobody else can be starting meanwhile. */
  readonly createFirst: () => Promise<FirstDeployment>
  /** Called before the first deployment is committed, to save what is shown once. */
  readonly beforeCommit: (first: FirstDeployment) => Promise<void>
  /** Opens the sealed password of the engine's role: fails when the root key is not the one named. */
  readonly openEnginePassword: (row: DeploymentRow) => Promise<string>
  /** By what the database is recognized; without it, by what it says of itself alone. */
  readonly recognition?: Recognition
}

export interface PreparedDatabase {
  readonly deployment: DeploymentRow
  readonly roles: Roles
  readonly enginePassword: string
  /** Present when this start made the deployment. */
  readonly created: FirstDeployment | undefined
  /** In what the database is another than the one that was known: none, or nothing may be sent for it. */
  readonly differences: readonly Difference[]
}

const MIN_VERSION = 150_000
const UNSEEN: Recognition = { seen: undefined, onFailover: 'quarantine', save: async () => {} }

/**
 * Brings a database to where the engine can use it: roles, migrations, deployment. Starters wait for
 * each other, so that of two that start first on one database one makes the keys and the other finds them.
 *
 * @throws SallyportError `configuration_invalid` when the login fails, and with the SQL to run where the
 *   role may not do this; `storage_unavailable`.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<PreparedDatabase> {
  const { connection } = options
  const admin = new pg.Client(clientConfig(connection, 'start'))
  // A connection that breaks later reports to its query as well.
  admin.on('error', () => {})
  try {
    await connect(admin, connection)
    return await prepare(admin, options)
  } catch (error) {
    throw databaseError(error)
  } finally {
    await admin.end().catch(() => {})
  }
}

async function connect(admin: Client, connection: Connection): Promise<void> {
  try {
    await admin.connect()
  } catch (error) {
    throw isNotPrivileged(error) ? notPrivileged(connection, [], error) : loginRefused(error)
  }
}

async function prepare(admin: Client, options: PrepareOptions): Promise<PreparedDatabase> {
  const { connection } = options
  const roles = rolesOf(connection.database)
  await checkVersion(admin)
  // What others of the database put into its schemas is nothing that our statements call (CVE-2018-1058).
  await admin.query('SET search_path = pg_catalog')
  await admin.query('SELECT pg_advisory_lock($1)', [START_LOCK])
  try {
    await ensureRoles(admin, roles, connection.database)
    await grantServerIdentity(admin, roles)
    await admin.query(`SET ROLE ${escapeIdentifier(roles.owner)}`)
    await migrate(admin, roles)
    await prepareJobs(connection, roles)
    const opened = await openDeployment(admin, options)
    await queueWaitingJobs(admin, opened.deployment.scopeKey)
    const differences = await recognizeDeployment(admin, options.recognition ?? UNSEEN)
    await admin.query('RESET ROLE')
    await setPassword(admin, roles.engine, opened.enginePassword)
    return { ...opened, roles, differences }
  } catch (error) {
    throw isNotPrivileged(error) ? notPrivileged(connection, await findRoles(admin, roles), error) : error
  }
}

/** Finds the deployment, or makes the first. */
async function openDeployment(owner: Client, options: PrepareOptions) {
  const found = await findDeployment(owner)
  const created = found === undefined ? await options.createFirst() : undefined
  if (created !== undefined) await insertDeployment(owner, created, () => options.beforeCommit(created))
  const deployment = found ?? (await findDeployment(owner))
  if (deployment === undefined) throw new TypeError('a deployment that was stored is there')
  return { deployment, created, enginePassword: await options.openEnginePassword(deployment) }
}

/** @throws SallyportError `configuration_invalid` */
export async function checkVersion(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::integer AS version",
  )
  if ((rows[0]?.version ?? 0) < MIN_VERSION) throw serverTooOld()
}
