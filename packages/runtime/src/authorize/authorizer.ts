import type { AuthAlternative, Definition, JwtMechanism } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { PlannedRequest } from '../plan.ts'
import type { Sender } from '../send/sender.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'
import type { AccessTokens } from './access-tokens.ts'
import { awsSigned } from './aws-signature.ts'
import type { Credential } from './credential.ts'
import { exchangeAssertion } from './exchange-assertion.ts'
import { hidden } from './hidden.ts'
import { createRedactor } from './redact.ts'
import { stamp, withHeaders } from './stamp.ts'

/**
 * What a call gets in place of a credential: it stamps one request for an allowed origin, and removes
 * the credential from what comes back. It never gives the credential itself.
 */
export interface Authorizer {
  /**
   * @throws SallyportError `destination_refused` for an origin that the credential was not sealed for; `upstream_*`
   * and `credential_invalid` where it is exchanged for a token first.
   */
  authorize(request: PlannedRequest): Promise<PlannedRequest>
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
}

/** @throws SallyportError `credential_invalid` when the credential is not one of this definition. */
export function createAuthorizer(
  definition: Definition,
  credential: Credential,
  options?: AuthorizerOptions,
): Authorizer {
  const way = definition.auth[credential.alternative]
  if (credential.definitionId !== definition.id || way === undefined || !isFilled(way, credential)) {
    throw notOf(definition)
  }
  const { mechanism } = way
  const { fields } = credential
  const secrets = Object.values(fields)
  let redactor = createRedactor(secrets)
  const stamped = async (request: PlannedRequest): Promise<PlannedRequest> => {
    if (mechanism.scheme !== 'jwt' && mechanism.scheme !== 'signature')
      return stamp(request, mechanism, fields)
    if (options === undefined)
      throw new TypeError(`a credential of the scheme ${mechanism.scheme} needs options`)
    if (mechanism.scheme === 'signature') return awsSigned(request, mechanism, { fields, now: options.now() })
    const token = await exchangedToken(credential, mechanism, options)
    // What was made of the credential is one too.
    redactor = createRedactor([...secrets, token])
    return withHeaders(request, { authorization: `Bearer ${token}` })
  }
  return {
    authorize: async (request) => {
      checkOrigin(credential, request.url)
      return stamped(request)
    },
    hide: (request) => {
      checkOrigin(credential, request.url)
      return hidden(request, mechanism)
    },
    redact: (answer) => redactor(answer),
  }
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

function notOf({ title }: Definition): SallyportError {
  return new SallyportError('credential_invalid', `The stored credential is not one for ${title}.`, {
    fix: 'Connect the account again.',
  })
}

/** Without an access token nothing can be stamped: what can only be refreshed cannot be used yet. */
function isFilled({ form, mechanism }: AuthAlternative, { fields }: Credential): boolean {
  if (mechanism.scheme === 'oauth2' && !Object.hasOwn(fields, mechanism.field)) return false
  return Object.entries(form).every(([name, { optional }]) => optional || Object.hasOwn(fields, name))
}

function checkOrigin({ origins }: Credential, url: URL): void {
  if (origins.includes(url.origin)) return
  throw new SallyportError('destination_refused', `The credential may not be sent to ${url.origin}.`, {
    fix: 'Connect the account again, so that the credential is given for this origin.',
  })
}
