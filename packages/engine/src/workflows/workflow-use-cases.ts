import * as automations from './automation-rows.ts'
import * as workflows from './workflow-rows.ts'

type Application = workflows.Application
type Input<F extends (options: never, principal: Application, input: never) => unknown> = Parameters<F>[2]

/** What can be done with workflows and automations: everything but to run them. */
export function workflowUseCases(options: workflows.WorkflowOptions) {
  return {
    listWorkflows: (principal: Application, input: Input<typeof workflows.listWorkflows>) =>
      workflows.listWorkflows(options, principal, input),
    createWorkflow: (principal: Application, input: Input<typeof workflows.createWorkflow>) =>
      workflows.createWorkflow(options, principal, input),
    getWorkflow: (principal: Application, input: Input<typeof workflows.getWorkflow>) =>
      workflows.getWorkflow(options, principal, input),
    updateWorkflow: (principal: Application, input: Input<typeof workflows.updateWorkflow>) =>
      workflows.updateWorkflow(options, principal, input),
    deleteWorkflow: (principal: Application, input: Input<typeof workflows.deleteWorkflow>) =>
      workflows.deleteWorkflow(options, principal, input),
    listAutomations: (principal: Application, input: Input<typeof automations.listAutomations>) =>
      automations.listAutomations(options, principal, input),
    createAutomation: (principal: Application, input: Input<typeof automations.createAutomation>) =>
      automations.createAutomation(options, principal, input),
    getAutomation: (principal: Application, input: Input<typeof automations.getAutomation>) =>
      automations.getAutomation(options, principal, input),
    updateAutomation: (principal: Application, input: Input<typeof automations.updateAutomation>) =>
      automations.updateAutomation(options, principal, input),
    deleteAutomation: (principal: Application, input: Input<typeof automations.deleteAutomation>) =>
      automations.deleteAutomation(options, principal, input),
  }
}
