import type { RefreshReuse } from '@sallyport/definition'
import type { Credential } from '../authorize/credential.ts'
import type { TokenAnswer } from '../oauth/token-answer.ts'
import type { TokenGrant } from '../oauth/token-grant.ts'
import type { CredentialStore } from './credential-store.ts'

/** How the tokens of a way to authenticate are renewed. */
export interface Renewal {
  /** Field of the credential that holds the access token. */
  readonly field: string
  /** What becomes of what this credential presents, where it is presented twice. */
  reuse(credential: Credential): RefreshReuse
  /** Whether a credential holds anything to present. */
  renewable(credential: Credential): boolean
  /**
   * Makes ready what is presented; sends nothing.
   *
   * @throws SallyportError where it cannot: `application_refused`, `vault_unavailable`, `storage_unavailable`.
   */
  prepare(credential: Credential): Promise<Presentation>
}

/** A request to a token endpoint, ready to be sent. */
export interface Presentation {
  readonly grant: TokenGrant['type']
  /** Names the OAuth application for its breaker: at most 255 characters. */
  readonly application: string | undefined
  /** Sends it, once. Does not reject. */
  send(deadlineMs: number): Promise<TokenAnswer>
}

/** One credential that is to be kept fresh. */
export interface RefreshSubject {
  /** Names it, and no other, in this process. */
  readonly key: string
  readonly store: CredentialStore
  readonly renewal: Renewal
}
