import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const workflowRequests: RequestsOf<OperationGroups['workflow']> = {
  listWorkflows: ({ workspace }) => [{ query: { workspace_id: workspace } }],
  createWorkflow: ({ workspace }) => [{ body: { workspace_id: workspace, name: 'planted' } }],
  getWorkflow: ({ workspace, workflow }) => [
    { params: { id: workflow }, query: { workspace_id: workspace } },
    { params: { id: workflow }, query: { workspace_name: 'probe' } },
  ],
  updateWorkflow: ({ workspace, workflow }) => [
    { params: { id: workflow }, query: { workspace_id: workspace }, body: { name: 'taken over' } },
  ],
  deleteWorkflow: ({ workspace, workflow }) => [
    { params: { id: workflow }, query: { workspace_id: workspace } },
  ],
  listAutomations: ({ workspace, workflow }) => [
    { params: { workflow_id: workflow }, query: { workspace_id: workspace } },
  ],
  createAutomation: ({ workspace, workflow }) => [
    { params: { workflow_id: workflow }, body: { workspace_id: workspace, trigger_type: 'manual' } },
  ],
  getAutomation: ({ workspace, workflow, automation: id }) => [
    { params: { workflow_id: workflow, id }, query: { workspace_id: workspace } },
  ],
  updateAutomation: ({ workspace, workflow, automation: id }) => [
    { params: { workflow_id: workflow, id }, query: { workspace_id: workspace }, body: { enabled: false } },
  ],
  deleteAutomation: ({ workspace, workflow, automation: id }) => [
    { params: { workflow_id: workflow, id }, query: { workspace_id: workspace }, spends: ['automation'] },
  ],
}
