import type { JsonObject } from '../json.ts'

export type GrantName =
  | 'authorization_code'
  | 'client_credentials'
  | 'device_code'
  | 'refresh_token'
  | 'jwt_bearer'

/** Where the endpoints are. With `paths` left out all are there, on the defaults; else only what the grants need and what is named. */
export interface AuthorizationPaths {
  /** `/oauth/authorize` */
  readonly authorize?: string
  /** `/oauth/token` */
  readonly token?: string
  /** `/oauth/revoke` (RFC 7009) */
  readonly revoke?: string
  /** `/oauth/introspect` (RFC 7662) */
  readonly introspect?: string
  /** `/oauth/device/code` (RFC 8628) */
  readonly device?: string
  /** The page on which a user enters the code of a device: `/oauth/device`. */
  readonly verification?: string
  /** `/oauth/userinfo` */
  readonly userinfo?: string
  /** `/oauth/jwks` */
  readonly jwks?: string
  /** `/.well-known/openid-configuration` and `/.well-known/oauth-authorization-server`. */
  readonly discovery?: boolean
}

/** What becomes of a refresh token that was used. */
export interface RefreshSettings {
  /** `none`: it stays; `always`: each refresh gives a new one. */
  readonly rotation: 'none' | 'always'
  /** A used one that comes again: revokes all that came from the same consent, works for `graceSeconds` more, or is refused. */
  readonly reuse?: 'revoke_family' | 'grace' | 'refuse'
  /** 60 */
  readonly graceSeconds?: number
  /** When one is given: always, only with a scope (`offline_access`), or only with a parameter of the authorization request (`access_type=offline`). */
  readonly given?:
    | 'always'
    | { readonly scope: string }
    | { readonly parameter: string; readonly value: string }
}

/** How a vendor's authorization server departs from the plain one: the member `oauth` of `vendor.behaviour.json`. */
export interface AuthorizationSettings {
  readonly paths?: AuthorizationPaths
  /** All of them; `jwt_bearer` only for clients with keys. */
  readonly grants?: readonly GrantName[]
  /** `optional`. Only S256: `plain` is refused. With `none` a challenge is overlooked. */
  readonly pkce?: 'required' | 'optional' | 'none'
  /** Others are refused with `invalid_scope`. Left out: any scope is known. */
  readonly scopes?: readonly string[]
  /** What a request without a scope asks for. */
  readonly defaultScopes?: readonly string[]
  /** Of the answers; in requests a comma is then understood as well. */
  readonly scopeSeparator?: ' ' | ','
  /** 3,600 */
  readonly accessTokenSeconds?: number
  /** Ten years. */
  readonly refreshTokenSeconds?: number
  /** 600 */
  readonly codeSeconds?: number
  readonly refresh?: RefreshSettings
  readonly device?: {
    /** 600 */
    readonly seconds?: number
    /** 5 */
    readonly intervalSeconds?: number
    /** Answers `slow_down` to a client that polls faster by the emulator's clock. `true`. */
    readonly slowDown?: boolean
  }
  /** Basic and body. `none`: the device endpoints also take a client with a secret by its id alone. Clients without a secret need none. */
  readonly clientAuthentication?: readonly ('basic' | 'body' | 'none')[]
  /**
   * What requests may leave out: `response_type` (it is `code`), `grant_type` where the other members tell
   * it, `redirect_uri` of a token request where the code does, and the client's name and secret where it
   * revokes (`revoke_client`: the token is proof enough). Nothing.
   */
  readonly mayOmit?: readonly ('response_type' | 'grant_type' | 'redirect_uri' | 'revoke_client')[]
  /** Members of the body may come in the query instead. `false`. */
  readonly membersInQuery?: boolean
  /** What the bodies of requests may be. `form`. */
  readonly request?: 'form' | 'json' | 'either'
  /** `form`: answers are form-encoded unless `Accept` names JSON. */
  readonly answer?: 'json' | 'form'
  /** `false`: `expires_in` is left out of token answers. */
  readonly expiresIn?: boolean
  /** 200: errors come with the status of success. */
  readonly errorStatus?: number
  /** A template of the body: `{error}` and `{error_description}` are replaced. */
  readonly errorBody?: 'oauth' | JsonObject
  /** The vendor's words for the codes of RFC 6749: `{ "invalid_grant": "bad_verification_code" }`. */
  readonly errorNames?: Readonly<Record<string, string>>
  /** Added to token answers, over what is there; `{origin}`, `{now}` (seconds), `{subject}` and `{client_id}` are replaced. */
  readonly extra?: JsonObject
  readonly tokenPrefix?: { readonly access?: string; readonly refresh?: string }
  /** `always`: each authorization shows the consent page; `once`: the browser is remembered. */
  readonly consent?: 'always' | 'once'
  /** Audiences that an assertion may name besides the token endpoint and the issuer. */
  readonly assertionAudiences?: readonly string[]
}

/** An application that the emulated vendor knows. */
export interface OAuthClient {
  readonly clientId: string
  /** Left out: a public client. */
  readonly clientSecret?: string
  /** What the consent page calls it. The id. */
  readonly name?: string
  /** Compared character by character. */
  readonly redirectUris?: readonly string[]
  /** Those of the settings. */
  readonly grants?: readonly GrantName[]
  /** Those of the settings. */
  readonly scopes?: readonly string[]
  /** Public keys (PEM or JWK; RSA or P-256) that sign its assertions (RFC 7523): a service account has them. */
  readonly keys?: readonly (string | JsonObject)[]
}

/** Someone who can consent. */
export interface OAuthUser {
  readonly id: string
  readonly name: string
  readonly email: string
}
