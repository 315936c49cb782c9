import type { RequestsOf } from './request.ts'

export const executionRequests: RequestsOf<'listExecutions'> = {
  listExecutions: ({ workspace, connector }) => [
    { query: { workspace_id: workspace } },
    { query: { workspace_name: 'acme', connector_id: connector } },
  ],
}
