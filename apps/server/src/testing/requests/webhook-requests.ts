import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const webhookRequests: RequestsOf<OperationGroups['webhook']> = {
  listEvents: ({ event, connector }) => [{ query: { after: event } }, { query: { connector_id: connector } }],
  createWebhook: () => [{ body: { url: 'http://not-https.example' } }],
  listWebhooks: () => [{}],
  getWebhook: ({ webhook }) => [{ params: { id: webhook } }],
  deleteWebhook: ({ webhook }) => [{ params: { id: webhook } }],
  rotateWebhookSecret: ({ webhook }) => [{ params: { id: webhook } }],
  testWebhook: ({ webhook }) => [{ params: { id: webhook } }],
  replayWebhook: ({ webhook, event }) => [
    { params: { id: webhook }, body: { since: '2026-01-01T00:00:00Z' } },
    { params: { id: webhook }, body: { after: event } },
  ],
}
