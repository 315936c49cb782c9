import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { automationBody, workflowBody } from '../present/workflow.ts'

export function workflowHandlers(engine: Engine): Handlers<OperationGroups['workflow']> {
  return {
    async listWorkflows({ principal, query }) {
      return { data: (await engine.listWorkflows(principal, query)).map(workflowBody) }
    },

    async createWorkflow({ principal, body: { name, tasks, ...reference }, requestId }) {
      const input = { reference, name, requestId, ...(tasks && { tasks }) }
      return workflowBody(await engine.createWorkflow(principal, input))
    },

    async getWorkflow({ principal, params: { id }, query: reference }) {
      return workflowBody(await engine.getWorkflow(principal, { reference, id }))
    },

    async updateWorkflow({ principal, params: { id }, query: reference, body, requestId }) {
      return workflowBody(await engine.updateWorkflow(principal, { reference, id, requestId, ...body }))
    },

    async deleteWorkflow({ principal, params: { id }, query: reference, requestId }) {
      await engine.deleteWorkflow(principal, { reference, id, requestId })
      return { id }
    },

    async listAutomations({ principal, params, query: reference }) {
      const input = { reference, workflowId: params.workflow_id }
      return { data: (await engine.listAutomations(principal, input)).map(automationBody) }
    },

    async createAutomation({ principal, params, query, body, requestId }) {
      // Existing clients name the workspace in the body, and in the query of every other call.
      const input = {
        reference: { ...query, ...body },
        workflowId: params.workflow_id,
        request: body,
        requestId,
      }
      return automationBody(await engine.createAutomation(principal, input))
    },

    async getAutomation({ principal, params: { workflow_id: workflowId, id }, query: reference }) {
      return automationBody(await engine.getAutomation(principal, { reference, workflowId, id }))
    },

    async updateAutomation({ principal, params, query: reference, body, requestId }) {
      const one = { reference, workflowId: params.workflow_id, id: params.id, requestId }
      return automationBody(await engine.updateAutomation(principal, { ...one, request: body }))
    },

    async deleteAutomation({ principal, params, query: reference, requestId }) {
      const { workflow_id: workflowId, id } = params
      await engine.deleteAutomation(principal, { reference, workflowId, id, requestId })
      return { id }
    },
  }
}
