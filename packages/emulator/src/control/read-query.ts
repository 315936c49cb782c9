import { isObject, type JsonObject, parseJson } from '../json.ts'
import { COMPARED, type LedgerQuery } from '../ledger/ledger-query.ts'

export interface ReadQuery {
  readonly query: LedgerQuery
  /** How many entries are told, from the latest. */
  readonly limit: number
}

const LIMIT = 1000
const MOST = 100_000
const NUMBERS = new Set(['since', 'until', 'status', 'limit'])
/** What an entry may be without. */
const ABSENT = new Set(['operation', 'credential', 'fault', 'status'])
const KNOWN = new Set<string>([...COMPARED, ...NUMBERS, 'token', 'body'])

/**
 * A query of the ledger from the URL. `null` asks for an absent operation, fault, credential or status. Throws a
 * `TypeError` for a member that is unknown, unreadable or there twice.
 */
export function readQuery(search: string): ReadQuery {
  const members = [...new URLSearchParams(search)].map(
    ([name, text]) => [name, readMember(name, text)] as const,
  )
  const { limit = LIMIT, ...query } = Object.fromEntries(members) as { limit?: number }
  if (new Set(members.map(([name]) => name)).size < members.length)
    throw new TypeError('A member of the query is there once.')
  if (!Number.isInteger(limit) || limit < 0 || limit > MOST)
    throw new TypeError(`"limit" is from 0 to ${MOST}.`)
  return { query, limit }
}

function readMember(name: string, text: string): unknown {
  if (!KNOWN.has(name)) throw new TypeError(`The ledger has no "${name.slice(0, 50)}" to ask for.`)
  if (name === 'body') return readBody(text)
  if (text === 'null' && ABSENT.has(name)) return null
  if (!NUMBERS.has(name)) return text
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new TypeError(`"${name}" is a number.`)
  return value
}

function readBody(text: string): JsonObject {
  try {
    const value = parseJson(text)
    if (isObject(value)) return value
  } catch {
    // Told below.
  }
  throw new TypeError('"body" is an object as JSON.')
}
