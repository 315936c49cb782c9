import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
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
const NAME_BYTES = 16 + RANDOM_BYTES
// 66 bytes fill 88 characters to the last bit: each ticket has one spelling (RFC 4648 3.5).
const MAC_BYTES = 18
const FORM = /^[A-Za-z0-9_-]{88}$/

export interface TicketOptions {
  /** Secret of the deployment, the same for all its engines. */
  readonly ticketKey: Uint8Array
  readonly randomBytes: (size: number) => Uint8Array
}

/**
 * Makes what proves a connection that is being made: 256 random bits behind the id of its organization, so that nobody
 * looks across organizations to find it; and a MAC over both, so that for what somebody made up nobody looks at all.
 */
export function makeTicket(
  kind: TicketKind,
  organizationId: string,
  { ticketKey, randomBytes }: TicketOptions,
): string {
  const organization = Buffer.from(organizationId.replaceAll('-', ''), 'hex')
  const name = Buffer.concat([organization, randomBytes(RANDOM_BYTES)])
  return PREFIXES[kind] + Buffer.concat([name, macOf(ticketKey, kind, name)]).toString('base64url')
}

/** Reads a ticket of that kind; `undefined` for text that no engine of this deployment made. */
export function readTicket(
  kind: TicketKind,
  text: string,
  { ticketKey }: Pick<TicketOptions, 'ticketKey'>,
): TicketName | undefined {
  const prefix = PREFIXES[kind]
  const body = text.slice(prefix.length)
  if (!text.startsWith(prefix) || !FORM.test(body)) return undefined
  const bytes = Buffer.from(body, 'base64url')
  const [name, mac] = [bytes.subarray(0, NAME_BYTES), bytes.subarray(NAME_BYTES)]
  if (!timingSafeEqual(mac, macOf(ticketKey, kind, name))) return undefined
  return { scope: scopeOfOrganization(uuidOf(name)), id: digestOf(text) }
}

/** A ticket of one kind is none of another. */
function macOf(ticketKey: Uint8Array, kind: TicketKind, name: Uint8Array): Uint8Array {
  return createHmac('sha256', ticketKey).update(PREFIXES[kind]).update(name).digest().subarray(0, MAC_BYTES)
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The first 16 bytes as a UUID. */
export function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
