import type { Definition, OAuth2Mechanism } from '@sallyport/definition'
import type { Credential } from '../authorize/credential.ts'
import { credentialOrigins, tokenOrigins } from '../destination.ts'
import type { ConnectorConfig } from '../resolve/config.ts'
import { withTokens } from './granted-credential.ts'
import { settingsOfInstance } from './instance-url.ts'
import type { GrantedTokens } from './token-answer.ts'
import type { TokenGrant } from './token-grant.ts'

/** A way to authenticate by OAuth, and its name in the definition. */
export interface OAuthWay {
  readonly alternative: string
  readonly mechanism: OAuth2Mechanism
}

export interface NewGrant extends OAuthWay {
  readonly definition: Definition
  readonly settings: ConnectorConfig
  readonly applicationId: string
  /** RFC 6749 5.1: those that were given, where the answer does not say. */
  readonly requested: readonly string[]
  readonly granted: GrantedTokens
  /** What was brought to the token endpoint. */
  readonly grant: TokenGrant['type']
  /** When the answer came, in milliseconds since the epoch. */
  readonly now: number
}

/**
 * The credential that a consent brought, bound to the origins that it may go to; and the settings, with what the answer
 * told of where the account is.
 *
 * @throws SallyportError `destination_refused` for an address that the definition does not allow.
 */
export function newGrant({
  definition,
  alternative,
  mechanism,
  settings,
  applicationId,
  requested,
  granted,
  grant,
  now,
}: NewGrant): { readonly credential: Credential; readonly settings: ConnectorConfig } {
  const { instanceUrl } = granted
  const all = instanceUrl === undefined ? settings : settingsOfInstance(definition, settings, instanceUrl)
  const empty: Credential = {
    definitionId: definition.id,
    alternative,
    fields: {},
    origins: credentialOrigins(definition.server, all),
    tokenOrigins: tokenOrigins(mechanism),
    grant: { issuedAt: now, scopes: requested, applicationId },
  }
  return { credential: withTokens(empty, granted, { field: mechanism.field, now, grant }), settings: all }
}

/** The first way of a definition that takes this grant. */
export function wayOf({ auth }: Definition, grant: OAuth2Mechanism['grants'][number]): OAuthWay | undefined {
  const found = Object.entries(auth).flatMap(([alternative, { mechanism }]) =>
    mechanism.scheme === 'oauth2' && mechanism.grants.includes(grant) ? [{ alternative, mechanism }] : [],
  )
  return found[0]
}
