import { createHmac, timingSafeEqual } from 'node:crypto'
import { scopeOfOrganization } from '../scope.ts'
import { type TicketName, uuidOf } from './ticket.ts'

/** What a state speaks for. */
export interface StateClaims {
  readonly organizationId: string
  /** Of the session, in hex. */
  readonly sessionId: string
  readonly definitionId: string
  /** Digest of the cookie of the browser that leaves, in hex. */
  readonly browser: string
}

const PREFIX = 'cst_'
// 16 bytes of the organization, 32 of the session, 32 of the signature.
const FORM = /^cst_[A-Za-z0-9_-]{107}$/

/**
 * The `state` of an authorization request (RFC 6749 10.12). It is signed with a key that its session alone has, over a
 * text that no other token of ours begins with; so it is good for one session, one browser and one third party.
 */
export function signState(key: Uint8Array, claims: StateClaims): string {
  const organization = Buffer.from(claims.organizationId.replaceAll('-', ''), 'hex')
  const session = Buffer.from(claims.sessionId, 'hex')
  return PREFIX + Buffer.concat([organization, session, signatureOf(key, claims)]).toString('base64url')
}

/** The session that a state names. It is believed once `isState` has looked at it. */
export function sessionOfState(state: string): TicketName | undefined {
  if (!FORM.test(state)) return undefined
  const bytes = Buffer.from(state.slice(PREFIX.length), 'base64url')
  const id = bytes.subarray(16, 48).toString('hex')
  return { scope: scopeOfOrganization(uuidOf(bytes)), id }
}

/** Whether a state is the one that was signed for this session, browser and third party; in constant time. */
export function isState(state: string, key: Uint8Array, claims: StateClaims): boolean {
  const [given, wanted] = [state, signState(key, claims)].map((text) => Buffer.from(text))
  return given !== undefined && wanted?.length === given.length && timingSafeEqual(given, wanted)
}

function signatureOf(key: Uint8Array, { sessionId, definitionId, browser }: StateClaims): Uint8Array {
  const text = ['sallyport connect state', sessionId, definitionId, browser].join('\n')
  return createHmac('sha256', key).update(text).digest()
}
