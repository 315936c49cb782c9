import { SallyportError } from '@sallyport/errors'
import { checkBaseUrl } from '../connect/initiate-connection.ts'
import { digestOf, makeTicket, uuidOf } from '../connect/ticket.ts'
import { actorOf, type Principal } from '../execute/principal.ts'
import { scopeOfWorkspace } from '../scope.ts'
import { idOf, type Offer } from '../templates/offer.ts'
import { ensureWorkspace, type WorkspaceReference } from '../workspaces/workspace-reference.ts'
import type { CollectionOptions } from './collection-options.ts'
import { COLLECTION_MS, type CollectionSession, MAX_SESSIONS } from './collection-session.ts'
import { waysToConnect } from './ways-to-connect.ts'

export interface CollectionRequest extends WorkspaceReference {
  readonly source_definition_id?: string
  readonly source_template_id?: string
}

export interface BeginCollection {
  readonly request: CollectionRequest
  readonly requestId: string
  /** Origin under which browsers reach the engine. */
  readonly baseUrl: string
}

/** A session, with the address of its page where somebody can connect on it. */
export interface BegunCollection {
  readonly session: CollectionSession
  readonly connectUrl: string | undefined
}

/**
 * Begins to collect a credential from an end user. Where nobody could connect, the session says so at once.
 *
 * @throws SallyportError `connector_type_not_found`, `workspace_not_found`, `invalid_request`
 */
export async function beginCollection(
  options: CollectionOptions,
  principal: Principal<'application' | 'scoped'>,
  { request, requestId, baseUrl }: BeginCollection,
): Promise<BegunCollection> {
  checkBaseUrl(baseUrl)
  const offer = await offerOf(options, principal, request)
  const { template } = offer
  const workspace = await ensureWorkspace(options, principal, { reference: request, requestId })
  const { error } = await waysToConnect(options, principal.scope, template.definition)
  const ticket = makeTicket('collection', workspace.organizationId, options)
  const now = options.now()
  const session: CollectionSession = {
    id: unguessableId(options.randomBytes),
    organizationId: workspace.organizationId,
    workspaceId: workspace.id,
    definitionId: template.definition.id,
    templateId: idOf(offer),
    ticket: digestOf(ticket),
    actor: actorOf(principal),
    status: error === undefined ? 'pending' : 'error',
    error: error ?? null,
    connectorId: null,
    createdAt: new Date(now),
    expiresAt: new Date(now + COLLECTION_MS),
  }
  await store(options, session, requestId)
  return { session, connectUrl: error === undefined ? `${baseUrl}/connect/${ticket}` : undefined }
}

/** RFC 9562 5.4: 122 random bits. Other ids tell when they were made. */
function unguessableId(randomBytes: (size: number) => Uint8Array): string {
  const bytes = Buffer.from(randomBytes(16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return uuidOf(bytes)
}

async function store(
  { collectionSessions, newId }: CollectionOptions,
  session: CollectionSession,
  requestId: string,
): Promise<void> {
  const { organizationId, workspaceId, actor, createdAt: at } = session
  const scope = scopeOfWorkspace({ organizationId, id: workspaceId })
  const type = 'collection_session.created'
  const event = { id: newId(), type, actor, subjectId: session.id, requestId, at } as const
  const stored = await collectionSessions.begin(scope, session, { max: MAX_SESSIONS, event })
  if (stored === 'stored') return
  const minutes = COLLECTION_MS / 60_000
  throw new SallyportError(
    'invalid_request',
    `A workspace has at most ${MAX_SESSIONS} sessions in ${minutes} minutes.`,
    { fix: 'Wait until some of them are over.' },
  )
}

/** The template counts; a definition beside it has to be its own. */
async function offerOf(
  { catalogues }: CollectionOptions,
  { scope }: Principal,
  { source_template_id, source_definition_id }: CollectionRequest,
): Promise<Offer> {
  const reference =
    source_template_id === undefined
      ? { ...(source_definition_id !== undefined && { definition_id: source_definition_id }) }
      : { source_template_id }
  const offer = await catalogues.find(scope, (catalogue) => catalogue.offer(reference))
  const isOther = source_definition_id !== undefined && source_definition_id !== offer.template.definition.id
  if (!isOther) return offer
  const message = '"source_template_id" is of another connector type than "source_definition_id".'
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: 'body.source_template_id', code: 'conflict', message }],
  })
}
