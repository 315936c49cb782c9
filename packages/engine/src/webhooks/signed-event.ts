import { Webhook as Signer } from 'standardwebhooks'
import type { Event } from '../ports.ts'

/** An event as receivers and readers get it. */
export interface EventBody {
  readonly id: string
  readonly type: string
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>>
}

export function eventBody({ id, type, at, connectorId, workspaceId, data }: Event): EventBody {
  const about = {
    ...(connectorId !== null && { connector_id: connectorId }),
    ...(workspaceId !== null && { workspace_id: workspaceId }),
  }
  return { id, type, timestamp: at.toISOString(), data: { ...data, ...about } }
}

/**
 * One attempt to tell of an event, per Standard Webhooks: the id is the event's own at every attempt, the time is
 * that of the attempt, and each secret signs.
 */
export function signedEvent(body: EventBody, secrets: readonly string[], now: number) {
  const payload = JSON.stringify(body)
  const at = new Date(now)
  return {
    body: payload,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Sallyport',
      'webhook-id': body.id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': secrets.map((secret) => new Signer(secret).sign(body.id, at, payload)).join(' '),
    },
  }
}
