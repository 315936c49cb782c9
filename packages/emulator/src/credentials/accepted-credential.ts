import type { KeyObject } from 'node:crypto'

/** What the holder of a credential may do, and who it is. */
export interface Holder {
  readonly subject?: string
  readonly scopes?: readonly string[]
}

/** A bearer token, an API key, or the user name of Basic with an empty password. */
export interface AcceptedToken extends Holder {
  readonly token: string
  /** Milliseconds since 1970 by the emulator's clock; from then on it is expired. */
  readonly expiresAt?: number
}

/** Basic. */
export interface AcceptedPassword extends Holder {
  readonly username: string
  readonly password: string
}

/** Whose JWTs are accepted. Several may name one issuer: keys that are being rotated. */
export interface AcceptedIssuer extends Omit<Holder, 'subject'> {
  /** `iss`. The id of an application may be sent as a number. */
  readonly issuer: string
  /** PEM (public key or certificate), the text of a JWK (`oct` for HMAC), or a key. RSA has at least 2,048 bits. */
  readonly key: string | KeyObject
  /** Default: all that fit the key. */
  readonly algorithms?: readonly string[]
}

/** AWS Signature Version 4. */
export interface AcceptedAccessKey extends Holder {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Temporary credentials: this has to be sent along. */
  readonly sessionToken?: string
}

/** A credential that an emulator accepts. A text is a token without a holder. */
export type AcceptedCredential =
  | string
  | AcceptedToken
  | AcceptedPassword
  | AcceptedIssuer
  | AcceptedAccessKey
