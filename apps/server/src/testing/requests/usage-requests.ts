import type { RequestsOf } from './request.ts'

export const usageRequests: RequestsOf<
  'getUsage' | 'getWorkspaceUsage' | 'getQuota' | 'putQuota' | 'getWorkspaceQuota' | 'putWorkspaceQuota'
> = {
  getUsage: () => [{}],
  getWorkspaceUsage: ({ workspace }) => [{ params: { id: workspace } }],
  getQuota: () => [{}],
  putQuota: () => [{ body: {} }],
  getWorkspaceQuota: ({ workspace }) => [{ params: { id: workspace } }],
  putWorkspaceQuota: ({ workspace }) => [{ params: { id: workspace }, body: { calls_per_day: 1 } }],
}
