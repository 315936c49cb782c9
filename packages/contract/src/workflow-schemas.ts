import { Type } from 'typebox'
import { Name, OpenObject, orNull, Time, Uuid, workspaceReference } from './schemas.ts'

const { Optional } = Type

/** What is said of everything that is stored and not run. */
const stored = {
  runs: Type.Literal(false, {
    description: 'False: it is stored, and this version of the engine runs nothing of it.',
  }),
  warning: Type.Object({ code: Type.Literal('not_run_yet'), message: Type.String() }),
}

const Tasks = Type.Array(OpenObject, {
  maxItems: 100,
  description: 'Kept as they are given, 64 KB of JSON in all.',
})

export const Workflow = Type.Object({
  id: Uuid,
  name: Type.String(),
  workspace_id: Uuid,
  tasks: Tasks,
  ...stored,
  created_at: Time,
  updated_at: Time,
})

export const NewWorkflow = Type.Object({ ...workspaceReference, name: Name, tasks: Optional(orNull(Tasks)) })

/** What is left out stays. */
export const WorkflowChange = Type.Object({ name: Optional(Name), tasks: Optional(Tasks) })

const TriggerType = Type.Enum(['schedule', 'webhook', 'manual'])

export const Automation = Type.Object({
  id: Uuid,
  workflow_id: Uuid,
  workspace_id: Uuid,
  enabled: Type.Boolean(),
  trigger_type: TriggerType,
  cron_expression: orNull(Type.String()),
  timezone: Type.String(),
  completion_webhook_url: orNull(Type.String()),
  trigger_webhook_url: Type.Null({ description: 'There is none while nothing is run.' }),
  ...stored,
  created_at: Time,
  updated_at: Time,
})

const trigger = {
  enabled: Optional(Type.Boolean({ description: 'true by default.' })),
  trigger_type: Optional(TriggerType),
  cron_expression: Optional(
    orNull(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Five fields: minute, hour, day of month, month, day of week. A schedule needs it.',
      }),
    ),
  ),
  timezone: Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'A name of the IANA database; UTC by default.' }),
  ),
  completion_webhook_url: Optional(
    orNull(Type.String({ minLength: 1, maxLength: 2048, description: 'https.' })),
  ),
}

export const NewAutomation = Type.Object({ ...workspaceReference, ...trigger })

/** What is left out stays. */
export const AutomationChange = Type.Object(trigger)
