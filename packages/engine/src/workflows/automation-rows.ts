import { SallyportError } from '@sallyport/errors'
import { checkWebhookUrl } from '../webhooks/webhook-url.ts'
import type { WorkspaceReference } from '../workspaces/workspace-reference.ts'
import { checkSchedule } from './schedule.ts'
import {
  type Act,
  type Application,
  auditOf,
  enter,
  enterToWrite,
  full,
  getWorkflow,
  missing,
  type WorkflowOptions,
} from './workflow-rows.ts'
import type { Automation, AutomationName } from './workflow-store.ts'

/** Automations that a workflow may have. */
const MAX_AUTOMATIONS = 20

/** What a request says of an automation, as the contract spells it. */
export interface AutomationRequest {
  readonly enabled?: boolean
  readonly trigger_type?: Automation['triggerType']
  readonly cron_expression?: string | null
  readonly timezone?: string
  readonly completion_webhook_url?: string | null
}

export type OneAutomation = Act & AutomationName

type Trigger = Pick<
  Automation,
  'enabled' | 'triggerType' | 'cronExpression' | 'timezone' | 'completionWebhookUrl'
>

const USUAL: Trigger = {
  enabled: true,
  triggerType: 'schedule',
  cronExpression: null,
  timezone: 'UTC',
  completionWebhookUrl: null,
}

/** @throws SallyportError `workflow_not_found`, `workspace_not_found` */
export async function listAutomations(
  options: WorkflowOptions,
  principal: Application,
  { reference, workflowId }: { readonly reference: WorkspaceReference; readonly workflowId: string },
): Promise<readonly Automation[]> {
  const { id } = await getWorkflow(options, principal, { reference, id: workflowId })
  return options.workflows.listAutomations(await enter(options, principal, reference), id)
}

/** @throws SallyportError `workflow_not_found`, `workspace_not_found`; `invalid_request`, also where there are 20. */
export async function createAutomation(
  options: WorkflowOptions,
  principal: Application,
  { workflowId, request, ...act }: Act & { readonly workflowId: string; readonly request: AutomationRequest },
): Promise<Automation> {
  const now = options.now()
  const trigger = triggerOf(USUAL, request, now)
  const scope = await enterToWrite(options, principal, act.reference)
  const { organizationId, workspaceId } = scope
  const [id, at] = [options.newId(), new Date(now)]
  const row = { ...trigger, id, organizationId, workspaceId, workflowId, createdAt: at, updatedAt: at }
  const event = auditOf(options, principal, { type: 'automation.created', id, ...act })
  const stored = await options.workflows.insertAutomation(scope, row, { max: MAX_AUTOMATIONS, event })
  if (stored === 'full') throw full(`A workflow has at most ${MAX_AUTOMATIONS} automations.`)
  return stored === 'missing' ? missing() : row
}

/** @throws SallyportError `automation_not_found`, `workspace_not_found` */
export async function getAutomation(
  options: WorkflowOptions,
  principal: Application,
  { reference, ...name }: Omit<OneAutomation, 'requestId'>,
): Promise<Automation> {
  const scope = await enter(options, principal, reference)
  return (await options.workflows.findAutomation(scope, name)) ?? missingAutomation()
}

/** What is left out stays. @throws SallyportError `automation_not_found`, `workspace_not_found`, `invalid_request` */
export async function updateAutomation(
  options: WorkflowOptions,
  principal: Application,
  { request, ...one }: OneAutomation & { readonly request: AutomationRequest },
): Promise<Automation> {
  const now = options.now()
  const scope = await enterToWrite(options, principal, one.reference)
  const change = (found: Automation): Automation => ({
    ...found,
    ...triggerOf(found, request, now),
    updatedAt: new Date(now),
  })
  const event = auditOf(options, principal, { type: 'automation.updated', ...one })
  return (await options.workflows.updateAutomation(scope, one, { change, event })) ?? missingAutomation()
}

export async function deleteAutomation(
  options: WorkflowOptions,
  principal: Application,
  one: OneAutomation,
): Promise<void> {
  const scope = await enter(options, principal, one.reference)
  const event = auditOf(options, principal, { type: 'automation.deleted', ...one })
  if (!(await options.workflows.deleteAutomation(scope, one, event))) missingAutomation()
}

/** What it is after a request, all of it checked. */
function triggerOf(before: Trigger, request: AutomationRequest, now: number): Trigger {
  const url = request.completion_webhook_url
  const trigger: Trigger = {
    enabled: request.enabled ?? before.enabled,
    triggerType: request.trigger_type ?? before.triggerType,
    cronExpression: request.cron_expression === undefined ? before.cronExpression : request.cron_expression,
    timezone: request.timezone ?? before.timezone,
    completionWebhookUrl:
      typeof url === 'string'
        ? checkWebhookUrl(url, 'completion_webhook_url')
        : url === null
          ? null
          : before.completionWebhookUrl,
  }
  checkSchedule(trigger, now)
  if (trigger.triggerType === 'schedule' && trigger.cronExpression === null) throw withoutCron()
  return trigger
}

function withoutCron(): SallyportError {
  const message = '"cron_expression" is required where "trigger_type" is "schedule".'
  return new SallyportError('invalid_request', message, {
    problems: [{ field: 'body.cron_expression', code: 'missing', message }],
  })
}

function missingAutomation(): never {
  throw new SallyportError('automation_not_found', 'There is no such automation of this workflow.', {
    fix: 'List them at GET /api/v1/internal/workflows/{workflow_id}/automations?workspace_id=...',
  })
}
