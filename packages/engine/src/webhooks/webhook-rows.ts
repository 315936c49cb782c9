import type { EventType } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { actorOf, type Principal } from '../execute/principal.ts'
import type { AuditEvent } from '../ports.ts'
import type { DeliverOptions } from './deliver-webhook.ts'
import { createWebhookSecret, sealWebhookSecret } from './webhook-secret.ts'
import type { Webhook } from './webhook-store.ts'
import { checkWebhookUrl } from './webhook-url.ts'

/** Webhooks that an organization may have. */
const MAX_WEBHOOKS = 20
const PREVIOUS_SECRET_MS = 24 * 3_600_000

export interface WebhookOptions extends DeliverOptions {
  readonly randomBytes: (size: number) => Uint8Array
}

export type Application = Principal<'application'>

export interface Act {
  readonly id: string
  readonly requestId: string
}

export interface NewWebhook {
  readonly url: string
  readonly eventTypes?: readonly EventType[]
  readonly requestId: string
}

/** A webhook with the secret that is shown this once. */
export interface WithSecret {
  readonly webhook: Webhook
  readonly secret: string
}

/** @throws SallyportError `invalid_request` for an address that is none, and where there are 20 already. */
export async function createWebhook(
  options: WebhookOptions,
  principal: Application,
  { url, eventTypes = [], requestId }: NewWebhook,
): Promise<WithSecret> {
  const { vault, webhooks, newId, now, randomBytes } = options
  const named = { id: newId(), organizationId: principal.scope.organizationId, version: 1 }
  const secret = createWebhookSecret(randomBytes)
  const webhook: Webhook = {
    ...named,
    url: checkWebhookUrl(url),
    eventTypes: [...new Set(eventTypes)],
    status: 'enabled',
    sealed: await sealWebhookSecret(vault, named, secret),
    previousSealed: null,
    previousUntil: null,
    lastError: null,
    lastDeliveryAt: null,
    createdAt: new Date(now()),
  }
  const event = auditOf(options, principal, { type: 'webhook.created', id: named.id, requestId })
  if ((await webhooks.insert(principal.scope, webhook, { max: MAX_WEBHOOKS, event })) === 'full') {
    throw new SallyportError('invalid_request', `An organization has at most ${MAX_WEBHOOKS} webhooks.`, {
      fix: 'Remove one that is not needed.',
    })
  }
  return { webhook, secret }
}

/** @throws SallyportError `webhook_not_found` */
export async function getWebhook(
  { webhooks }: WebhookOptions,
  { scope }: Application,
  id: string,
): Promise<Webhook> {
  const webhook = await webhooks.find(scope, id)
  if (webhook === undefined) throw notFound()
  return webhook
}

export async function deleteWebhook(
  options: WebhookOptions,
  principal: Application,
  act: Act,
): Promise<void> {
  const event = auditOf(options, principal, { ...act, type: 'webhook.deleted' })
  if (!(await options.webhooks.delete(principal.scope, act.id, event))) throw notFound()
}

export async function rotateSecret(
  options: WebhookOptions,
  principal: Application,
  act: Act,
): Promise<WithSecret> {
  const { id, version, organizationId } = await getWebhook(options, principal, act.id)
  const secret = createWebhookSecret(options.randomBytes)
  const sealed = await sealWebhookSecret(options.vault, { id, organizationId, version: version + 1 }, secret)
  const previousUntil = new Date(options.now() + PREVIOUS_SECRET_MS)
  const event = auditOf(options, principal, { ...act, type: 'webhook.secret_rotated' })
  const rotation = { id, version, sealed, previousUntil }
  if (await options.webhooks.rotate(principal.scope, rotation, event)) {
    return { webhook: await getWebhook(options, principal, id), secret }
  }
  throw new SallyportError(
    'changed_meanwhile',
    'Somebody else gave this webhook a secret at the same time.',
    { fix: 'Use the secret that they were given, or ask for another.' },
  )
}

export function auditOf(
  { now, newId }: WebhookOptions,
  principal: Application,
  { type, id: subjectId, requestId }: Act & Pick<AuditEvent, 'type'>,
): AuditEvent {
  return { id: newId(), type, actor: actorOf(principal), subjectId, requestId, at: new Date(now()) }
}

function notFound(): SallyportError {
  return new SallyportError('webhook_not_found', 'There is no such webhook.', {
    fix: 'List them at GET /api/v1/webhooks.',
  })
}
