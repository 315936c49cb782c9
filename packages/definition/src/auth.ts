/** One value that a person or a program gives to authenticate. */
export interface AuthField {
  readonly title: string
  /** Where to find it, in one sentence. */
  readonly about?: string
  readonly secret: boolean
  /** Other names under which existing clients send it. */
  readonly aliases?: readonly string[]
  /** Regular expression that a value fits as a whole. */
  readonly pattern?: string
  /** Whether it may be left out. */
  readonly optional?: boolean
  /** `pem`: several lines, as keys are kept in files. Otherwise one line of visible ASCII. */
  readonly kind?: 'pem'
}

/** A named way to authenticate: the form that is filled in, and the mechanism that uses it. */
export interface AuthAlternative {
  readonly title: string
  readonly form: Readonly<Record<string, AuthField>>
  readonly mechanism: AuthMechanism
  /**
   * Header of an answer, in lower case, in which the third party tells when the credential expires: a time of RFC 3339,
   * or with a space before its time and its zone (`2026-12-01 10:00:00 UTC`).
   */
  readonly expiryHeader?: string
}

export type AuthMechanism =
  | BearerMechanism
  | ApiKeyMechanism
  | BasicMechanism
  | HeadersMechanism
  | OAuth2Mechanism
  | JwtMechanism
  | SignatureMechanism

/** RFC 6750: the value of one field in the `Authorization` header. */
export interface BearerMechanism {
  readonly scheme: 'bearer'
  readonly field: string
}

/** A key that stands by itself. */
export interface ApiKeyMechanism {
  readonly scheme: 'apiKey'
  readonly field: string
  readonly in: 'header' | 'query' | 'cookie'
  /** Of the header (in lower case), the parameter or the cookie. */
  readonly name: string
}

/** RFC 7617. Both are templates over the form's fields: `{email}/token`. */
export interface BasicMechanism {
  readonly scheme: 'basic'
  readonly user: string
  readonly password: string
}

/** Several headers at once: name in lower case -> template over the form's fields. */
export interface HeadersMechanism {
  readonly scheme: 'headers'
  readonly headers: Readonly<Record<string, string>>
}

/** RFC 6749. The access token goes along as a bearer token. */
export interface OAuth2Mechanism {
  readonly scheme: 'oauth2'
  /** Field of the form that holds an access token. */
  readonly field: string
  readonly grants: readonly ('authorization_code' | 'client_credentials' | 'device_code' | 'refresh_token')[]
  readonly authorize?: string
  readonly token: string
  readonly device?: string
  readonly revoke?: Revocation
  /** Scope -> what it permits, in a few words. */
  readonly scopes: Readonly<Record<string, string>>
  /** What is asked for where nobody says: to read alone, or to read and write. All of them, where this is left out. */
  readonly defaultScopes?: { readonly read: readonly string[]; readonly write: readonly string[] }
  /** What stands between scopes (a space). */
  readonly scopeSeparator?: string
  /** Parameters of the authorization request that are always the same. */
  readonly authorizeParams?: Readonly<Record<string, string>>
  /** PKCE goes along unless this is false: where the vendor breaks on it. */
  readonly pkce?: boolean
  /** How the application proves itself at the token endpoint (`basic`), and how it writes the request (`form`). */
  readonly client?: 'basic' | 'body'
  readonly body?: 'form' | 'json'
  /** Dotted paths in the token endpoint's answer, where they are not those of RFC 6749 5.1. */
  readonly answer?: TokenAnswerPaths
  /** Words for errors that are the vendor's own, beside those of RFC 6749 5.2. */
  readonly errors?: {
    /** What says that the grant is over, as `invalid_grant` does. */
    readonly refused?: readonly string[]
    /** What says that the application is not accepted, as `invalid_client` does. */
    readonly application?: readonly string[]
  }
  /** Whether each refresh brings a new refresh token, and what becomes of one that is presented twice (`unknown`). */
  readonly refresh?: {
    readonly rotates: boolean
    readonly reuse?: RefreshReuse
    /** Days after which a refresh token dies that nobody used. */
    readonly idleDays?: number
  }
  /** Seconds that an access token lives where the vendor does not tell. */
  readonly expiresIn?: number
}

/** How tokens are ended: RFC 7009, where nothing else is said. */
export interface Revocation {
  /** `{client_id}` in its path stands for the application's. */
  readonly url: string
  readonly method?: 'POST' | 'DELETE'
  /** Tokens that are ended, in this order; where one ends the others, it alone. */
  readonly tokens: readonly ('access_token' | 'refresh_token')[]
  /** What the request carries the token in: a form (the default), JSON, or the header of a bearer token. */
  readonly as?: 'form' | 'json' | 'bearer'
  /** Name of the token in a form or in JSON (`token`). */
  readonly name?: string
  /** How the application proves itself (as at the token endpoint); `none` where the token is proof enough. */
  readonly client?: 'basic' | 'body' | 'none'
  /** Dotted path in the answer that is `true` when it worked, of third parties that answer 200 either way. */
  readonly done?: string
  /** Statuses that say that there is no such token (any more), of third parties that do not answer as RFC 7009 2.2. */
  readonly gone?: readonly number[]
  /** Whether it ends all that the user granted to the application, also to other connectors. */
  readonly endsGrant?: boolean
}

/** Dotted paths in what a token endpoint answers. */
export interface TokenAnswerPaths {
  readonly accessToken?: string
  readonly refreshToken?: string
  readonly expiresIn?: string
  readonly instanceUrl?: string
}

/**
 * What becomes of a refresh token that is presented a second time, where nobody knows what the first did. `safe`: it
 * works as before. `graceSeconds`: so long after the first it does. `single_use`: it is refused, or ends all that came
 * of the same consent.
 */
export type RefreshReuse = 'safe' | 'single_use' | 'unknown' | { readonly graceSeconds: number }

/** RFC 7523: a signed assertion is exchanged for an access token. */
export interface JwtMechanism {
  readonly scheme: 'jwt'
  /** Field of the form that holds the private key (PKCS #8, PEM). */
  readonly key: string
  readonly algorithm: 'RS256' | 'ES256'
  /** Field that holds the id of the key, for the assertion's header. */
  readonly keyId?: string
  /** Claim -> template over the form's fields. `iat` and `exp` are ours. */
  readonly claims: Readonly<Record<string, string>>
  /** Template of the endpoint's URL. Its origin is one of the server's. */
  readonly token: string
  /** `assertion`: as a grant (RFC 7523 2.1). `bearer`: in the header of a POST. */
  readonly as: 'assertion' | 'bearer'
  /** Dotted paths in the endpoint's answer. */
  readonly answer?: { readonly accessToken?: string; readonly expiresAt?: string }
}

/** Every request is signed by itself: docs.aws.amazon.com, "Signature Version 4". */
export interface SignatureMechanism {
  readonly scheme: 'signature'
  readonly kind: 'aws-sigv4'
  /** Fields of the form. */
  readonly accessKey: string
  readonly secretKey: string
  readonly sessionToken?: string
  readonly service: string
  /** Template over the form's fields. */
  readonly region: string
}

interface TokenOptions<F extends string> {
  /** Name of the credential's field that holds the token. */
  readonly field: F
  readonly title: string
  readonly about?: string
  readonly aliases?: readonly string[]
  readonly pattern?: string
  readonly expiryHeader?: AuthAlternative['expiryHeader']
}

type TokenAlternative<F extends string, M extends AuthMechanism> = Pick<AuthAlternative, 'expiryHeader'> & {
  readonly title: string
  readonly form: Readonly<Record<F, AuthField>>
  readonly mechanism: M
}

export function bearer<const F extends string>(
  options: TokenOptions<F>,
): TokenAlternative<F, BearerMechanism> {
  return ofOneField(options, { scheme: 'bearer', field: options.field })
}

interface ApiKeyOptions<F extends string> extends TokenOptions<F> {
  readonly in?: ApiKeyMechanism['in']
  readonly name: string
}

/** A key in a header, unless it is said to stand elsewhere. */
export function apiKey<const F extends string>(
  options: ApiKeyOptions<F>,
): TokenAlternative<F, ApiKeyMechanism> {
  const { field, name } = options
  return ofOneField(options, { scheme: 'apiKey', field, in: options.in ?? 'header', name })
}

function ofOneField<F extends string, M extends AuthMechanism>(
  { field, title, about, aliases, pattern, expiryHeader }: TokenOptions<F>,
  mechanism: M,
): TokenAlternative<F, M> {
  const entry: AuthField = {
    title,
    secret: true,
    ...(about && { about }),
    ...(aliases && { aliases }),
    ...(pattern && { pattern }),
  }
  const form = { [field]: entry } as Record<F, AuthField>
  return { title, form, mechanism, ...(expiryHeader && { expiryHeader }) }
}

type FormOptions<Form extends Readonly<Record<string, AuthField>>, M extends AuthMechanism> = {
  readonly title: string
  readonly form: Form
} & Omit<M, 'scheme'>

/** User and password, or what stands in their places. */
export const basic = ofForm<BasicMechanism>('basic')
export const headers = ofForm<HeadersMechanism>('headers')
export const oauth2 = ofForm<OAuth2Mechanism>('oauth2')
/** Accounts of services and installations of apps. */
export const jwt = ofForm<JwtMechanism>('jwt')
export const signature = ofForm<SignatureMechanism>('signature')

function ofForm<M extends AuthMechanism>(scheme: M['scheme']) {
  return <const Form extends Readonly<Record<string, AuthField>>>({
    title,
    form,
    ...mechanism
  }: FormOptions<Form, M>) => ({ title, form, mechanism: { ...mechanism, scheme } as unknown as M })
}
