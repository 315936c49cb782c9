import { Type } from 'typebox'
import { type ApiOperation, operation } from './operation.ts'
import { Id, Uuid, workspaceReference } from './schemas.ts'
import * as schema from './workflow-schemas.ts'

const common = { aliases: [], access: ['application'], tag: 'Workflows' } as const
const InWorkflow = Type.Object({ workflow_id: Uuid })
const OneAutomation = Type.Object({ workflow_id: Uuid, id: Uuid })
const Workspace = Type.Object(workspaceReference)

/** Workflows of a workspace, and what would start them. All of it is stored, and none of it is run yet. */
export const workflowOperations = {
  listWorkflows: operation({
    ...common,
    method: 'GET',
    path: '/internal/workflows',
    capability: 'none',
    summary: 'Lists the workflows of a workspace.',
    query: Workspace,
    answer: { status: 200, schema: Type.Object({ data: Type.Array(schema.Workflow) }) },
  }),

  createWorkflow: operation({
    ...common,
    method: 'POST',
    path: '/internal/workflows',
    capability: 'connect',
    summary: 'Stores a workflow. It is not run yet.',
    body: schema.NewWorkflow,
    answer: { status: 200, schema: schema.Workflow },
  }),

  getWorkflow: operation({
    ...common,
    method: 'GET',
    path: '/internal/workflows/{id}',
    capability: 'none',
    summary: 'Shows one workflow.',
    params: Id,
    query: Workspace,
    answer: { status: 200, schema: schema.Workflow },
  }),

  updateWorkflow: operation({
    ...common,
    method: 'PATCH',
    path: '/internal/workflows/{id}',
    capability: 'connect',
    summary: 'Changes a workflow.',
    params: Id,
    query: Workspace,
    body: schema.WorkflowChange,
    answer: { status: 200, schema: schema.Workflow },
  }),

  deleteWorkflow: operation({
    ...common,
    method: 'DELETE',
    path: '/internal/workflows/{id}',
    capability: 'connect',
    summary: 'Removes a workflow and its automations.',
    params: Id,
    query: Workspace,
    answer: { status: 200, schema: Id },
  }),

  listAutomations: operation({
    ...common,
    method: 'GET',
    path: '/internal/workflows/{workflow_id}/automations',
    capability: 'none',
    summary: 'Lists the automations of a workflow.',
    params: InWorkflow,
    query: Workspace,
    answer: { status: 200, schema: Type.Object({ data: Type.Array(schema.Automation) }) },
  }),

  createAutomation: operation({
    ...common,
    method: 'POST',
    path: '/internal/workflows/{workflow_id}/automations',
    capability: 'connect',
    summary: 'Stores what would start a workflow. It is not run yet.',
    params: InWorkflow,
    query: Workspace,
    body: schema.NewAutomation,
    answer: { status: 200, schema: schema.Automation },
  }),

  getAutomation: operation({
    ...common,
    method: 'GET',
    path: '/internal/workflows/{workflow_id}/automations/{id}',
    capability: 'none',
    summary: 'Shows one automation.',
    params: OneAutomation,
    query: Workspace,
    answer: { status: 200, schema: schema.Automation },
  }),

  updateAutomation: operation({
    ...common,
    method: 'PATCH',
    path: '/internal/workflows/{workflow_id}/automations/{id}',
    capability: 'connect',
    summary: 'Changes an automation.',
    params: OneAutomation,
    query: Workspace,
    body: schema.AutomationChange,
    answer: { status: 200, schema: schema.Automation },
  }),

  deleteAutomation: operation({
    ...common,
    method: 'DELETE',
    path: '/internal/workflows/{workflow_id}/automations/{id}',
    capability: 'connect',
    summary: 'Removes an automation.',
    params: OneAutomation,
    query: Workspace,
    answer: { status: 200, schema: Id },
  }),
} as const satisfies Record<string, ApiOperation>
