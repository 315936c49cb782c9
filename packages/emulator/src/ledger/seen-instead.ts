import type { LedgerEntry } from './ledger-entry.ts'
import { COMPARED, type LedgerQuery } from './ledger-query.ts'

export interface Surprise {
  /** How many were expected. */
  readonly expected: number
  readonly query: LedgerQuery
  /** What fitted the query. */
  readonly found: readonly LedgerEntry[]
  /** Everything that was seen. */
  readonly all: readonly LedgerEntry[]
}

const SHOWN = 20

/** The sentence of an expectation that failed. It names requests by method, path and status: no query, body or secret. */
export function seenInstead({ expected, query, found, all }: Surprise): string {
  const wanted = describe(query)
  const title = `Expected ${requests(expected)}${wanted && ` with ${wanted}`}, and saw ${found.length}.`
  const shown = found.length > 0 ? found : all
  if (shown.length === 0) return `${title} There were no requests at all.`
  const heading = found.length > 0 ? 'These were:' : 'There were only:'
  const more = shown.length > SHOWN ? [`  and ${shown.length - SHOWN} before`] : []
  return [title, heading, ...more, ...shown.slice(-SHOWN).map(line)].join('\n')
}

function requests(count: number): string {
  if (count === 0) return 'no request'
  return count === 1 ? 'exactly 1 request' : `exactly ${count} requests`
}

function describe(query: LedgerQuery): string {
  const parts: string[] = COMPARED.filter((key) => query[key] !== undefined).map(
    (key) => `${key} ${key === 'credential' ? short(query[key]) : JSON.stringify(query[key])}`,
  )
  // A test's token may be a real one: its hash would be found in the ledger, so that neither is told.
  if (query.token !== undefined) parts.push('that token')
  if (query.since !== undefined) parts.push(`a time from ${query.since}`)
  if (query.until !== undefined) parts.push(`a time before ${query.until}`)
  if (query.body !== undefined) parts.push(`a body with ${Object.keys(query.body).join(', ') || 'anything'}`)
  return parts.join(', ')
}

function short(credential: string | null | undefined): string {
  return credential ? `${credential.slice(0, 8)}…` : 'none'
}

function line({ method, path, status, fault, verdict }: LedgerEntry): string {
  const notes = [verdict === 'valid' ? '' : verdict, fault ? `fault ${fault}` : ''].filter(Boolean)
  return `  ${method} ${path} -> ${status ?? 'no answer'}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
}
