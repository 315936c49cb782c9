import type { Visitor } from '../credentials/visitor.ts'
import type { Json } from '../json.ts'
import type { Violation } from '../receive/checked-request.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { LedgerEntry, Verdict } from './ledger-entry.ts'

/** What is known of a request when it has been answered. */
export interface EntrySource {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly path: string
  readonly request: ReceivedRequest
  readonly visitor: Visitor
  readonly reading: {
    readonly operation: string | null
    readonly query: Readonly<Record<string, Json>>
    readonly body: Json
    readonly violations: readonly Violation[]
    readonly presented?: Readonly<Record<string, string>>
  }
  /** Kind of the fault that was played. */
  readonly fault: string | null
  /** Why the request was turned away. */
  readonly trouble: { readonly violation?: Violation } | undefined
}

const LARGEST_BODY = 64 * 1024

export function entryOf(source: EntrySource, status: number | null): LedgerEntry {
  const { time, path, request, visitor, reading, fault, trouble } = source
  const others = [visitor.violation, trouble?.violation].filter((violation) => violation !== undefined)
  const violations = others.length > 0 ? [...others, ...reading.violations] : reading.violations
  const presented = reading.presented ? { ...visitor.presented, ...reading.presented } : visitor.presented
  return {
    time,
    method: request.method,
    path,
    operation: reading.operation,
    query: without(reading.query, presented),
    headers: headersOf(request, presented),
    body: (request.body?.length ?? 0) > LARGEST_BODY ? null : bodyWithout(reading.body, presented),
    credential: visitor.credential,
    presented,
    verdict: verdictOf(trouble, violations),
    violations,
    fault,
    status,
  }
}

function verdictOf(trouble: object | undefined, violations: readonly Violation[]): Verdict {
  if (trouble) return 'refused'
  return violations.length > 0 ? 'tolerated' : 'valid'
}

/** They hold a credential, or say how the bytes travelled. */
const LEFT_OUT = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'connection',
  'host',
  'content-length',
])

function headersOf(
  { headers }: ReceivedRequest,
  presented: LedgerEntry['presented'],
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of Object.keys(headers)) {
    if (LEFT_OUT.has(name) || name in presented) continue
    kept[name] = String(headers[name])
  }
  return kept
}

function without(
  members: Readonly<Record<string, Json>>,
  presented: LedgerEntry['presented'],
): Record<string, Json> {
  const secret = Object.keys(members).some((name) => name in presented)
  return secret
    ? Object.fromEntries(Object.entries(members).filter(([name]) => !(name in presented)))
    : members
}

function bodyWithout(body: Json, presented: LedgerEntry['presented']): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return without(body as Record<string, Json>, presented)
}
