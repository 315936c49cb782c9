import { createHash } from 'node:crypto'
import { type OrganizationScope, scopeOfOrganization } from '../scope.ts'

/** What a ticket is for. */
export type TicketKind = 'session' | 'device' | 'secret' | 'collection'

/** Whose it is, and under which name storage knows it. */
export interface TicketName {
  readonly scope: OrganizationScope
  /** SHA-256, in hex: whoever reads the table cannot show the ticket. */
  readonly id: string
}

const PREFIXES: Readonly<Record<TicketKind, string>> = {
  session: 'cs_',
  device: 'cd_',
  collection: 'cc_',
  // The seed of it is longer than a word: clients of one generation look for nothing in it.
  secret: 'sallyport_oauth_secret_',
}
const RANDOM_BYTES = 32
const FORM = /^[A-Za-z0-9_-]{64}$/

/**
 * Makes what proves a connection that is being made: 256 random bits behind the id of its organization, so that nobody
 * looks across organizations to find it.
 */
export function makeTicket(
  kind: TicketKind,
  organizationId: string,
  randomBytes: (size: number) => Uint8Array,
): string {
  const bytes = Buffer.concat([
    Buffer.from(organizationId.replaceAll('-', ''), 'hex'),
    randomBytes(RANDOM_BYTES),
  ])
  return PREFIXES[kind] + bytes.toString('base64url')
}

/** Reads a ticket of that kind; `undefined` for text that is none. Who shows one may have made it up. */
export function readTicket(kind: TicketKind, text: string): TicketName | undefined {
  const prefix = PREFIXES[kind]
  const body = text.slice(prefix.length)
  // 48 bytes fill 64 characters to the last bit: each ticket has one spelling (RFC 4648 3.5).
  if (!text.startsWith(prefix) || !FORM.test(body)) return undefined
  return { scope: scopeOfOrganization(uuidOf(Buffer.from(body, 'base64url'))), id: digestOf(text) }
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The first 16 bytes as a UUID. */
export function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
