import { SallyportError } from '@sallyport/errors'
import { retryTime, type Sender } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import { type EventBody, signedEvent } from './signed-event.ts'
import { openWebhookSecrets } from './webhook-secret.ts'
import type { Webhook } from './webhook-store.ts'

/** Receivers are told to answer first and work later. */
const DEADLINE_MS = 15_000
/** What a receiver says is not kept; this much of it is read, so that its connection can be used again. */
const MAX_BYTES = 64 * 1024

export interface SendEventOptions {
  readonly vault: Vault
  readonly sender: Sender
  readonly now: () => number
}

/** How one attempt went. */
export interface Sent {
  readonly delivered: boolean
  readonly status: number | null
  /** A word for the failure: `status_500`, `upstream_timeout`. */
  readonly error: string | null
  /** When the receiver wants to be asked again, where it says so. */
  readonly retryAt?: Date
}

/**
 * Tells a webhook of an event, once. A status of 200 to 299 is success; a redirect is none, since what was signed is
 * for one address.
 *
 * @throws SallyportError `vault_unavailable`, `shutting_down`: what is not the receiver's doing.
 */
export async function sendEvent(
  { vault, sender, now }: SendEventOptions,
  webhook: Webhook,
  event: EventBody,
): Promise<Sent> {
  const secrets = await openWebhookSecrets(vault, webhook, now())
  const { body, headers } = signedEvent(event, secrets, now())
  const request = { method: 'POST', url: new URL(webhook.url), headers, body }
  try {
    const answer = await sender.send(request, {
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_BYTES,
      scope: webhook.organizationId,
    })
    const retryAt = retryTime(
      { header: 'retry-after', as: 'retry-after' },
      { ...answer, body: undefined },
      now(),
    )
    return { ...byStatus(answer.status), ...(retryAt && { retryAt }) }
  } catch (error) {
    if (!SallyportError.isInstance(error) || error.code === 'shutting_down') throw error
    // The status was there, and of the body nothing is wanted: too long, too slow, or broken off.
    const { status } = error.upstream ?? {}
    return status === undefined ? { delivered: false, status: null, error: error.code } : byStatus(status)
  }
}

function byStatus(status: number): Sent {
  const delivered = status >= 200 && status < 300
  return { delivered, status, error: delivered ? null : `status_${status}` }
}
