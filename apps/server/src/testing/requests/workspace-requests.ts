import type { RequestsOf } from './request.ts'

export const workspaceRequests: RequestsOf<
  | 'listWorkspaces'
  | 'getWorkspaceStats'
  | 'createWorkspace'
  | 'getWorkspace'
  | 'updateWorkspace'
  | 'deleteWorkspace'
> = {
  listWorkspaces: () => [{ query: { name_contains: 'no-such-name' } }],
  getWorkspaceStats: () => [{}],
  createWorkspace: () => [{ body: { name: '\u0007' } }],
  getWorkspace: ({ workspace }) => [{ params: { id: workspace } }],
  updateWorkspace: ({ workspace }) => [
    { params: { id: workspace }, body: { name: 'taken over' }, spends: ['workspace'] },
    { params: { id: workspace }, body: { status: 'inactive' }, spends: ['workspace'] },
  ],
  deleteWorkspace: ({ workspace }) => [{ params: { id: workspace } }],
}
