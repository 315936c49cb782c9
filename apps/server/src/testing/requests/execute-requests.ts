import type { OperationGroups } from '@sallyport/contract'
import { REPOSITORY } from '../index.ts'
import type { RequestsOf } from './request.ts'

const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }

export const executeRequests: RequestsOf<OperationGroups['execute']> = {
  uploadFile: ({ workspace }) => [{ query: { workspace_id: workspace } }],
  executeConnector: ({ connector }) => [{ params: { id: connector }, body: LIST }],
  executeBare: ({ connector }) => [{ params: { id: connector }, body: LIST }],
}
