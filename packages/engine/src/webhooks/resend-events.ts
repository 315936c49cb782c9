import { SallyportError } from '@sallyport/errors'
import { type Sent, sendEvent } from './send-event.ts'
import { type Act, type Application, auditOf, getWebhook, type WebhookOptions } from './webhook-rows.ts'
import type { Replay } from './webhook-store.ts'

/** Events that one replay sends again. */
const MAX_REPLAYED = 1_000

/** Sends an event that never happened, at once; also to one that is disabled. Nothing is stored of it. */
export async function testWebhook(
  options: WebhookOptions,
  principal: Application,
  webhookId: string,
): Promise<Sent & { readonly id: string; readonly durationMs: number }> {
  const webhook = await getWebhook(options, principal, webhookId)
  const startedAt = options.now()
  const id = options.newId()
  const timestamp = new Date(startedAt).toISOString()
  const event = { id, type: 'webhook.test', timestamp, data: { webhook_id: webhook.id } }
  const sent = await sendEvent(options, webhook, event)
  return { ...sent, id, durationMs: options.now() - startedAt }
}

export type ReplayRequest = Pick<Replay, 'since' | 'after'>

/**
 * Delivers events again that the webhook wants, and enables it.
 *
 * @throws SallyportError `webhook_not_found`, `invalid_request`, `invalid_cursor`
 */
export async function replayWebhook(
  options: WebhookOptions,
  principal: Application,
  { id, requestId, ...replay }: Act & ReplayRequest,
): Promise<{ readonly events: number; readonly next: string | null }> {
  if ((replay.since === undefined) === (replay.after === undefined)) {
    throw new SallyportError('invalid_request', 'A replay begins at a time or after an event.', {
      fix: 'Give "since" or "after", one of them.',
    })
  }
  await getWebhook(options, principal, id)
  if (replay.after !== undefined && !(await options.events.find(principal.scope, replay.after))) {
    throw new SallyportError('invalid_cursor', 'There is no event of the id in "after", or no longer.')
  }
  const event = auditOf(options, principal, { type: 'webhook.replayed', id, requestId })
  const ids = await options.webhooks.replay(principal.scope, id, { ...replay, limit: MAX_REPLAYED, event })
  return { events: ids.length, next: ids.length < MAX_REPLAYED ? null : (ids.at(-1) ?? null) }
}
