import { SallyportError } from '@sallyport/errors'
import type { Credential } from '@sallyport/runtime'
import { checkEntities } from '../connectors/connector-settings.ts'
import type { Created, NewConnectorRequest } from '../connectors/create-connector.ts'
import { actorOf, type Principal } from '../execute/principal.ts'
import { parseName } from '../name.ts'
import { findWorkspace } from '../workspaces/workspace-reference.ts'
import type { ConnectOptions } from './connect-options.ts'
import type { ConnectSession } from './connect-ports.ts'
import { isOfKind, openContent, type WantedConnection } from './connect-session.ts'
import { keepCredential } from './keep-connection.ts'
import { oauthWayOf, type SessionWay } from './session-way.ts'
import { readTicket } from './ticket.ts'

/** A request to create a connector with what was granted in a browser before. */
export type FromSecretRequest = NewConnectorRequest & { readonly server_side_oauth_secret_id: string }

/**
 * Creates a connector with a credential that a consent brought, and that was kept for this. It is good once, for ten
 * minutes, in the workspace and for the connector type that it was granted for.
 *
 * @throws SallyportError `credential_mismatch`, the same for an id that is unknown, used, over or of somebody else.
 */
export async function createFromSecret(
  options: ConnectOptions,
  principal: Principal,
  { request, requestId }: { readonly request: FromSecretRequest; readonly requestId: string },
): Promise<Created> {
  const name = request.name === undefined ? undefined : parseName('name', request.name)
  const { session, way, wanted: asked, credential } = await openSecret(options, principal, request)
  const wanted = { ...asked, name: name ?? asked.name, actor: actorOf(principal), requestId }
  if (!(await options.connectSessions.spend(principal.scope, session.id))) throw unknownSecret()
  const { validate } = request
  const ready = { session, way, wanted, credential, ...(validate !== undefined && { validate }) }
  return { ...(await keepCredential(options, ready)), created: true }
}

/** What was granted and kept, opened for a request that may have it. It stays as it is. */
export interface OpenedSecret {
  readonly session: ConnectSession & { readonly kind: 'secret' }
  readonly way: SessionWay
  /** As it was asked for, with the entities of the request where it names some. */
  readonly wanted: WantedConnection
  readonly credential: Credential
}

/** @throws SallyportError `credential_mismatch`, `connector_type_not_found`, `invalid_request` */
export async function openSecret(
  options: ConnectOptions,
  principal: Principal,
  request: FromSecretRequest,
): Promise<OpenedSecret> {
  const { definition } = (await options.catalogues.of(principal.scope)).find(request)
  checkEntities(definition, request.entities)
  const session = await secretSession(options, principal, request)
  if (session.definitionId !== definition.id) throw unknownSecret()
  const { credential, ...asked } = await openContent(options.vault, session)
  const way = await oauthWayOf(options, principal.scope, session)
  const wanted = { ...asked, entities: request.entities ?? asked.entities }
  return { session, way, wanted, credential }
}

async function secretSession(
  options: ConnectOptions,
  principal: Principal,
  request: FromSecretRequest,
): Promise<ConnectSession & { readonly kind: 'secret' }> {
  // First: what it says is not to depend on whether the id is one.
  const workspace = await findWorkspace(options, principal, request)
  const name = readTicket('secret', request.server_side_oauth_secret_id)
  const own = name?.scope.organizationId === principal.scope.organizationId
  const session = own ? await options.connectSessions.find(principal.scope, name.id) : undefined
  if (!isOfKind(session, 'secret') || session.stage === 'spent') throw unknownSecret()
  if (workspace === undefined || workspace.id !== session.workspaceId) throw unknownSecret()
  if (session.expiresAt.getTime() <= options.now()) throw unknownSecret()
  return session
}

function unknownSecret(): SallyportError {
  const message = 'This server_side_oauth_secret_id is not good for this workspace and connector type.'
  return new SallyportError('credential_mismatch', message, {
    fix: 'It is good once, for ten minutes. Ask the user for consent again at POST /api/v1/integrations/connectors/oauth/initiate.',
    problems: [{ field: 'server_side_oauth_secret_id', code: 'unknown', message }],
  })
}
