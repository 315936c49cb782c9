import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const workspaceRequests: RequestsOf<OperationGroups['workspace']> = {
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
