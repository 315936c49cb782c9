import { Type } from 'typebox'
import { orNull, Time, Uuid, workspaceReference } from './schemas.ts'
import { Next, paging } from './workspace-schemas.ts'

const { Optional } = Type
const Bytes = orNull(Type.Integer({ description: 'Of bodies; null while it is not known.' }))

export const ExecutionQuery = Type.Object({
  ...workspaceReference,
  connector_id: Optional(Uuid),
  since: Optional(Type.String({ format: 'date-time', description: 'Begun at this time or later.' })),
  ...paging,
})

/** The record of one call through a connector. Neither what was asked nor what came back is in it. */
export const ExecutionRecord = Type.Object({
  id: Uuid,
  workspace_id: Uuid,
  connector_id: Uuid,
  connector_name: orNull(Type.String({ description: 'null: the connector is gone.' })),
  entity: Type.String(),
  action: Type.String(),
  effect: Type.Enum(['read', 'write', 'destructive', 'external_message', 'money']),
  outcome: Type.String({
    description: 'success, cancelled, the code of the error, or started: a write whose end is not recorded.',
  }),
  started_at: Time,
  duration_ms: orNull(Type.Integer()),
  bytes_sent: Bytes,
  bytes_received: Bytes,
  intent: orNull(Type.String({ description: 'Why it was made, as its caller said.' })),
  request_id: Type.String(),
  client_request_id: orNull(Type.String()),
  actor: Type.Object({
    kind: Type.String({ description: 'Of its token: application or scoped.' }),
    application_id: orNull(Uuid),
    organization_id: Optional(Type.String({ description: "The application's, where it is another." })),
  }),
})

export const ExecutionList = Type.Object({ data: Type.Array(ExecutionRecord), next: Next })
