import type { Sent, Webhook, WithSecret } from '@sallyport/engine'

export function webhookBody({ id, url, eventTypes, status, lastError, ...times }: Webhook) {
  return {
    id,
    url,
    event_types: [...eventTypes],
    status,
    last_error: lastError,
    last_delivery_at: times.lastDeliveryAt?.toISOString() ?? null,
    previous_secret_until: times.previousUntil?.toISOString() ?? null,
    created_at: times.createdAt.toISOString(),
  }
}

export function webhookWithSecret({ webhook, secret }: WithSecret) {
  return { ...webhookBody(webhook), secret }
}

export function testAnswer({
  id,
  delivered,
  status,
  error,
  durationMs,
}: Sent & { readonly id: string; readonly durationMs: number }) {
  return { id, delivered, status, error, duration_ms: durationMs }
}
