import { ACTING_TOKEN, type ApiOperation, operation } from './operation.ts'
import { Id } from './schemas.ts'
import * as schema from './workspace-schemas.ts'

const common = { aliases: [], access: ['application'], capability: 'connect', tag: 'Workspaces' } as const

/** Workspaces: the tenants of an organization. */
export const workspaceOperations = {
  listWorkspaces: operation({
    ...common,
    method: 'GET',
    path: '/workspaces',
    summary: 'Lists workspaces in the order in which they were made.',
    query: schema.WorkspaceQuery,
    answer: { status: 200, schema: schema.WorkspaceList },
  }),

  getWorkspaceStats: operation({
    ...common,
    method: 'GET',
    path: '/workspaces/stats',
    summary: 'Counts workspaces.',
    answer: { status: 200, schema: schema.WorkspaceStats },
  }),

  createWorkspace: operation({
    ...common,
    method: 'POST',
    path: '/workspaces',
    summary: 'Makes a workspace. Tokens, connectors and consents for a new name make one as well.',
    body: schema.NewWorkspace,
    idempotent: 'key',
    answer: { status: 201, schema: schema.Workspace },
  }),

  getWorkspace: operation({
    ...common,
    access: ACTING_TOKEN,
    capability: 'none',
    method: 'GET',
    path: '/workspaces/{id}',
    summary: 'Shows a workspace; with a scoped token its own.',
    params: Id,
    answer: { status: 200, schema: schema.Workspace },
  }),

  updateWorkspace: operation({
    ...common,
    method: 'PUT',
    path: '/workspaces/{id}',
    summary: 'Renames a workspace, or switches it off and on.',
    params: Id,
    body: schema.WorkspaceChange,
    answer: { status: 200, schema: schema.Workspace },
  }),

  deleteWorkspace: operation({
    ...common,
    method: 'DELETE',
    path: '/workspaces/{id}',
    summary: 'Deletes a workspace and ends its connectors. What was recorded of it stays.',
    params: Id,
    answer: { status: 200, schema: schema.DeletedWorkspace },
  }),
} as const satisfies Record<string, ApiOperation>
