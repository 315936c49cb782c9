import { SallyportError } from '@sallyport/errors'
import type { ScopedCache } from '../cache/scoped-cache.ts'
import type { StoredConnector, Workspace } from '../ports.ts'
import { type OrganizationScope, scopeOfWorkspace, type WorkspaceScope } from '../scope.ts'
import { workspaceDeleted, workspaceInactive } from '../workspaces/workspace-refusals.ts'
import type { Principal } from './principal.ts'

export interface ScopeOptions {
  readonly cachedConnectors: ScopedCache<StoredConnector>
  readonly cachedWorkspaces: ScopedCache<Workspace>
}

/** A connector's row, and the right to its workspace. */
export interface Entered {
  readonly scope: WorkspaceScope
  readonly workspace: Workspace
  readonly row: StoredConnector
}

/**
 * Stage 3: the workspace of the connector that a call names, if the principal may enter it. What is not
 * yours and what is not there get the same answer.
 *
 * @throws SallyportError `connector_not_found`, `workspace_inactive`
 */
export async function enterWorkspace(
  options: ScopeOptions,
  principal: Principal,
  connectorId: string,
): Promise<Entered> {
  const entered = await reachConnector(options, principal, connectorId)
  if (entered.workspace.status !== 'active') throw workspaceInactive()
  return entered
}

/**
 * The same of an inactive workspace too: for looking at a connector, and for ending it.
 *
 * @throws SallyportError `connector_not_found`
 */
export async function reachConnector(
  { cachedConnectors, cachedWorkspaces }: ScopeOptions,
  principal: Principal,
  connectorId: string,
): Promise<Entered> {
  const foundRow = cachedConnectors.get(principal.scope, connectorId)
  const row = foundRow instanceof Promise ? await foundRow : foundRow
  const outside = principal.workspaceId !== undefined && row?.workspaceId !== principal.workspaceId
  if (row === undefined || outside) throw connectorNotFound()

  const foundWorkspace = cachedWorkspaces.get(principal.scope, row.workspaceId)
  const workspace = foundWorkspace instanceof Promise ? await foundWorkspace : foundWorkspace
  if (workspace === undefined) throw connectorNotFound()
  return { scope: scopeOfWorkspace(workspace), workspace, row }
}

/**
 * Sees to it that a token of one workspace ends with it, and rests while it is inactive. From memory where it can.
 *
 * @throws SallyportError `unauthenticated`, `workspace_inactive`
 */
export async function requireWorkspace(
  cachedWorkspaces: ScopedCache<Workspace>,
  scope: OrganizationScope,
  workspaceId: string,
): Promise<void> {
  const found = cachedWorkspaces.get(scope, workspaceId)
  const workspace = found instanceof Promise ? await found : found
  if (workspace === undefined) throw workspaceDeleted()
  if (workspace.status !== 'active') throw workspaceInactive()
}

export function connectorNotFound(): SallyportError {
  return new SallyportError('connector_not_found', 'There is no such connector.', {
    fix: 'List the connectors of the workspace at GET /api/v1/integrations/connectors.',
  })
}
