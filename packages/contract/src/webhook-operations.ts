import { Type } from 'typebox'
import { EVENT_TYPES } from './event-types.ts'
import { type ApiOperation, operation } from './operation.ts'
import * as schema from './schemas.ts'

const { Optional } = Type
const EventType = Type.Enum([...EVENT_TYPES])

const Event = Type.Object({
  id: schema.Uuid,
  type: EventType,
  timestamp: schema.Time,
  data: Type.Record(Type.String(), Type.Unknown(), {
    description: 'connector_id and workspace_id, where it is about one, and facts by name. Never a secret.',
  }),
})

const webhook = {
  id: schema.Uuid,
  url: Type.String(),
  event_types: Type.Array(EventType, { description: 'None: all of them.' }),
  status: Type.Enum(['enabled', 'disabled']),
  last_error: schema.orNull(Type.String({ description: 'Of the last attempt, where it failed.' })),
  last_delivery_at: schema.orNull(schema.Time),
  previous_secret_until: schema.orNull(schema.Time),
  created_at: schema.Time,
}
const Webhook = Type.Object(webhook)
const WebhookWithSecret = Type.Object({
  ...webhook,
  secret: Type.String({ description: 'Shown this once. Receivers check signatures with it.' }),
})

const common = { aliases: [], access: ['application'], capability: 'none' } as const

/** Hearing of what happens: by asking, and by being told. */
export const webhookOperations = {
  listEvents: operation({
    ...common,
    method: 'GET',
    path: '/events',
    summary: 'Lists what happened in the last 90 days, oldest first.',
    tag: 'Events',
    query: Type.Object({
      type: Optional(EventType),
      connector_id: Optional(schema.Uuid),
      after: Optional(schema.Uuid),
      limit: Optional(Type.String({ maxLength: 3, description: '1 to 200; 50 by default.' })),
    }),
    answer: {
      status: 200,
      schema: Type.Object({
        data: Type.Array(Event),
        next: schema.orNull(Type.String({ description: 'What to give as `after` to go on, also later.' })),
        has_more: Type.Boolean(),
      }),
    },
  }),

  createWebhook: operation({
    ...common,
    capability: 'connect',
    method: 'POST',
    path: '/webhooks',
    summary: 'Tells an address of events from now on, signed per Standard Webhooks.',
    tag: 'Webhooks',
    body: Type.Object({
      url: Type.String({ minLength: 1, maxLength: 2048 }),
      event_types: Optional(Type.Array(EventType, { maxItems: 50 })),
    }),
    idempotent: 'key',
    answer: { status: 201, schema: WebhookWithSecret },
  }),

  listWebhooks: operation({
    ...common,
    method: 'GET',
    path: '/webhooks',
    summary: 'Lists the webhooks of the organization.',
    tag: 'Webhooks',
    answer: { status: 200, schema: Type.Object({ data: Type.Array(Webhook) }) },
  }),

  getWebhook: operation({
    ...common,
    method: 'GET',
    path: '/webhooks/{id}',
    summary: 'Shows one webhook.',
    tag: 'Webhooks',
    params: schema.Id,
    answer: { status: 200, schema: Webhook },
  }),

  deleteWebhook: operation({
    ...common,
    capability: 'connect',
    method: 'DELETE',
    path: '/webhooks/{id}',
    summary: 'Removes a webhook; nothing is sent to it any more.',
    tag: 'Webhooks',
    params: schema.Id,
    answer: { status: 200, schema: schema.Id },
  }),

  rotateWebhookSecret: operation({
    ...common,
    capability: 'connect',
    method: 'POST',
    path: '/webhooks/{id}/rotate-secret',
    summary: 'Gives a webhook another secret; for 24 hours the one before signs too.',
    tag: 'Webhooks',
    params: schema.Id,
    answer: { status: 200, schema: WebhookWithSecret },
  }),

  testWebhook: operation({
    ...common,
    capability: 'connect',
    method: 'POST',
    path: '/webhooks/{id}/test',
    summary: 'Sends one event of the type webhook.test at once, and tells how that went.',
    tag: 'Webhooks',
    params: schema.Id,
    answer: {
      status: 200,
      schema: Type.Object({
        id: schema.Uuid,
        delivered: Type.Boolean(),
        status: schema.orNull(Type.Integer({ description: 'That the receiver answered with.' })),
        error: schema.orNull(Type.String()),
        duration_ms: Type.Integer(),
      }),
    },
  }),

  replayWebhook: operation({
    ...common,
    capability: 'connect',
    method: 'POST',
    path: '/webhooks/{id}/replay',
    summary: 'Sends events again, under the ids they had, and enables the webhook where it was disabled.',
    tag: 'Webhooks',
    params: schema.Id,
    body: Type.Object({ since: Optional(schema.Time), after: Optional(schema.Uuid) }),
    answer: {
      status: 202,
      schema: Type.Object({
        events: Type.Integer(),
        next: schema.orNull(Type.String({ description: 'What to give as `after` for those that are left.' })),
      }),
    },
  }),
} as const satisfies Record<string, ApiOperation>
