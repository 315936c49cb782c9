import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const usageRequests: RequestsOf<OperationGroups['usage']> = {
  getUsage: () => [{}],
  getWorkspaceUsage: ({ workspace }) => [{ params: { id: workspace } }],
  getQuota: () => [{}],
  putQuota: () => [{ body: {} }],
  getWorkspaceQuota: ({ workspace }) => [{ params: { id: workspace } }],
  putWorkspaceQuota: ({ workspace }) => [{ params: { id: workspace }, body: { calls_per_day: 1 } }],
}
