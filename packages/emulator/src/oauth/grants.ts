import type { Context, Grant, Provider } from 'oidc-provider'
import type { ResolvedSettings } from './resolve-settings.ts'
import { NO_SCOPE, scopesOf } from './scope-rules.ts'
import type { TokenStore } from './token-store.ts'

type Parameters = Readonly<Record<string, unknown>>

/** What a user gives to an application; the tokens that come of it are one family. */
export interface Consent {
  readonly accountId: string
  readonly clientId: string
  readonly granted: readonly string[]
  readonly refused: readonly string[]
  /** Of the authorization request. */
  readonly parameters: Parameters
}

export class Grants {
  readonly #provider: Provider
  readonly #store: TokenStore
  readonly #given: ResolvedSettings['given']

  constructor(provider: Provider, store: TokenStore, { given }: ResolvedSettings) {
    this.#provider = provider
    this.#store = store
    this.#given = given
  }

  /** Gives its id. */
  save({ accountId, clientId, granted, refused, parameters }: Consent): Promise<string> {
    const grant = new this.#provider.Grant({ accountId, clientId })
    const all = granted.length === 0 ? [NO_SCOPE] : granted
    grant.addResourceScope(this.#provider.issuer, all.join(' '))
    grant.addOIDCScope(all.join(' '))
    if (refused.length > 0) {
      grant.rejectResourceScope(this.#provider.issuer, refused.join(' '))
      grant.rejectOIDCScope(refused.join(' '))
    }
    return this.#keep(grant, parameters)
  }

  /**
   * The grant of an authorization. One that is not asked for again, because the browser is remembered, is
   * copied: the reuse of a token of one family must not end another family.
   */
  async forAuthorization({ oidc }: Context): Promise<Grant | undefined> {
    const { Grant } = this.#provider
    const given = oidc.result?.consent?.grantId
    if (given !== undefined) return Grant.find(given)
    const before = await Grant.find(oidc.session.grantIdFor(oidc.client.clientId) ?? '')
    if (!before) return undefined
    const { accountId, clientId, openid, resources, rejected } = before
    const copy = new Grant({ accountId, clientId, openid, resources, rejected })
    await this.#keep(copy, oidc.params)
    return copy
  }

  async #keep(grant: Grant, parameters: Parameters): Promise<string> {
    const id = await grant.save()
    const entry = this.#store.model('Grant').entry(id)
    if (entry)
      entry.offline = this.#given(scopesOf(grant.getResourceScope(this.#provider.issuer)), parameters)
    return id
  }
}
