import type { ScopedCache } from '../cache/scoped-cache.ts'
import type { StoredConnector, Workspace } from '../ports.ts'
import { type OrganizationScope, scopeOfWorkspace, type WorkspaceScope } from '../scope.ts'
import { workspaceDeleted, workspaceInactive } from '../workspaces/workspace-refusals.ts'
import { connectorNamed, type NamingOptions, namedConnectors, noneOf } from './named-connectors.ts'
import type { Principal } from './principal.ts'

export interface ScopeOptions extends NamingOptions {
  readonly cachedConnectors: ScopedCache<StoredConnector>
  readonly cachedWorkspaces: ScopedCache<Workspace>
}

/** A connector's row, and the right to its workspace. */
export interface Entered {
  readonly scope: WorkspaceScope
  readonly workspace: Workspace
  readonly row: StoredConnector
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Stage 3: the workspace of the connector that a call names, if the principal may enter it. What is not
 * yours and what is not there get the same answer, which lists what the workspace of the token has. A token that is
 * bound to a workspace may name the connector as people do; that costs a query.
 *
 * @throws SallyportError `connector_not_found`, `connector_ambiguous`, `workspace_inactive`
 */
export async function enterWorkspace(
  options: ScopeOptions,
  principal: Principal,
  reference: string,
): Promise<Entered> {
  const entered = await reachConnector(options, principal, reference)
  if (entered.workspace.status !== 'active') throw workspaceInactive()
  return entered
}

/**
 * The same of an inactive workspace too: for looking at a connector, and for ending it.
 *
 * @throws SallyportError `connector_not_found`, `connector_ambiguous`
 */
export async function reachConnector(
  options: ScopeOptions,
  principal: Principal,
  reference: string,
): Promise<Entered> {
  if (UUID.test(reference)) return enterById(options, principal, reference)
  const known = await namedConnectors(options, principal)
  return enterById(options, principal, connectorNamed(known, reference).id)
}

async function enterById(options: ScopeOptions, principal: Principal, connectorId: string): Promise<Entered> {
  const { cachedConnectors, cachedWorkspaces } = options
  const foundRow = cachedConnectors.get(principal.scope, connectorId)
  const row = foundRow instanceof Promise ? await foundRow : foundRow
  const outside = principal.workspaceId !== undefined && row?.workspaceId !== principal.workspaceId
  if (row === undefined || outside) throw noneOf(await namedConnectors(options, principal))

  const foundWorkspace = cachedWorkspaces.get(principal.scope, row.workspaceId)
  const workspace = foundWorkspace instanceof Promise ? await foundWorkspace : foundWorkspace
  if (workspace === undefined) throw noneOf(undefined)
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
