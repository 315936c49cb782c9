import { listEvents } from './list-events.ts'
import { type ReplayRequest, replayWebhook, testWebhook } from './resend-events.ts'
import {
  type Act,
  type Application,
  createWebhook,
  deleteWebhook,
  getWebhook,
  type NewWebhook,
  rotateSecret,
  type WebhookOptions,
} from './webhook-rows.ts'

/** What can be done with the events and webhooks of an organization. */
export function webhookUseCases(options: WebhookOptions) {
  return {
    listEvents: (principal: Application, filter: Parameters<typeof listEvents>[2]) =>
      listEvents(options.events, principal, filter),
    createWebhook: (principal: Application, input: NewWebhook) => createWebhook(options, principal, input),
    listWebhooks: ({ scope }: Application) => options.webhooks.list(scope),
    getWebhook: (principal: Application, id: string) => getWebhook(options, principal, id),
    deleteWebhook: (principal: Application, act: Act) => deleteWebhook(options, principal, act),
    rotateWebhookSecret: (principal: Application, act: Act) => rotateSecret(options, principal, act),
    testWebhook: (principal: Application, id: string) => testWebhook(options, principal, id),
    replayWebhook: (principal: Application, input: Act & ReplayRequest) =>
      replayWebhook(options, principal, input),
  }
}
