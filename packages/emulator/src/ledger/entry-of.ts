import { credentialHash } from '../credentials/credential-hash.ts'
import type { Visitor } from '../credentials/visitor.ts'
import { isObject, type Json } from '../json.ts'
import type { Violation } from '../receive/checked-request.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { hideSecrets, type Tell } from './hide-secrets.ts'
import type { LedgerEntry, Verdict } from './ledger-entry.ts'
import { isSecretHeader } from './secret-names.ts'

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
  const { presented, ...kept } = keptOf(source)
  return {
    time,
    method: request.method,
    path,
    operation: reading.operation,
    ...kept,
    credential: visitor.credential,
    presented,
    verdict: verdictOf(trouble, violations),
    violations,
    fault,
    status,
  }
}

type Kept = Pick<LedgerEntry, 'query' | 'headers' | 'body' | 'presented'>

/** What was sent without its secrets, and their hashes. */
function keptOf({ request, visitor, reading }: EntrySource): Kept {
  const named = reading.presented ? { ...visitor.presented, ...reading.presented } : visitor.presented
  let more: Record<string, string> | undefined
  const tell: Tell = (place, secret) => {
    more ??= {}
    more[place] ??= credentialHash(secret)
  }
  const isTooLarge = (request.body?.length ?? 0) > LARGEST_BODY
  const headers = headersOf(request, named, tell)
  const query = hideSecrets(without(reading.query, named), tell) as Kept['query']
  const body = isTooLarge ? null : hideSecrets(bodyWithout(reading.body, named), tell)
  return { query, headers, body, presented: more ? { ...more, ...named } : named }
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

function headersOf({ headers }: ReceivedRequest, named: LedgerEntry['presented'], tell: Tell) {
  const kept: [string, string][] = []
  for (const name of Object.keys(headers)) {
    if (LEFT_OUT.has(name) || Object.hasOwn(named, name)) continue
    const value = String(headers[name])
    if (isSecretHeader(name)) tell(name, value)
    // The page that led here may have had a code or a token in its query.
    else kept.push([name, name === 'referer' ? value.replace(/[?#].*/s, '') : value])
  }
  return Object.fromEntries(kept)
}

function without(
  members: Readonly<Record<string, Json>>,
  presented: LedgerEntry['presented'],
): Record<string, Json> {
  const secret = Object.keys(members).some((name) => Object.hasOwn(presented, name))
  return secret
    ? Object.fromEntries(Object.entries(members).filter(([name]) => !Object.hasOwn(presented, name)))
    : members
}

function bodyWithout(body: Json, presented: LedgerEntry['presented']): Json {
  return isObject(body) ? without(body, presented) : body
}
