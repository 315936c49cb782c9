import { SallyportError } from '@sallyport/errors'
import { escapeIdentifier } from 'pg'
import type { Connection } from './connection.ts'
import { sqlState } from './database-error.ts'

// postgresql.org/docs/current/errcodes-appendix.html
const INSUFFICIENT_PRIVILEGE = '42501'
/** Class 28: authorization; 3D000: no such database. */
const LOGIN_REFUSED = /^(28|3D000)/
/** What node-postgres says of a login without the password or the TLS that the other side asks for. */
const LOGIN_FAILED = /^(SASL: |The server does not support SSL)/

/** Whether the server refused an act because the role may not do it. */
export function isNotPrivileged(error: unknown): boolean {
  return sqlState(error) === INSUFFICIENT_PRIVILEGE
}

/** The refusal of a role that may not prepare the database, with the SQL that lets it. */
export function notPrivileged(
  { user, database }: Connection,
  existingRoles: readonly string[],
  cause: unknown,
): SallyportError {
  const [role, name] = [escapeIdentifier(user), escapeIdentifier(database)]
  const statements = [
    `ALTER ROLE ${role} CREATEROLE;`,
    `GRANT CONNECT, CREATE ON DATABASE ${name} TO ${role} WITH GRANT OPTION;`,
    // PostgreSQL 16 and later: roles are administered by who made them, and by whom that one lets.
    ...existingRoles.map((each) => `GRANT ${escapeIdentifier(each)} TO ${role} WITH ADMIN OPTION;`),
  ]
  return new SallyportError(
    'configuration_invalid',
    `The role ${role} of DATABASE_URL may not prepare the database.`,
    { fix: `Run as an administrator: ${statements.join(' ')}`, cause },
  )
}

/** A failed login in the terms of the operator; another failure stays what it is. */
export function loginRefused(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (!LOGIN_REFUSED.test(sqlState(error)) && !LOGIN_FAILED.test(error.message)) return error
  return new SallyportError('configuration_invalid', `The login of DATABASE_URL fails: ${error.message}`, {
    fix: 'Check user, password, database and sslmode of DATABASE_URL.',
    cause: error,
  })
}

export function serverTooOld(): SallyportError {
  return new SallyportError('configuration_invalid', 'The database server is older than PostgreSQL 15.', {
    fix: 'Use PostgreSQL 15 or later.',
  })
}
