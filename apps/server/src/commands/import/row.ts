import { createHmac } from 'node:crypto'
import type { Secret } from '@sallyport/errors'

/** What one line asks for: the body of a request that connects an account. */
export interface Row {
  readonly key: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Why a line is none; never with anything of what it holds. */
export interface BadRow {
  readonly key: string | null
  readonly problem: string
}

/** Longest line in bytes. */
export const MAX_LINE = 64 * 1024

const FIELDS = [
  'workspace_name',
  'connector_type',
  'credentials',
  'name',
  'replication_config',
  'entities',
  'key',
]
const NEEDED = ['workspace_name', 'connector_type', 'credentials']
const KEY = /^[!-~]{1,255}$/

/**
 * Reads a line. Without a key of its own it gets one that the same line always has: an HMAC under the client secret,
 * since a plain hash would be something to guess the credential by.
 */
export function readRow(text: Buffer | undefined, clientSecret: Secret): Row | BadRow {
  if (text === undefined) return { key: null, problem: `The line is longer than ${MAX_LINE} bytes.` }
  const value = parsed(text)
  if (value === undefined) return { key: null, problem: 'The line is no JSON object.' }
  const { key: given, ...rest } = value
  const key = given === undefined ? derivedKey(value, clientSecret) : given
  if (typeof key !== 'string' || !KEY.test(key)) {
    return { key: null, problem: '"key" is to be 1 to 255 visible ASCII characters.' }
  }
  const missing = NEEDED.filter((name) => value[name] === undefined)
  if (missing.length > 0) return { key, problem: `There is no ${missing.join(', ')}.` }
  const unknown = Object.keys(value).filter((name) => !FIELDS.includes(name))
  // A field under a wrong name may be a secret: only how many there are is said.
  if (unknown.length > 0) {
    return { key, problem: `${unknown.length} fields are not known. Known: ${FIELDS.join(', ')}.` }
  }
  return { key, body: { ...rest, idempotency_key: key } }
}

function parsed(text: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}

function derivedKey(value: Readonly<Record<string, unknown>>, clientSecret: Secret): string {
  const hmac = createHmac('sha256', `sallyport import\n${clientSecret.reveal()}`)
  return `import-${hmac.update(JSON.stringify(canonical(value))).digest('hex')}`
}

/** The same whatever the order of its fields. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => [name, canonical(each)])
}
