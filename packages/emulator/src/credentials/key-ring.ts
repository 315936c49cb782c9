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

/** Throws an `Error` that names the place of a credential that cannot be used, and not the credential. */
export function createKeyRing(accepted: readonly AcceptedCredential[]): KeyRing {
  const ring = {
    tokens: new Map<string, AcceptedToken>(),
    passwords: new Map<string, AcceptedPassword>(),
    issuers: new Map<string, JwtSigner[]>(),
    accessKeys: new Map<string, AcceptedAccessKey>(),
  }
  for (const [place, credential] of accepted.entries()) {
    const made = typeof credential === 'string' ? { token: credential } : credential
    if ('token' in made) ring.tokens.set(credentialHash(filled(made.token, place)), made)
    else if ('username' in made) ring.passwords.set(passwordHash(made, place), made)
    else if ('issuer' in made) addIssuer(ring.issuers, made, place)
    else if ('accessKeyId' in made) ring.accessKeys.set(filled(made.accessKeyId, place), made)
    else throw new Error(`The accepted credential at place ${place} is of no known kind.`)
  }
  return ring
}

function passwordHash({ username, password }: AcceptedPassword, place: number): string {
  // RFC 7617, 2: the first colon ends the user name.
  if (username.includes(':')) throw new Error(`The accepted user name at place ${place} holds a colon.`)
  return credentialHash(`${username}:${password}`)
}

function addIssuer(issuers: Map<string, JwtSigner[]>, accepted: AcceptedIssuer, place: number): void {
  const signers = issuers.get(accepted.issuer) ?? []
  signers.push(jwtSigner(accepted, place))
  issuers.set(accepted.issuer, signers)
}

function filled(text: string, place: number): string {
  if (text === '') throw new Error(`The accepted credential at place ${place} is empty.`)
  return text
}
