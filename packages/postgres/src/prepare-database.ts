import { SallyportError } from '@sallyport/errors'
import pg, { type Client, escapeIdentifier } from 'pg'
import type { Connection } from './connection.ts'
import { databaseError, sqlState } from './database-error.ts'
import { type DeploymentRow, type FirstDeployment, findDeployment, insertDeployment } from './deployment.ts'
import { migrate } from './migrate.ts'
import { ensureRoles, type Roles, rolesOf, setPassword } from './roles.ts'

export interface PrepareOptions {
  /** As a role that may make roles. It is used for the start alone. */
  readonly connection: Connection
  /** Called when the database holds no deployment yet; nobody else can be starting meanwhile. */
  readonly createFirst: () => Promise<FirstDeployment>
  /** Called before the first deployment is committed, to save what is shown once. */
  readonly beforeCommit: (first: FirstDeployment) => Promise<void>
  /** Opens the sealed password of the engine's role: fails when the root key is not the one named. */
  readonly openEnginePassword: (row: DeploymentRow) => Promise<string>
}

export interface PreparedDatabase {
  readonly deployment: DeploymentRow
  readonly roles: Roles
  readonly enginePassword: string
  /** Present when this start made the deployment. */
  readonly created: FirstDeployment | undefined
}

/** One number for the advisory lock of all starters: "sall" in ASCII. */
const START_LOCK = 0x73616c6c
const MIN_VERSION = 150_000
const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * Brings a database to where the engine can use it: roles, migrations, deployment. Starters wait for
 * each other, so that of two that start first on one database one makes the keys and the other finds them.
 *
 * @throws SallyportError `configuration_invalid` with the SQL to run where the role may not do this.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<PreparedDatabase> {
  const admin = new pg.Client({ ...options.connection, application_name: 'sallyport start' })
  // A connection that breaks later reports to its query as well.
  admin.on('error', () => {})
  try {
    await admin.connect()
    await checkVersion(admin)
    await admin.query('SELECT pg_advisory_lock($1)', [START_LOCK])
    return await prepare(admin, options)
  } catch (error) {
    if (sqlState(error) === INSUFFICIENT_PRIVILEGE) throw notPrivileged(options.connection, error)
    throw databaseError(error)
  } finally {
    await admin.end().catch(() => {})
  }
}

async function prepare(admin: Client, options: PrepareOptions): Promise<PreparedDatabase> {
  const roles = rolesOf(options.connection.database)
  await ensureRoles(admin, roles, options.connection.database)
  await admin.query(`SET ROLE ${escapeIdentifier(roles.owner)}`)
  await migrate(admin, roles)

  const found = await findDeployment(admin)
  const created = found === undefined ? await options.createFirst() : undefined
  if (created !== undefined) await insertDeployment(admin, created, () => options.beforeCommit(created))
  const deployment = found ?? (await findDeployment(admin))
  if (deployment === undefined) throw new TypeError('a deployment that was stored is there')

  const enginePassword = await options.openEnginePassword(deployment)
  await admin.query('RESET ROLE')
  await setPassword(admin, roles.engine, enginePassword)
  return { deployment, roles, enginePassword, created }
}

async function checkVersion(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::integer AS version",
  )
  if ((rows[0]?.version ?? 0) >= MIN_VERSION) return
  throw new SallyportError('configuration_invalid', 'The database server is older than PostgreSQL 15.', {
    fix: 'Use PostgreSQL 15 or later.',
  })
}

function notPrivileged({ user, database }: Connection, cause: unknown): SallyportError {
  const [role, name] = [escapeIdentifier(user), escapeIdentifier(database)]
  return new SallyportError(
    'configuration_invalid',
    `The role ${role} of DATABASE_URL may not prepare the database.`,
    {
      fix:
        `Run as an administrator: ALTER ROLE ${role} CREATEROLE; ` +
        `GRANT CONNECT, CREATE ON DATABASE ${name} TO ${role} WITH GRANT OPTION;`,
      cause,
    },
  )
}
