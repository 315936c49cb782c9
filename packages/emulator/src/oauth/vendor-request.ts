import type { ReceivedRequest } from '../receive/received-request.ts'
import { claimedIssuer } from './assertion.ts'
import type { EndpointKind } from './endpoints.ts'
import { DEVICE_CODE, grantOf, JWT_BEARER } from './grant-types.ts'
import { type OAuthProblem, oauthProblem } from './oauth-problem.ts'
import type { ResolvedSettings } from './resolve-settings.ts'
import { NO_SCOPE } from './scope-rules.ts'
import type { OAuthClient } from './settings.ts'

/** What is known of what was issued. */
export interface Issued {
  /** The redirect URI that a code was sent to. */
  redirectUriOf(code: string): string | undefined
  /** The client that a token was given to. */
  clientOf(token: string): string | undefined
}

export interface VendorRequestParts {
  readonly settings: ResolvedSettings
  readonly clients: readonly OAuthClient[]
  readonly issued: Issued
}

/** Turns what a vendor's clients send into what the standard says. */
export class VendorRequest {
  readonly #settings: ResolvedSettings
  readonly #clients: ReadonlyMap<string, OAuthClient>
  readonly #issued: Issued

  constructor({ settings, clients, issued }: VendorRequestParts) {
    this.#settings = settings
    this.#clients = new Map(clients.map((client) => [client.clientId, client]))
    this.#issued = issued
  }

  /** The query of an authorization request. */
  authorization(given: URLSearchParams): URLSearchParams {
    const query = this.#scoped(given, true)
    const { mayOmit } = this.#settings
    if (mayOmit.includes('response_type') && !query.has('response_type')) query.set('response_type', 'code')
    if (this.#settings.pkce === 'none') {
      query.delete('code_challenge')
      query.delete('code_challenge_method')
    }
    // The provider drops this scope unless consent is asked for (OpenID Connect Core, section 11); vendors do not.
    const offline = query.get('scope')?.split(' ').includes('offline_access')
    if (offline && !query.has('prompt')) query.set('prompt', 'consent')
    return query
  }

  /** The form of another endpoint, with what a client may leave out filled in. */
  form(kind: EndpointKind, given: URLSearchParams, authorization: string | undefined): URLSearchParams {
    const grant = kind === 'token' ? grantOf(given, this.#settings.mayOmit) : undefined
    const form = this.#scoped(given, kind === 'device', kind === 'device' || grant === 'client_credentials')
    if (grant !== undefined) this.#complete(form, grant)
    if (authorization === undefined && !form.has('client_secret')) this.#identify(form, kind, grant)
    return form
  }

  #complete(form: URLSearchParams, grant: string): void {
    if (!form.get('grant_type')) form.set('grant_type', grant)
    if (grant !== 'authorization_code' || form.has('redirect_uri')) return
    const redirectUri =
      this.#settings.mayOmit.includes('redirect_uri') && this.#issued.redirectUriOf(form.get('code') ?? '')
    if (redirectUri) form.set('redirect_uri', redirectUri)
  }

  #identify(form: URLSearchParams, kind: EndpointKind, grant: string | undefined): void {
    const assertion = form.get('assertion')
    const asserted = grant === JWT_BEARER && assertion !== null
    // RFC 7523, section 3.1: with an assertion a client need not authenticate, nor name itself.
    if (asserted && !form.has('client_id')) form.set('client_id', claimedIssuer(assertion) ?? '')
    const unnamed =
      kind === 'revoke' && this.#settings.mayOmit.includes('revoke_client') && !form.has('client_id')
    if (unnamed) form.set('client_id', this.#issued.clientOf(form.get('token') ?? '') ?? '')
    const secret = this.#clients.get(form.get('client_id') ?? '')?.clientSecret
    const proven = asserted || unnamed || this.#isTakenByName(kind, grant)
    if (secret !== undefined && proven) form.set('client_secret', secret)
  }

  #isTakenByName(kind: EndpointKind, grant: string | undefined): boolean {
    return (
      this.#settings.clientAuthentication.includes('none') && (kind === 'device' || grant === DEVICE_CODE)
    )
  }

  /** A way to authenticate that the vendor does not take. */
  problem(form: URLSearchParams, { headers }: ReceivedRequest): OAuthProblem | undefined {
    const taken = this.#settings.clientAuthentication
    if (/^basic /i.test(headers.authorization ?? '') && !taken.includes('basic')) {
      return oauthProblem('invalid_client', 'the client does not authenticate with Basic here', 401)
    }
    if (form.has('client_secret') && !taken.includes('body')) {
      return oauthProblem('invalid_client', 'the client does not send its secret in the body here', 401)
    }
    return undefined
  }

  #scoped(given: URLSearchParams, needed: boolean, defaults = needed): URLSearchParams {
    const made = new URLSearchParams(given)
    // Which resource is meant is settled: there is one.
    made.delete('resource')
    // A member that is there twice is the provider's to refuse.
    if (given.getAll('scope').length > 1) return made
    const scope = given.get('scope') ?? ''
    const separated = this.#settings.scopeSeparator === ',' ? scope.replaceAll(',', ' ') : scope
    const asked = separated.split(' ').filter(Boolean)
    const standing = asked.length === 0 && defaults ? (this.#settings.defaultScopes ?? []) : asked
    if (standing.length > 0) made.set('scope', standing.join(' '))
    else if (needed) made.set('scope', NO_SCOPE)
    else made.delete('scope')
    return made
  }
}
