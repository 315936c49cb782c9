import type { ScopedCache } from '../cache/scoped-cache.ts'
import type { Principal } from '../execute/principal.ts'
import { reachConnector } from '../execute/scope.ts'
import type { Connector, Storage, StoredConnector, Workspace } from '../ports.ts'
import { scopeOfWorkspace } from '../scope.ts'
import {
  findWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'

export interface ConnectorRowsOptions extends WorkspaceOptions {
  readonly connectors: Storage['connectors']
  readonly cachedConnectors: ScopedCache<StoredConnector>
  readonly cachedWorkspaces: ScopedCache<Workspace>
}

/** The connectors of a workspace. A name that is not there has none: it is not an error to look. */
export async function listConnectors(
  options: ConnectorRowsOptions,
  principal: Principal,
  query: WorkspaceReference & { readonly definition_id?: string },
): Promise<readonly Connector[]> {
  const workspace = await findWorkspace(options, principal, query)
  if (workspace === undefined) return []
  const filter = query.definition_id === undefined ? {} : { definitionId: query.definition_id }
  return options.connectors.list(scopeOfWorkspace(workspace), filter)
}

/** @throws SallyportError `connector_not_found`, also for one of another workspace or organization. */
export async function getConnector(
  options: ConnectorRowsOptions,
  principal: Principal,
  id: string,
): Promise<StoredConnector> {
  return (await reachConnector(options, principal, id)).row
}
