import { Type } from 'typebox'
import { ACTING_TOKEN, operation } from './operation.ts'
import { orNull, Time, Uuid, workspaceReference } from './schemas.ts'

const { Optional } = Type

/** What became of one token of a connector that ended. */
export const Receipt = Type.Object({
  connector_id: Uuid,
  name: Type.String(),
  workspace_id: Uuid,
  token: Type.Enum(['access_token', 'refresh_token', 'credential']),
  status: Type.Enum(['revoked', 'unsupported', 'shared', 'failed', 'pending'], {
    description:
      'shared: it would have ended what other connectors use. failed and pending: tried again while the job runs.',
  }),
  cause: orNull(Type.String({ description: 'A word for why it is not revoked.' })),
  attempts: Type.Integer(),
  finished_at: orNull(Time),
})

const JobReport = Type.Object({
  id: Uuid,
  kind: Type.Enum(['connector', 'workspace', 'bulk', 'deletion']),
  workspace_id: orNull(Uuid),
  status: Type.Enum(['running', 'finished']),
  connectors: orNull(Type.Integer({ description: 'How many ended; null while they are being taken.' })),
  purged: orNull(Type.Record(Type.String(), Type.Integer(), { description: 'Erased records by kind.' })),
  requested_at: Time,
  finished_at: orNull(Time),
  receipts: Type.Array(Receipt),
})

const Begun = Type.Object({ job_id: Uuid, connectors: Type.Integer() })

/** Ending access: in bulk, of a whole customer, and what became of it. */
export const revocationOperations = {
  getJob: operation({
    method: 'GET',
    path: '/jobs/{id}',
    aliases: [],
    access: ACTING_TOKEN,
    capability: 'connect',
    summary: 'What became of ended connectors: a receipt for each of their tokens.',
    tag: 'Connectors',
    params: Type.Object({ id: Uuid }),
    answer: { status: 200, schema: JobReport },
  }),

  endConnectors: operation({
    method: 'POST',
    path: '/revocations',
    aliases: [],
    access: ['application'],
    capability: 'connect',
    summary: 'Ends all connectors that fit, over all workspaces, and revokes their tokens.',
    tag: 'Connectors',
    body: Type.Object({
      connector_type: Optional(Type.String({ minLength: 1, maxLength: 255 })),
      definition_id: Optional(Uuid),
      before: Optional(Type.String({ format: 'date-time', description: 'Made before this time.' })),
      dry_run: Optional(Type.Boolean({ description: 'Nothing ends; the answer says how many would.' })),
      ...workspaceReference,
    }),
    answer: {
      status: 202,
      schema: Type.Object({ job_id: orNull(Uuid), connectors: Type.Integer() }),
    },
  }),

  offboardWorkspace: operation({
    method: 'POST',
    path: '/workspaces/{id}/offboard',
    aliases: [],
    access: ['application'],
    capability: 'connect',
    summary: 'Ends a workspace: revokes and erases its credentials, then erases what was recorded of it.',
    tag: 'Connectors',
    params: Type.Object({ id: Uuid }),
    answer: { status: 202, schema: Begun },
  }),
} as const
