import type { Violation } from '../receive/checked-request.ts'

/** Why a request is turned away, whatever it asks for. */
export type CredentialProblem = 'unauthenticated' | 'invalid_credential' | 'expired_credential'

/** Who is asking. It holds no secret, only hashes. */
export interface Visitor {
  /**
   * SHA-256 in hex of what was presented, without its scheme: token, key, `user:password` (the user name alone
   * when the password is empty), id of an access key, JWT. `null` when nothing was presented.
   */
  readonly credential: string | null
  /** SHA-256 in hex of everything secret in the request by its name, also under schemes that are not taken here. */
  readonly presented: Readonly<Record<string, string>>
  readonly subject: string | undefined
  readonly scopes: readonly string[] | undefined
  /** When the credential ends, in milliseconds since 1970; left out where it does not. */
  readonly expiresAt?: number
  /** `undefined`: the visitor is let in. */
  readonly problem: CredentialProblem | undefined
  /** Says where and why, never the value. */
  readonly violation: Violation | undefined
}
