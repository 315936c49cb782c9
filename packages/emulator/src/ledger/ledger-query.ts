import { credentialHash } from '../credentials/credential-hash.ts'
import type { JsonObject } from '../json.ts'
import { contains } from './contains.ts'
import type { LedgerEntry } from './ledger-entry.ts'

/** Members of an entry that a query compares as they are. */
export const COMPARED = ['method', 'path', 'operation', 'credential', 'verdict', 'fault', 'status'] as const

/** Every member that is given has to agree; an empty query fits each request. */
export type LedgerQuery = Partial<Pick<LedgerEntry, (typeof COMPARED)[number]>> & {
  /** A secret in clear: its hash is the credential, or one of those that were presented. */
  readonly token?: string
  /** Milliseconds since 1970: not before. */
  readonly since?: number
  /** Milliseconds since 1970: before. */
  readonly until?: number
  /** What the recorded body holds among other things. */
  readonly body?: JsonObject
}

/** Reads a query once, for many entries. */
export function compileQuery(query: LedgerQuery): (entry: LedgerEntry) => boolean {
  const { token, since, until, body } = query
  const compared = COMPARED.filter((key) => query[key] !== undefined)
  const secret = token === undefined ? undefined : credentialHash(token)
  return (entry) =>
    compared.every((key) => entry[key] === query[key]) &&
    (since === undefined || entry.time >= since) &&
    (until === undefined || entry.time < until) &&
    (secret === undefined || presents(entry, secret)) &&
    (body === undefined || contains(entry.body, body))
}

function presents({ credential, presented }: LedgerEntry, secret: string): boolean {
  return credential === secret || Object.values(presented).includes(secret)
}
