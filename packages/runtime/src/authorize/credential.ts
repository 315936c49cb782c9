/** A credential as it is sealed: which way it authenticates, and where it may go. */
export interface Credential {
  readonly definitionId: string
  /** Name of the definition's way to authenticate that these fields fill. */
  readonly alternative: string
  readonly fields: Readonly<Record<string, string>>
  /** Exact origins that may receive it; nothing that is edited later can add one. */
  readonly origins: readonly string[]
  /**
   * Exact origins of the definition's token endpoints, where it has any: they get refresh tokens and the application's
   * secret, and never a request of the API. Sealed as the others are.
   */
  readonly tokenOrigins?: readonly string[]
  /** What a token endpoint said of the tokens among the fields. */
  readonly grant?: Grant
}

/** The tokens themselves are fields: the one that the mechanism names, and `refresh_token`. */
export interface Grant {
  /** When the access token ends, in milliseconds of the store's clock; absent where nobody knows. */
  readonly expiresAt?: number
  readonly issuedAt: number
  readonly scopes?: readonly string[]
  /** That they are the application's own (RFC 6749 4.4), and are got again in the same way. */
  readonly by?: 'client_credentials'
  /** Id of the organization's OAuth application that got them; absent where client id and secret are fields, or none is needed. */
  readonly applicationId?: string
}

/** Fields by convention, where a form has them. */
export const REFRESH_TOKEN = 'refresh_token'
export const CLIENT_ID = 'client_id'
export const CLIENT_SECRET = 'client_secret'
