/** `Authorization: Bearer x`. */
export interface BearerScheme {
  readonly scheme: 'bearer'
  /** Words before the token, in any case. Default: `['Bearer']`. The empty word is the bare token. */
  readonly prefixes?: readonly string[]
}

/** A key that stands somewhere by itself. */
export interface ApiKeyScheme {
  readonly scheme: 'apiKey'
  /** `body`: a member of a JSON object or a field of a URL-encoded form. Multipart is not read. */
  readonly in: 'header' | 'query' | 'cookie' | 'body'
  readonly name: string
  /** What stands before the key: `Klaviyo-API-Key`, `Token token=`. A space follows a word. */
  readonly prefix?: string
}

/** RFC 7617, in UTF-8. */
export interface BasicScheme {
  readonly scheme: 'basic'
  /** `userOnly`: the user name is the key and the password has to be empty. Default: `userAndPassword`. */
  readonly holds?: 'userAndPassword' | 'userOnly'
}

/** A JWT that the caller signed, sent as a bearer token. `iss` picks the key; `exp` has to be there (RFC 7523, 3). */
export interface JwtScheme {
  readonly scheme: 'jwt'
  /** What `aud` has to name. Without it `aud` is not looked at. */
  readonly audience?: string
  /** Names of RFC 7518 and RFC 8037. Default: all that fit the caller's key. */
  readonly algorithms?: readonly string[]
  /** Seconds that `exp` may lie ahead of now. */
  readonly maxAge?: number
}

/** AWS Signature Version 4 in the Authorization header or in the query (a presigned address). */
export interface AwsSignatureScheme {
  readonly scheme: 'awsSignature'
  /** Name in the credential's scope: `s3`, `execute-api`. */
  readonly service: string
  /** The only region that is accepted. Default: any. */
  readonly region?: string
}

/**
 * How a vendor takes credentials. It is data: part of `vendor.behaviour.json`.
 *
 * Of several schemes the first one that a request uses decides. `bearer` and `jwt` share a header: a JWT of an
 * accepted issuer goes to `jwt`, every other token to `bearer`.
 */
export type CredentialScheme = BearerScheme | ApiKeyScheme | BasicScheme | JwtScheme | AwsSignatureScheme
