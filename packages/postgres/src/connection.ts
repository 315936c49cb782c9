import { SallyportError } from '@sallyport/errors'
import type { ClientConfig } from 'pg'
import { parse } from 'pg-connection-string'

/** Where a database is and as whom to enter it. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password?: string
  readonly ssl?: ClientConfig['ssl']
}

const SCHEME = /^postgres(ql)?:\/\//i
const DEFAULT_PORT = 5432
const CONNECT_MS = 10_000

/**
 * Reads a connection URL, such as `postgres://user:password@host:5432/database?sslmode=verify-full`, or
 * with a folder of a Unix socket as host: `postgres://user@/database?host=/run/postgresql`.
 *
 * @throws SallyportError `configuration_invalid`. The message holds nothing of the URL: it has a password.
 */
export function parseConnectionUrl(url: string): Connection {
  if (!SCHEME.test(url)) throw invalid('is no connection URL')
  const { host, port, database, user, password, ssl } = read(url)
  if (!host || !database || !user) throw invalid('does not name host, database and user')
  return {
    host,
    port: portOf(port),
    database,
    user,
    ...(password && { password }),
    ...(ssl !== undefined && { ssl: tlsOf(ssl) }),
  }
}

/** The same database, entered as somebody else. */
export function as(connection: Connection, user: string, password: string): Connection {
  return { ...connection, user, password }
}

/** The connection in node-postgres' terms. TLS is always said: left out, PGSSLMODE would decide. */
export function clientConfig(connection: Connection, purpose: string): ClientConfig {
  return {
    ssl: false,
    connectionTimeoutMillis: CONNECT_MS,
    ...connection,
    application_name: `sallyport ${purpose}`,
  }
}

function read(url: string) {
  try {
    return parse(url)
  } catch (error) {
    const unreadable = error instanceof Error && 'syscall' in error
    throw invalid(unreadable ? 'names a certificate or key that cannot be read' : 'is no connection URL')
  }
}

function portOf(text: string | null | undefined): number {
  const port = Number(text || DEFAULT_PORT)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw invalid('has a port that is no number from 1 to 65535')
}

function tlsOf(ssl: unknown): ClientConfig['ssl'] {
  if (ssl === false || ssl === 'false') return false
  if (ssl === true || (typeof ssl === 'object' && ssl !== null)) return ssl
  throw invalid('has an ssl that is neither true nor false')
}

function invalid(what: string): SallyportError {
  return new SallyportError('configuration_invalid', `DATABASE_URL ${what}.`, {
    fix: 'Write it as postgres://user:password@host:5432/database.',
  })
}
