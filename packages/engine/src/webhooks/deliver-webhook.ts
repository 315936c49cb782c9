import { SallyportError } from '@sallyport/errors'
import type { JobHandler } from '../ports.ts'
import type { EventStore } from './event-store.ts'
import { type SendEventOptions, sendEvent } from './send-event.ts'
import { eventBody } from './signed-event.ts'
import type { WebhookStore } from './webhook-store.ts'

export interface DeliverOptions extends SendEventOptions {
  readonly events: EventStore
  readonly webhooks: WebhookStore
  readonly newId: () => string
}

/** RFC 9110 15.5.11, and Standard Webhooks: the receiver wants no more. */
const GONE = 410

/**
 * The job `deliver_webhook`, whose subject is `<webhook>:<event>`. A failure is tried again by the queue, later and
 * later for about three days; after that, or when the receiver says that it is gone, the webhook is disabled.
 */
export function deliverWebhook(options: DeliverOptions): JobHandler {
  const { events, webhooks, now, newId } = options
  return async (scope, { subjectId, attempt, last }) => {
    const [id = '', eventId = ''] = subjectId.split(':')
    const [webhook, event] = await Promise.all([webhooks.find(scope, id), events.find(scope, eventId)])
    if (webhook?.status !== 'enabled' || event === undefined) return
    const { delivered, status, error, retryAt } = await sendEvent(options, webhook, eventBody(event))
    await webhooks.record(scope, id, { at: new Date(now()), error })
    if (delivered || error === null) return
    if (last || status === GONE) {
      const { organizationId } = scope
      const about = { workspaceId: null, connectorId: null, type: 'webhook.disabled' } as const
      const data = { webhook_id: id, cause: error }
      const told = { id: newId(), organizationId, ...about, data, at: new Date(now()) }
      return webhooks.disable(scope, id, { error, event: told })
    }
    throw failed(error, later(retryAt, now(), attempt))
  }
}

/** A receiver that asks for more time gets it; one that asks for less would use up its attempts in no time. */
function later(retryAt: Date | undefined, now: number, attempt: number): Date | undefined {
  const ours = now + Math.exp(Math.min(attempt, 10)) * 1000
  return retryAt !== undefined && retryAt.getTime() > ours ? retryAt : undefined
}

function failed(error: string, retryAt: Date | undefined): SallyportError {
  return new SallyportError('upstream_unavailable', `A webhook did not take an event: ${error}.`, {
    ...(retryAt && { retryAt }),
  })
}
