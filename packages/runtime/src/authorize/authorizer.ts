import type { AuthAlternative, AuthMechanism, Definition, JwtMechanism } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { PlannedRequest } from '../plan.ts'
import type { CredentialSource, VersionedCredential } from '../refresh/credential-source.ts'
import type { Sender } from '../send/sender.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'
import type { AccessTokens } from './access-tokens.ts'
import { awsSigned } from './aws-signature.ts'
import type { Credential } from './credential.ts'
import { exchangeAssertion } from './exchange-assertion.ts'
import { hidden } from './hidden.ts'
import { Redaction } from './redaction.ts'
import { stamp, withHeaders } from './stamp.ts'
import { toldExpiry } from './told-expiry.ts'

/**
 * What a call gets in place of a credential: it stamps one request for an allowed origin, and removes
 * the credential from what comes back. It never gives the credential itself.
 */
export interface Authorizer {
  /**
   * @throws SallyportError `destination_refused` for an origin that the credential was not sealed for; `upstream_*`
   * and `credential_invalid` where it is exchanged for a token first; what `CredentialSource.current` throws.
   */
  authorize(request: PlannedRequest, signal?: AbortSignal): Promise<PlannedRequest>
  /**
   * Told that the third party did not accept what a request was stamped with.
   *
   * @returns Whether stamping it anew is worth a try.
   * @throws SallyportError where a newer credential could be had and was not: as `CredentialSource.refused`.
   */
  refused(stamped: PlannedRequest, operation: string, signal?: AbortSignal): Promise<boolean>
  redact(answer: UpstreamAnswer): UpstreamAnswer
  /** The same request with a mark in the credential's place, for showing. Throws as `authorize` does. */
  hide(request: PlannedRequest): PlannedRequest
}

/** What is needed to make something of a credential before it is used: a signature, or a token in exchange. */
export interface AuthorizerOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly sender: Sender
  readonly tokens: AccessTokens
  /** Names this version of this credential, and no other. */
  readonly key: string
  readonly scope?: string
  /** Gives the credential as it is good now, in place of the one that is given. */
  readonly source?: CredentialSource
  /** Told when the credential expires, in milliseconds since the epoch, with each answer that says so. */
  readonly onExpiry?: (expiresAt: number) => void
}

/** @throws SallyportError `credential_invalid` when the credential is not one of this definition. */
export function createAuthorizer(
  definition: Definition,
  credential: Credential,
  options?: AuthorizerOptions,
): Authorizer {
  const own = new CredentialAuthorizer(definition, credential, options)
  return {
    authorize: (request, signal) => own.authorize(request, signal),
    refused: (stamped, operation, signal) => own.refused(stamped, operation, signal),
    hide: (request) => own.hide(request),
    redact: (answer) => own.redact(answer),
  }
}

/** What a request was stamped with. */
interface Stamped {
  readonly version: number
  /** Of what is exchanged for one. */
  readonly token?: string
}

class CredentialAuthorizer implements Authorizer {
  readonly #definition: Definition
  readonly #options: AuthorizerOptions | undefined
  readonly #redaction = new Redaction()
  readonly #stamped = new WeakMap<PlannedRequest, Stamped>()
  #credential: Credential
  #mechanism: AuthMechanism

  constructor(definition: Definition, credential: Credential, options: AuthorizerOptions | undefined) {
    this.#definition = definition
    this.#options = options
    this.#credential = credential
    this.#mechanism = mechanismOf(definition, credential, options?.source !== undefined)
    this.#redaction.add(Object.values(credential.fields))
  }

  async authorize(request: PlannedRequest, signal?: AbortSignal): Promise<PlannedRequest> {
    // Before anything is got: a request that must not carry it needs none.
    checkOrigin(this.#credential, request.url)
    const source = this.#options?.source
    if (source === undefined) return this.#stamp(request, { credential: this.#credential, version: 0 })
    const current = source.current(signal)
    const given = current instanceof Promise ? await current : current
    this.#adopt(given.credential)
    checkOrigin(given.credential, request.url)
    return this.#stamp(request, given)
  }

  async refused(stamped: PlannedRequest, operation: string, signal?: AbortSignal): Promise<boolean> {
    const { version, token } = this.#stamped.get(stamped) ?? {}
    const { source, tokens, key } = this.#options ?? {}
    if (token !== undefined && tokens !== undefined && key !== undefined) return tokens.refused(key, token)
    return source !== undefined && version !== undefined && source.refused(version, operation, signal)
  }

  hide(request: PlannedRequest): PlannedRequest {
    checkOrigin(this.#credential, request.url)
    return hidden(request, this.#mechanism)
  }

  redact(answer: UpstreamAnswer): UpstreamAnswer {
    this.#hear(answer)
    return this.#redaction.redact(answer)
  }

  /** Every answer comes by here. */
  #hear({ headers }: UpstreamAnswer): void {
    const { onExpiry, now } = this.#options ?? {}
    const header = this.#definition.auth[this.#credential.alternative]?.expiryHeader
    if (header === undefined || onExpiry === undefined || now === undefined) return
    const expiresAt = toldExpiry(headers, header, now())
    if (expiresAt !== undefined) onExpiry(expiresAt)
  }

  #adopt(credential: Credential): void {
    if (credential === this.#credential) return
    this.#mechanism = mechanismOf(this.#definition, credential, false)
    this.#redaction.add(Object.values(credential.fields))
    this.#credential = credential
  }

  async #stamp(
    request: PlannedRequest,
    { credential, version }: VersionedCredential,
  ): Promise<PlannedRequest> {
    const mechanism = mechanismOf(this.#definition, credential, false)
    if (mechanism.scheme !== 'jwt' && mechanism.scheme !== 'signature')
      return this.#as({ version }, stamp(request, mechanism, credential.fields))
    const options = this.#options
    if (options === undefined)
      throw new TypeError(`a credential of the scheme ${mechanism.scheme} needs options`)
    if (mechanism.scheme === 'signature')
      return awsSigned(request, mechanism, { fields: credential.fields, now: options.now() })
    const token = await exchangedToken(credential, mechanism, options)
    // What was made of the credential is one too.
    this.#redaction.add([token])
    return this.#as({ version, token }, withHeaders(request, { authorization: `Bearer ${token}` }))
  }

  #as(what: Stamped, request: PlannedRequest): PlannedRequest {
    this.#stamped.set(request, what)
    return request
  }
}

/** @throws SallyportError `credential_invalid` where a credential is not one of the definition, or is not whole. */
function mechanismOf(definition: Definition, credential: Credential, renewable: boolean): AuthMechanism {
  const way = definition.auth[credential.alternative]
  if (credential.definitionId === definition.id && way !== undefined && isFilled(way, credential, renewable))
    return way.mechanism
  throw new SallyportError(
    'credential_invalid',
    `The stored credential is not one for ${definition.title}.`,
    {
      fix: 'Connect the account again.',
    },
  )
}

/** Without an access token nothing can be stamped, but one may still come. */
function isFilled({ form, mechanism }: AuthAlternative, { fields }: Credential, renewable: boolean): boolean {
  const token = mechanism.scheme === 'oauth2' ? mechanism.field : undefined
  if (token !== undefined && !renewable && !Object.hasOwn(fields, token)) return false
  return Object.entries(form).every(
    ([name, { optional }]) => optional || name === token || Object.hasOwn(fields, name),
  )
}

function exchangedToken(
  credential: Credential,
  mechanism: JwtMechanism,
  { now, sender, tokens, key, scope }: AuthorizerOptions,
): Promise<string> {
  const { fields } = credential
  const check = (url: URL) => checkOrigin(credential, url)
  return tokens.get(key, () =>
    exchangeAssertion({ mechanism, fields, sender, now, check, ...(scope !== undefined && { scope }) }),
  )
}

function checkOrigin({ origins }: Credential, url: URL): void {
  if (origins.includes(url.origin)) return
  throw new SallyportError('destination_refused', `The credential may not be sent to ${url.origin}.`, {
    fix: 'Connect the account again, so that the credential is given for this origin.',
  })
}
