import type { Definition, OAuth2Mechanism } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { credentialOrigins, type OAuthWay, parseConfig, requestedScopes, wayOf } from '@sallyport/runtime'
import { checkEntities, pick } from '../connectors/connector-settings.ts'
import { stillDefaulted } from '../connectors/still-defaulted.ts'
import { actorOf, type Principal } from '../execute/principal.ts'
import { enterWorkspace } from '../execute/scope.ts'
import { parseName } from '../name.ts'
import type { EntityChoice, StoredConnector } from '../ports.ts'
import type { TypeReference } from '../templates/catalogue.ts'
import { openTo } from '../templates/tag-filter.ts'
import { ensureWorkspace, type WorkspaceReference } from '../workspaces/workspace-reference.ts'
import type { OpenApplication } from './application-seal.ts'
import type { ConnectOptions } from './connect-options.ts'
import type { WantedConnection } from './connect-session.ts'
import { currentApplication } from './oauth-applications.ts'

type Values = Readonly<Record<string, unknown>>

/** A request to connect by OAuth, as the contract spells it. */
export interface ConnectRequest extends WorkspaceReference, TypeReference {
  readonly name?: string
  readonly replication_config?: Values
  readonly environment?: Values
  readonly oauth_input_configuration?: Values
  readonly entities?: readonly EntityChoice[]
  /** The connector to connect again, in place of a type and a workspace. */
  readonly connector_id?: string
}

/** A connection that can be asked for: everything about it has been checked. */
export interface ReadyConnection extends OAuthWay {
  readonly definition: Definition
  readonly application: OpenApplication
  readonly workspace: { readonly organizationId: string; readonly id: string }
  readonly wanted: WantedConnection
}

type Grant = OAuth2Mechanism['grants'][number]

/**
 * Checks a request to connect, and makes the workspace if it is new.
 *
 * @throws SallyportError `oauth_not_configured`, `connector_type_not_found`, `connector_not_found`, `invalid_request`
 */
export async function readyConnection(
  options: ConnectOptions,
  principal: Principal,
  {
    request,
    requestId,
    grant,
  }: { readonly request: ConnectRequest; readonly requestId: string; readonly grant: Grant },
): Promise<ReadyConnection> {
  const old = await oldConnector(options, principal, request)
  const { template, source } = await options.catalogues.find(principal.scope, (catalogue) =>
    old ? catalogue.offerOf(old) : catalogue.offer(request, openTo(principal)),
  )
  const { definition } = template
  const way = wayOf(definition, grant)
  if (way === undefined) throw withoutGrant(definition, grant)
  const given = settingsOf(definition, request)
  const defaults = pick(source?.defaultConfig ?? {}, Object.keys(definition.config ?? {}))
  const config = { ...(old ? old.config : defaults), ...given }
  const defaulted = old
    ? stillDefaulted(old, config)
    : Object.keys(config).filter((name) => !Object.hasOwn(given, name))
  checkSettings(definition, way, config)
  const entities = request.entities ?? old?.entities ?? []
  checkEntities(definition, entities)
  const name = request.name === undefined ? undefined : parseName('name', request.name)
  const application = await currentApplication(options, principal.scope, definition)
  const workspace = old
    ? { organizationId: old.organizationId, id: old.workspaceId }
    : await ensureWorkspace(options, principal, { reference: request, requestId })
  const scopes = application.scopes ?? requestedScopes(way.mechanism, entities)
  const connectorId = old?.id
  const from = { templateId: source?.id, defaulted }
  const wanted = {
    config,
    entities,
    name,
    connectorId,
    ...from,
    scopes,
    actor: actorOf(principal),
    requestId,
  }
  return { definition, ...way, application, workspace, wanted }
}

async function oldConnector(
  options: ConnectOptions,
  principal: Principal,
  { connector_id }: ConnectRequest,
): Promise<StoredConnector | undefined> {
  return connector_id === undefined ? undefined : (await enterWorkspace(options, principal, connector_id)).row
}

/** Only settings that the definition names: nothing that might be a secret under an unknown name is stored open. */
function settingsOf(
  { config = {} }: Definition,
  { replication_config, environment, oauth_input_configuration }: ConnectRequest,
): Values {
  const all = { ...replication_config, ...environment, ...oauth_input_configuration }
  return Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(config, name)))
}

/** What could not be made in the end is refused before anybody is asked for consent. */
export function checkSettings(definition: Definition, { mechanism }: OAuthWay, config: Values): void {
  const settings = parseConfig(definition, config)
  if (mechanism.answer?.instanceUrl === undefined) credentialOrigins(definition.server, settings)
}

function withoutGrant({ title, auth }: Definition, grant: Grant): SallyportError {
  const message =
    grant === 'device_code'
      ? `${title} cannot be connected by a code that is typed on another device.`
      : `${title} cannot be connected by OAuth in this engine.`
  return new SallyportError('invalid_request', message, {
    fix: `Create the connector with credentials. Ways: ${Object.keys(auth).join(', ')}.`,
    problems: [{ field: 'connector_type', code: 'unsupported', message }],
  })
}
