import type { Automation, Workflow } from '@sallyport/engine'

const NOT_RUN = {
  runs: false,
  warning: {
    code: 'not_run_yet',
    message: 'Workflows and automations are stored; this version of the engine does not run them.',
  },
} as const

export function workflowBody({ id, name, workspaceId, tasks, createdAt, updatedAt }: Workflow) {
  return {
    id,
    name,
    workspace_id: workspaceId,
    tasks: tasks.map((task) => ({ ...task })),
    ...NOT_RUN,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}

export function automationBody(automation: Automation) {
  return {
    id: automation.id,
    workflow_id: automation.workflowId,
    workspace_id: automation.workspaceId,
    enabled: automation.enabled,
    trigger_type: automation.triggerType,
    cron_expression: automation.cronExpression,
    timezone: automation.timezone,
    completion_webhook_url: automation.completionWebhookUrl,
    trigger_webhook_url: null,
    ...NOT_RUN,
    created_at: automation.createdAt.toISOString(),
    updated_at: automation.updatedAt.toISOString(),
  }
}
