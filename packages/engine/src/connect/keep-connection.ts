import { SallyportError } from '@sallyport/errors'
import { type Credential, type GrantedTokens, newGrant, parseConfig } from '@sallyport/runtime'
import { connectorOf } from '../connectors/create-connector.ts'
import { holdGrant, orRelease, prepareHold } from '../connectors/held-grants.ts'
import { type Replaced, replaceCredential } from '../connectors/replace-credential.ts'
import { keepingSpent } from '../connectors/spent.ts'
import { tryCandidate, untried } from '../connectors/try-candidate.ts'
import { connectorNotFound } from '../execute/named-connectors.ts'
import { mayActIn } from '../organizations/application-reach.ts'
import type { Workspace } from '../ports.ts'
import { scopeOfOrganization, scopeOfWorkspace } from '../scope.ts'
import { workspaceInactive, workspaceNotFound } from '../workspaces/workspace-refusals.ts'
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
  /** What is held of it. */
  readonly held: readonly string[]
  /** False: it is not tried. */
  readonly validate?: boolean
}

export type Kept = Replaced

/** Makes a connector of what was granted; gives its id. */
export async function keepConnection(
  options: ConnectOptions,
  connection: GrantedConnection,
): Promise<string> {
  const ready = credentialOf(options, connection)
  const held = [await hold(options, connection, ready)]
  const { connector } = await keepCredential(options, { ...connection, ...ready, held })
  return connector.id
}

/** Keeps what was granted for ten minutes; gives the id by which the organization creates the connector itself. */
export async function keepSecret(options: ConnectOptions, connection: GrantedConnection): Promise<string> {
  const ready = credentialOf(options, connection)
  const heldGrant = await hold(options, connection, { ...ready, forMs: SESSION_MS })
  const { organizationId } = connection.session
  return orRelease(options, { organizationId, held: [heldGrant] }, () =>
    beginSecret(options, connection, { ...ready, heldGrant }),
  )
}

async function beginSecret(
  options: ConnectOptions,
  connection: GrantedConnection,
  { credential, wanted, heldGrant }: Granted & { readonly heldGrant: string },
): Promise<string> {
  const { organizationId, workspaceId, definitionId, applicationId } = connection.session
  const ticket = makeTicket('secret', organizationId, options)
  const name = {
    id: digestOf(ticket),
    kind: 'secret',
    organizationId,
    workspaceId,
    definitionId,
    applicationId,
  } as const
  const sealed = await sealContent(options.vault, name, { ...wanted, credential, heldGrant })
  const now = options.now()
  const session = { ...newSession(new Date(now + SESSION_MS)), ...name, sealed }
  const scope = scopeOfWorkspace({ organizationId, id: workspaceId })
  await options.connectSessions.begin(scope, session, { now: new Date(now) })
  return ticket
}

interface Granted {
  readonly credential: Credential
  readonly wanted: WantedConnection
}

async function hold(
  options: ConnectOptions,
  { session: { organizationId, workspaceId }, way: { template } }: GrantedConnection,
  { credential, wanted, ...use }: Granted & { readonly forMs?: number },
): Promise<string> {
  const connectorId = wanted.connectorId ?? options.newId()
  const granted = { organizationId, workspaceId, connectorId, template }
  return holdGrant(options, granted, { ...use, credential, seal: await prepareHold(options, granted) })
}

function credentialOf(
  { now }: ConnectOptions,
  { session, wanted, way, granted }: GrantedConnection,
): Granted {
  const before = parseConfig(way.definition, wanted.config)
  const { credential, settings } = newGrant({
    ...way,
    settings: before,
    applicationId: session.applicationId,
    requested: wanted.scopes,
    granted,
    grant: session.kind === 'device' ? 'device_code' : 'authorization_code',
    now: now(),
  })
  const told = Object.entries(settings).filter(([name]) => before[name] === undefined)
  return { credential, wanted: { ...wanted, config: { ...wanted.config, ...Object.fromEntries(told) } } }
}

/**
 * Stores a connector with a credential that was granted for it, after the third party was asked whether it works; or
 * puts the credential into the place of one that a connector has.
 *
 * @throws SallyportError `credential_refused`, `account_mismatch`, `connector_not_found`, `forbidden`,
 * `workspace_inactive`, `workspace_not_found`
 */
export async function keepCredential(options: ConnectOptions, ready: ReadyCredential): Promise<Kept> {
  const { session, wanted, held } = ready
  return orRelease(options, { organizationId: session.organizationId, held }, async () => {
    const workspace = await livingWorkspace(options, session, wanted)
    return wanted.connectorId === undefined
      ? makeConnector(options, workspace, ready)
      : replaceIn(options, workspace, { ...ready, connectorId: wanted.connectorId })
  })
}

async function makeConnector(
  options: ConnectOptions,
  workspace: Workspace,
  { way, wanted, credential, held, validate }: ReadyCredential,
): Promise<Kept> {
  const { template } = way
  const { entities, name, actor, requestId } = wanted
  const [id, organizationId, workspaceId] = [options.newId(), workspace.organizationId, workspace.id]
  const config = parseConfig(template.definition, wanted.config)
  const candidate = { organizationId, workspaceId, connectorId: id, template, config, credential }
  const tried =
    validate === false
      ? untried(credential)
      : await tryCandidate(options, candidate, { caller: actor.applicationId ?? '' })
  const settings = { stored: wanted.config, defaulted: wanted.defaulted ?? [] }
  const source = wanted.templateId === undefined ? undefined : { id: wanted.templateId }
  const parts = { template, ...(source && { source }), name, key: undefined, settings, workspace, tried, id }
  return keepingSpent(tried, async () => {
    const made = await connectorOf(options, { ...parts, request: { entities } })
    const connector = { ...made, heldGrants: [...held, ...tried.held] }
    await options.connectors.insert(scopeOfWorkspace(workspace), connector, {
      id: options.newId(),
      type: 'connector.created',
      actor,
      subjectId: id,
      requestId,
      at: connector.createdAt,
    })
    return { connector, warnings: tried.warnings }
  })
}

async function replaceIn(
  options: ConnectOptions,
  workspace: Workspace,
  { way, wanted, credential, held, connectorId }: ReadyCredential & { readonly connectorId: string },
): Promise<Kept> {
  const scope = scopeOfWorkspace(workspace)
  const row = await options.connectors.find(scope, connectorId)
  if (row?.workspaceId !== workspace.id) throw connectorNotFound()
  const { template } = way
  const { config, defaulted = [], entities, name, actor, requestId } = wanted
  const changes = { config, defaulted, entities, ...(name !== undefined && { name }) }
  const settings = parseConfig(template.definition, config)
  return replaceCredential(
    options,
    { scope, row, template, config: settings, credential, held, changes },
    { actor, requestId },
  )
}

/** Minutes lie between the request and its end: who asked may have lost the right to. */
async function livingWorkspace(
  { applications, workspaces }: ConnectOptions,
  { organizationId, workspaceId }: ReadyCredential['session'],
  { actor }: WantedConnection,
): Promise<Workspace> {
  const scope = scopeOfOrganization(organizationId)
  const home = scopeOfOrganization(actor.organizationId ?? organizationId)
  const found = actor.applicationId === null ? undefined : applications.get(home, actor.applicationId)
  const application = found instanceof Promise ? await found : found
  if (!mayActIn(application, organizationId)) {
    throw new SallyportError('forbidden', 'The application that began this connection has been revoked.')
  }
  const workspace = await workspaces.find(scope, workspaceId)
  if (workspace === undefined) throw workspaceNotFound()
  if (workspace.status !== 'active') throw workspaceInactive()
  return workspace
}
