import { SallyportError } from '@sallyport/errors'
import { unstorableText } from './unstorable-text.ts'

// postgresql.org/docs/current/errcodes-appendix.html

/** Class 08: connection; 53: resources; 57P: shutdown; 25006: the primary has become a standby. */
const UNAVAILABLE_STATES = /^(08|53|57P|57014|55P03|40001|40P01|25006)/
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOENT',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** What node-postgres reports without a code. */
const UNAVAILABLE_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/

/** A text with U+0000: character_not_in_repertoire, untranslatable_character. */
const UNSTORABLE_STATES = /^(22021|22P05)/

/** A failure of the database in the terms of the engine. Anything else stays what it is. */
export function databaseError(error: unknown): unknown {
  if (SallyportError.isInstance(error) || !(error instanceof Error)) return error
  const code = sqlState(error)
  if (UNSTORABLE_STATES.test(code)) return unstorableText(error)
  const broken = UNAVAILABLE_STATES.test(code) || UNAVAILABLE_CODES.has(code)
  if (!broken && !UNAVAILABLE_MESSAGES.test(error.message)) return error
  return new SallyportError('storage_unavailable', 'The database cannot be reached now.', { cause: error })
}

/** SQLSTATE of an error of the server, or the code of one of the system, or an empty string. */
export function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
