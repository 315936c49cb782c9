import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const revocationRequests: RequestsOf<OperationGroups['revocation']> = {
  getJob: ({ job }) => [{ params: { id: job } }],
  endConnectors: ({ workspace, definition }) => [
    { body: { connector_type: 'github', workspace_id: workspace } },
    { body: { definition_id: definition } },
  ],
  offboardWorkspace: ({ workspace }) => [{ params: { id: workspace }, spends: ['workspace'] }],
}
