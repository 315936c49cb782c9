import { createHash } from 'node:crypto'
import { type Client, escapeIdentifier, escapeLiteral } from 'pg'
import { scramVerifier } from './scram.ts'

/** The two roles of one database. Roles belong to the whole server, hence the name of the database. */
export interface Roles {
  /** Owns schemas and tables; nobody logs in as it. */
  readonly owner: string
  /** What the engine connects as. It owns nothing and row-level security binds it. */
  readonly engine: string
}

// postgresql.org/docs/current/sql-syntax-lexical.html: identifiers have at most 63 bytes.
const MAX_IDENTIFIER = 63

export function rolesOf(database: string): Roles {
  return { owner: roleName('sallyport_owner', database), engine: roleName('sallyport_engine', database) }
}

function roleName(prefix: string, database: string): string {
  const name = `${prefix}_${database}`
  if (Buffer.byteLength(name) <= MAX_IDENTIFIER) return name
  return `${prefix}_${createHash('sha256').update(database).digest('hex').slice(0, 32)}`
}

/** Makes the roles where they are missing. Needs a role that is superuser or may create roles. */
export async function ensureRoles(admin: Client, { owner, engine }: Roles, database: string): Promise<void> {
  await ensureRole(admin, owner, 'NOLOGIN')
  await ensureRole(admin, engine, 'LOGIN')
  const [ownerName, engineName, databaseName] = [owner, engine, database].map(escapeIdentifier)
  // PostgreSQL 16 and later: who makes a role administers it, and is a member only once he says so.
  await admin.query(`GRANT ${ownerName} TO CURRENT_USER`)
  await admin.query(`GRANT CONNECT, CREATE ON DATABASE ${databaseName} TO ${ownerName}`)
  await admin.query(`GRANT CONNECT ON DATABASE ${databaseName} TO ${engineName}`)
  // What others of the database put into its schemas is nothing that our statements call (CVE-2018-1058).
  await admin.query(`ALTER ROLE ${engineName} SET search_path = pg_catalog`)
}

/** Those of the two that are there already. */
export async function findRoles(admin: Client, { owner, engine }: Roles): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    'SELECT rolname AS name FROM pg_roles WHERE rolname IN ($1, $2) ORDER BY rolname DESC',
    [owner, engine],
  )
  return rows.map(({ name }) => name)
}

/** The password goes as a verifier: a server that logs statements does not log it. */
export async function setPassword(admin: Client, role: string, password: string): Promise<void> {
  await admin.query(`ALTER ROLE ${escapeIdentifier(role)} PASSWORD ${escapeLiteral(scramVerifier(password))}`)
}

async function ensureRole(admin: Client, role: string, login: 'LOGIN' | 'NOLOGIN'): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
  if (rowCount !== 0) return
  const rights = `${login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT NOREPLICATION`
  await admin.query(`CREATE ROLE ${escapeIdentifier(role)} ${rights}`)
}
