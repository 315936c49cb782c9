import { SallyportError } from '@sallyport/errors'

/** Class 08: connection; 53: resources; 57P: shutdown. postgresql.org/docs/current/errcodes-appendix.html */
const UNAVAILABLE_STATES = /^(08|53|57P|57014|55P03|40001|40P01)/
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENOTFOUND',
])

/** A failure of the database in the terms of the engine. Anything else stays what it is. */
export function databaseError(error: unknown): unknown {
  if (SallyportError.isInstance(error) || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const broken = UNAVAILABLE_STATES.test(code) || UNAVAILABLE_CODES.has(code)
  // node-postgres reports these two without a code.
  const dropped = /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/.test(
    error.message,
  )
  if (!broken && !dropped) return error
  return new SallyportError('storage_unavailable', 'The database cannot be reached now.', { cause: error })
}

/** SQLSTATE of an error of the server, or an empty string. */
export function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
