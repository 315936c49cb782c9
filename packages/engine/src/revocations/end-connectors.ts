import { SallyportError } from '@sallyport/errors'
import { connectorNotFound } from '../execute/named-connectors.ts'
import { actorOf, type Principal } from '../execute/principal.ts'
import { reachConnector, type ScopeOptions } from '../execute/scope.ts'
import type { AuditEvent } from '../ports.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import {
  findWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'
import { workspaceNotFound } from '../workspaces/workspace-refusals.ts'
import type { RevocationFilter, RevocationJob, RevocationStore } from './revocation-store.ts'

export interface EndConnectorsOptions extends ScopeOptions, WorkspaceOptions {
  readonly revocations: RevocationStore
  readonly catalogues: Catalogues
}

export interface Ended {
  readonly jobId: string
  readonly connectors: number
}

/** Connectors that end in one transaction. */
const BATCH = 200

/**
 * Removes a connector. It is gone when this answers; its tokens are ended at the third party afterwards, with receipts.
 *
 * @throws SallyportError `connector_not_found`
 */
export async function deleteConnector(
  options: EndConnectorsOptions,
  principal: Principal,
  { id, requestId }: { readonly id: string; readonly requestId: string },
): Promise<Ended> {
  const { scope } = await reachConnector(options, principal, id)
  const ended = await end(options, principal, {
    kind: 'connector',
    workspaceId: scope.workspaceId,
    subjectId: id,
    type: 'connector.deleted',
    filter: { connectorId: id, workspaceId: scope.workspaceId },
    requestId,
  })
  if (ended.connectors === 0) throw connectorNotFound()
  return ended
}

export interface Deleted extends Ended {
  readonly deletedAt: Date
}

/**
 * Ends a workspace and keeps what was recorded of it: it and its connectors are gone when this answers; then tokens are
 * ended. Another one may have its name, and begins empty.
 *
 * @throws SallyportError `workspace_not_found`
 */
export async function deleteWorkspace(
  options: EndConnectorsOptions,
  principal: Principal<'application'>,
  { id, requestId }: { readonly id: string; readonly requestId: string },
): Promise<Deleted> {
  const workspace = await options.workspaces.find(principal.scope, id)
  if (workspace === undefined) throw workspaceNotFound()
  return end(options, principal, {
    kind: 'deletion',
    workspaceId: id,
    subjectId: id,
    type: 'workspace.deleted',
    filter: { workspaceId: id },
    requestId,
  })
}

/**
 * Ends a customer: the workspace and its connectors are gone when this answers; then tokens are ended, and what was
 * recorded of the workspace is erased. One that was deleted before can still be ended so.
 *
 * @throws SallyportError `workspace_not_found`
 */
export async function offboardWorkspace(
  options: EndConnectorsOptions,
  principal: Principal<'application'>,
  { id, requestId }: { readonly id: string; readonly requestId: string },
): Promise<Ended> {
  const { scope } = principal
  const living = await options.workspaces.find(scope, id)
  const workspace = living ?? (await options.workspaces.findDeleted(scope, id))
  if (workspace === undefined) throw workspaceNotFound()
  return end(options, principal, {
    kind: 'workspace',
    workspaceId: workspace.id,
    subjectId: workspace.id,
    type: 'workspace.offboarded',
    filter: { workspaceId: workspace.id },
    requestId,
  })
}

/** Which connectors are to end, over all workspaces: of one type, and made before a time. */
export interface BulkRequest extends WorkspaceReference {
  readonly connector_type?: string
  readonly definition_id?: string
  /** ISO 8601. */
  readonly before?: string
  /** Nothing ends: only how many would is told. */
  readonly dry_run?: boolean
}

/** @throws SallyportError `connector_type_not_found`, `workspace_not_found`, `invalid_request` */
export async function endInBulk(
  options: EndConnectorsOptions,
  principal: Principal<'application'>,
  { request, requestId }: { readonly request: BulkRequest; readonly requestId: string },
): Promise<{ readonly jobId: string | null; readonly connectors: number }> {
  const filter = await filterOf(options, principal, request)
  if (request.dry_run) {
    return { jobId: null, connectors: await options.revocations.count(principal.scope, filter) }
  }
  return end(options, principal, {
    kind: 'bulk',
    workspaceId: filter.workspaceId ?? null,
    subjectId: principal.scope.organizationId,
    type: 'connectors.revoked',
    filter,
    requestId,
  })
}

async function filterOf(
  options: EndConnectorsOptions,
  principal: Principal<'application'>,
  request: BulkRequest,
): Promise<RevocationFilter> {
  const { connector_type, definition_id, before } = request
  const byType = connector_type !== undefined || definition_id !== undefined
  if (!byType && before === undefined) {
    throw new SallyportError(
      'invalid_request',
      'Say which connectors end: by connector_type, before, or both.',
      {
        problems: [
          {
            field: 'connector_type',
            code: 'missing',
            message: 'Name a type, or a time before which they were made.',
          },
        ],
      },
    )
  }
  const template = byType ? (await options.catalogues.of(principal.scope)).find(request) : undefined
  const names = [
    request.workspace_id,
    request.workspace_name,
    request.customer_name,
    request.external_user_id,
  ]
  const workspace = names.some((name) => name !== undefined)
    ? await findWorkspace(options, principal, request)
    : null
  if (workspace === undefined) throw workspaceNotFound()
  return {
    ...(template && { definitionId: template.definition.id }),
    ...(workspace && { workspaceId: workspace.id }),
    ...(before !== undefined && { before: new Date(before) }),
  }
}

interface Ending {
  readonly kind: RevocationJob['kind']
  readonly workspaceId: string | null
  readonly subjectId: string
  readonly type: AuditEvent['type']
  readonly filter: RevocationFilter
  readonly requestId: string
}

async function end(
  { revocations, newId, now }: EndConnectorsOptions,
  principal: Principal,
  { kind, workspaceId, subjectId, type, filter, requestId }: Ending,
): Promise<Deleted> {
  const id = newId()
  const actor = actorOf(principal)
  const at = new Date(now())
  const job = { id, kind, workspaceId, actor, requestedAt: at }
  const event = { id: newId(), type, actor, subjectId, requestId, at }
  await revocations.begin(principal.scope, job, event)
  let connectors = 0
  for (;;) {
    const taken = await revocations.take(principal.scope, job, { filter, limit: BATCH, at, newId })
    connectors += taken
    if (taken < BATCH) return { jobId: id, connectors, deletedAt: at }
  }
}
