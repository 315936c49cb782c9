import type { OperationGroups } from '@sallyport/contract'
import { type Engine, eventBody } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { testAnswer, webhookBody, webhookWithSecret } from '../present/webhook.ts'

export function webhookHandlers(engine: Engine): Handlers<OperationGroups['webhook']> {
  return {
    async listEvents({ principal, query: { type, connector_id, after, limit } }) {
      const page = await engine.listEvents(principal, {
        ...(type && { type }),
        ...(connector_id && { connectorId: connector_id }),
        ...(after && { after }),
        ...(limit !== undefined && { limit: Number(limit) }),
      })
      return { data: page.events.map(toldEvent), next: page.next, has_more: page.hasMore }
    },

    async createWebhook({ principal, body: { url, event_types }, requestId }) {
      const input = { url, requestId, ...(event_types && { eventTypes: event_types }) }
      return webhookWithSecret(await engine.createWebhook(principal, input))
    },

    async listWebhooks({ principal }) {
      return { data: (await engine.listWebhooks(principal)).map(webhookBody) }
    },

    async getWebhook({ principal, params }) {
      return webhookBody(await engine.getWebhook(principal, params.id))
    },

    async deleteWebhook({ principal, params, requestId }) {
      await engine.deleteWebhook(principal, { id: params.id, requestId })
      return { id: params.id }
    },

    async rotateWebhookSecret({ principal, params, requestId }) {
      return webhookWithSecret(await engine.rotateWebhookSecret(principal, { id: params.id, requestId }))
    },

    async testWebhook({ principal, params }) {
      return testAnswer(await engine.testWebhook(principal, params.id))
    },

    async replayWebhook({ principal, params, body: { since, after }, requestId }) {
      return engine.replayWebhook(principal, {
        id: params.id,
        requestId,
        ...(since && { since: new Date(since) }),
        ...(after && { after }),
      })
    },
  }
}

function toldEvent(event: Parameters<typeof eventBody>[0]) {
  const { id, timestamp, data } = eventBody(event)
  return { id, type: event.type, timestamp, data: { ...data } }
}
