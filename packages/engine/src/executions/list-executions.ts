import { SallyportError } from '@sallyport/errors'
import type { Vault } from '@sallyport/vault'
import type { Principal } from '../execute/principal.ts'
import { noCursor, openCursor, sealCursor } from '../paging/cursor.ts'
import type { Storage } from '../ports.ts'
import { scopeOfWorkspace } from '../scope.ts'
import {
  findWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'
import type { ListedExecution } from './execution-filter.ts'

export interface ListExecutionsOptions extends WorkspaceOptions {
  readonly executions: Storage['executions']
  readonly vault: Vault
}

export interface ListExecutionsInput {
  /** Not needed with a token that is bound to a workspace. */
  readonly workspace: WorkspaceReference
  readonly connectorId?: string
  /** A time per RFC 3339. */
  readonly since?: string
  /** 1 to 100. */
  readonly limit: number
  readonly cursor?: string
}

export interface ExecutionPage {
  readonly executions: readonly ListedExecution[]
  readonly next?: string
}

/** What is sealed into a cursor: what its list is of, and its last row. */
interface Place {
  readonly of: { readonly workspaceId: string; readonly connectorId?: string; readonly since?: string }
  readonly startedAt: number
  readonly id: string
}

/**
 * What was done through the connectors of a workspace, the latest first. A name that is not there has nothing: it is
 * not an error to look.
 *
 * @throws SallyportError `workspace_not_found` for an id, `workspace_required`, `invalid_request`, `invalid_cursor`
 */
export async function listExecutions(
  options: ListExecutionsOptions,
  principal: Principal,
  { workspace: reference, limit, cursor, ...asked }: ListExecutionsInput,
): Promise<ExecutionPage> {
  const workspace = await findWorkspace(options, principal, reference)
  if (workspace === undefined) return { executions: [] }
  const { organizationId, id: workspaceId } = workspace
  const cursors = { vault: options.vault, organizationId, list: 'executions' }
  const of = { workspaceId, ...asked }
  const place = cursor === undefined ? undefined : placeOf(await openCursor<Place>(cursors, cursor), of)
  const { connectorId, since } = asked
  const found = await options.executions.list(scopeOfWorkspace(workspace), {
    ...(connectorId !== undefined && { connectorId }),
    ...(since !== undefined && { since: timeOf(since) }),
    ...(place && { after: { startedAt: new Date(place.startedAt), id: place.id } }),
    limit: limit + 1,
  })
  const executions = found.slice(0, limit)
  const last = executions.at(-1)
  if (found.length <= limit || last === undefined) return { executions }
  const next: Place = { of, startedAt: last.startedAt.getTime(), id: last.id }
  return { executions, next: await sealCursor(cursors, next) }
}

/** A cursor goes on with the list that it is of, and with no other. */
function placeOf(place: Place, of: Place['of']): Place {
  const same =
    place.of.workspaceId === of.workspaceId &&
    place.of.connectorId === of.connectorId &&
    place.of.since === of.since
  if (!same) throw noCursor()
  return place
}

function timeOf(since: string): Date {
  const time = new Date(since)
  if (!Number.isNaN(time.getTime())) return time
  const message = '"since" is to be a time such as 2026-11-23T10:00:00Z.'
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: 'query.since', code: 'format', message }],
  })
}
