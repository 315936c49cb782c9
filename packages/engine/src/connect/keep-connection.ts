import { SallyportError } from '@sallyport/errors'
import { type Credential, type GrantedTokens, newGrant, parseConfig } from '@sallyport/runtime'
import { connectorOf } from '../connectors/create-connector.ts'
import { sealCredential } from '../credentials/sealed-credential.ts'
import type { Workspace } from '../ports.ts'
import { scopeOfOrganization, scopeOfWorkspace } from '../scope.ts'
import type { ConnectOptions } from './connect-options.ts'
import type { ConnectSession } from './connect-ports.ts'
import { sealContent, type WantedConnection } from './connect-session.ts'
import { newSession, SESSION_MS } from './initiate-connection.ts'
import type { SessionWay } from './session-way.ts'
import { digestOf, makeTicket } from './ticket.ts'

/** What a third party granted in a session. */
export interface GrantedConnection {
  readonly session: ConnectSession
  readonly wanted: WantedConnection
  readonly way: SessionWay
  readonly granted: GrantedTokens
}

/** A credential that is ready to be a connector's. */
export interface ReadyCredential {
  readonly session: Pick<ConnectSession, 'organizationId' | 'workspaceId' | 'applicationId'>
  readonly way: Pick<SessionWay, 'template'>
  readonly wanted: WantedConnection
  readonly credential: Credential
}

/** Makes a connector of what was granted; gives its id. */
export function keepConnection(options: ConnectOptions, connection: GrantedConnection): Promise<string> {
  return keepCredential(options, { ...connection, ...credentialOf(options, connection) })
}

/** Keeps what was granted for ten minutes; gives the id by which the organization creates the connector itself. */
export async function keepSecret(options: ConnectOptions, connection: GrantedConnection): Promise<string> {
  const { credential, wanted } = credentialOf(options, connection)
  const { organizationId, workspaceId, definitionId, applicationId } = connection.session
  const ticket = makeTicket('secret', organizationId, options.randomBytes)
  const name = {
    id: digestOf(ticket),
    kind: 'secret',
    organizationId,
    workspaceId,
    definitionId,
    applicationId,
  } as const
  const sealed = await sealContent(options.vault, name, { ...wanted, credential })
  const now = options.now()
  const session = { ...newSession(new Date(now + SESSION_MS)), ...name, sealed }
  const scope = scopeOfWorkspace({ organizationId, id: workspaceId })
  await options.connectSessions.begin(scope, session, new Date(now))
  return ticket
}

function credentialOf(
  { now }: ConnectOptions,
  { session, wanted, way, granted }: GrantedConnection,
): { readonly credential: Credential; readonly wanted: WantedConnection } {
  const before = parseConfig(way.definition, wanted.config)
  const { credential, settings } = newGrant({
    ...way,
    settings: before,
    applicationId: session.applicationId,
    requested: wanted.scopes,
    granted,
    now: now(),
  })
  const told = Object.entries(settings).filter(([name]) => before[name] === undefined)
  return { credential, wanted: { ...wanted, config: { ...wanted.config, ...Object.fromEntries(told) } } }
}

/** Stores a connector with a credential that was granted for it. */
export async function keepCredential(
  options: ConnectOptions,
  { session, way, wanted, credential }: ReadyCredential,
): Promise<string> {
  const workspace = await livingWorkspace(options, session, wanted)
  const { config, entities, name, actor, requestId } = wanted
  const parts = { template: way.template, workspace, request: { entities }, name, config }
  const connector = connectorOf(options, parts)
  const sealed = await sealCredential(options.vault, connector, credential)
  const { applicationId } = session
  await options.connectors.insert(
    scopeOfWorkspace(workspace),
    { ...connector, credential: { ...sealed, applicationId } },
    {
      id: options.newId(),
      type: 'connector.created',
      actor,
      subjectId: connector.id,
      requestId,
      at: connector.createdAt,
    },
  )
  return connector.id
}

/** Minutes lie between the request and its end: who asked may have lost the right to. */
async function livingWorkspace(
  { applications, workspaces }: ConnectOptions,
  { organizationId, workspaceId }: ReadyCredential['session'],
  { actor }: WantedConnection,
): Promise<Workspace> {
  const scope = scopeOfOrganization(organizationId)
  const found = actor.applicationId === null ? undefined : applications.get(scope, actor.applicationId)
  const application = found instanceof Promise ? await found : found
  if (application === undefined || application.revokedAt !== null) {
    throw new SallyportError('forbidden', 'The application that began this connection has been revoked.')
  }
  const workspace = await workspaces.find(scope, workspaceId)
  if (workspace?.status === 'active') return workspace
  throw new SallyportError('forbidden', 'The workspace is inactive, or gone.')
}
