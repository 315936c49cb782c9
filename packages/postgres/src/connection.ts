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

/**
 * Reads a connection URL, such as `postgres://user:password@host:5432/database?sslmode=verify-full`, or
 * with a folder of a Unix socket as host: `postgres://user@/database?host=/run/postgresql`.
 *
 * @throws SallyportError `configuration_invalid`. The message holds nothing of the URL: it has a password.
 */
export function parseConnectionUrl(url: string): Connection {
  const { host, port, database, user, password, ssl } = read(url)
  if (!host || !database || !user) throw invalid('does not name host, database and user')
  return {
    host,
    port: Number(port ?? 5432),
    database,
    user,
    ...(password && { password }),
    ...(ssl !== undefined && ssl !== false && { ssl: ssl as ClientConfig['ssl'] }),
  }
}

/** The same database, entered as somebody else. */
export function as(connection: Connection, user: string, password: string): Connection {
  return { ...connection, user, password }
}

function read(url: string) {
  try {
    return parse(url)
  } catch {
    throw invalid('is no connection URL')
  }
}

function invalid(what: string): SallyportError {
  return new SallyportError('configuration_invalid', `DATABASE_URL ${what}.`, {
    fix: 'Write it as postgres://user:password@host:5432/database.',
  })
}
