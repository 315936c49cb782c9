import { SallyportError } from '@sallyport/errors'
import type { ScopedCache } from '../cache/scoped-cache.ts'
import type { StoredConnector, Workspace } from '../ports.ts'
import { scopeOfWorkspace, type WorkspaceScope } from '../scope.ts'
import type { Principal } from './principal.ts'

export interface ScopeOptions {
  readonly cachedConnectors: ScopedCache<StoredConnector>
  readonly cachedWorkspaces: ScopedCache<Workspace>
}

/** A connector's row, and the right to its workspace. */
export interface Entered {
  readonly scope: WorkspaceScope
  readonly row: StoredConnector
}

/**
 * Stage 3: the workspace of the connector that a call names, if the principal may enter it. What is not
 * yours and what is not there get the same answer.
 *
 * @throws SallyportError `connector_not_found`, or `forbidden` for an inactive workspace.
 */
export async function enterWorkspace(
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
  if (workspace.status !== 'active') throw inactive()
  return { scope: scopeOfWorkspace(workspace), row }
}

export function connectorNotFound(): SallyportError {
  return new SallyportError('connector_not_found', 'There is no such connector.', {
    fix: 'List the connectors of the workspace at GET /api/v1/integrations/connectors.',
  })
}

function inactive(): SallyportError {
  return new SallyportError('forbidden', 'The workspace is inactive.', { act: 'operator' })
}
