import { test } from 'node:test'
import type { Engine, Principal } from '@sallyport/engine'
import type { Handlers } from './handler.ts'
import { connectorHandlers } from './handlers/connectors.ts'
import { webhookHandlers } from './handlers/webhooks.ts'

// The compiler checks this file with all others: a line below "@ts-expect-error" that compiles is an error.

const compiled = (_: () => unknown) => {}

test('an operation without a handler does not compile', () => {
  compiled((engine = {} as Engine) => {
    // @ts-expect-error `deleteWebhook` and others are missing.
    const missing: Handlers<'getWebhook' | 'deleteWebhook'> = {
      getWebhook: webhookHandlers(engine).getWebhook,
    }
    // @ts-expect-error Handlers of some operations are not handlers of all.
    const some: Handlers = connectorHandlers(engine, () => 0)
    return [missing, some]
  })
})

test('a handler that asks for another kind of token than its route lets in does not compile', () => {
  const handlers: Pick<Handlers, 'createApplicationToken' | 'getConnector'> = {
    // @ts-expect-error Whoever calls a public route is nobody.
    createApplicationToken: async ({ principal }) => principal.scope,
    // @ts-expect-error A scoped token may have come, and an application is asked for.
    getConnector: async ({ principal }: { principal: Principal<'application'> }) => principal,
  }
  return void handlers
})

test('an answer that the contract does not state does not compile', () => {
  const handlers: Pick<Handlers, 'createScopedToken'> = {
    // @ts-expect-error The answer has a token.
    createScopedToken: async () => ({}),
  }
  return void handlers
})
