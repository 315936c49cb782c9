import type {
  AcceptedAccessKey,
  AcceptedCredential,
  AcceptedIssuer,
  AcceptedPassword,
  AcceptedToken,
} from './accepted-credential.ts'
import { credentialHash } from './credential-hash.ts'
import { type JwtSigner, jwtSigner } from './jwt-signer.ts'

/**
 * What is accepted, by what is presented. Secrets are found by their hashes: the emulator guards nothing, so it
 * takes no care of the time that a comparison takes.
 */
export interface KeyRing {
  /** By hash of the token. */
  readonly tokens: ReadonlyMap<string, AcceptedToken>
  /** By hash of `user:password`. */
  readonly passwords: ReadonlyMap<string, AcceptedPassword>
  readonly issuers: ReadonlyMap<string, readonly JwtSigner[]>
  /** By id. */
  readonly accessKeys: ReadonlyMap<string, AcceptedAccessKey>
}

/** Throws a `TypeError` that names the place of a credential that cannot be used, and not the credential. */
export function createKeyRing(accepted: readonly AcceptedCredential[]): KeyRing {
  const ring = {
    tokens: new Map<string, AcceptedToken>(),
    passwords: new Map<string, AcceptedPassword>(),
    issuers: new Map<string, JwtSigner[]>(),
    accessKeys: new Map<string, AcceptedAccessKey>(),
  }
  for (const [place, credential] of accepted.entries()) {
    const made = typeof credential === 'string' ? { token: credential } : credential
    if (typeof made !== 'object' || made === null)
      throw new TypeError(`The accepted credential at place ${place} is of no known kind.`)
    if ('token' in made) ring.tokens.set(credentialHash(filled(made.token, place)), made)
    else if ('username' in made) ring.passwords.set(passwordHash(made, place), made)
    else if ('issuer' in made) addIssuer(ring.issuers, made, place)
    else if ('accessKeyId' in made) addAccessKey(ring.accessKeys, made, place)
    else throw new TypeError(`The accepted credential at place ${place} is of no known kind.`)
  }
  return ring
}

function passwordHash({ username, password }: AcceptedPassword, place: number): string {
  // RFC 7617, 2: the first colon ends the user name.
  if (textAt(username, place).includes(':'))
    throw new TypeError(`The accepted user name at place ${place} holds a colon.`)
  return credentialHash(`${username}:${textAt(password, place)}`)
}

function addIssuer(issuers: Map<string, JwtSigner[]>, accepted: AcceptedIssuer, place: number): void {
  const signers = issuers.get(accepted.issuer) ?? []
  signers.push(jwtSigner(accepted, place))
  issuers.set(accepted.issuer, signers)
}

function addAccessKey(
  keys: Map<string, AcceptedAccessKey>,
  accepted: AcceptedAccessKey,
  place: number,
): void {
  filled(accepted.secretAccessKey, place)
  keys.set(filled(accepted.accessKeyId, place), accepted)
}

/** Where types are not checked anything may come: it is named by its place alone. */
function textAt(value: unknown, place: number): string {
  if (typeof value === 'string') return value
  throw new TypeError(`The accepted credential at place ${place} has a member that is no text.`)
}

function filled(value: unknown, place: number): string {
  const text = textAt(value, place)
  if (text === '') throw new TypeError(`The accepted credential at place ${place} is empty.`)
  return text
}
