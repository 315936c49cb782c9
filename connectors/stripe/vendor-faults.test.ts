import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FaultRule } from '@sallyport/emulator'
import Stripe from 'stripe'
import { clientOf, practise } from './testing/practise.ts'

const POST = { operation: 'POST /v1/customers' } as const
const RETRIED: readonly (readonly [string, FaultRule])[] = [
  ['a conflict', { kind: 'conflict', ...POST }],
  ['a lock', { kind: 'secondary-rate-limited', retryAfter: 1, ...POST }],
  ['a server error', { kind: 'server-error', ...POST }],
  ['a server error after the customer was made', { kind: 'server-error', ...POST, committed: true }],
  ['a connection that breaks before the customer is made', { kind: 'reset', ...POST }],
  ['a connection that breaks after the customer was made', { kind: 'reset', ...POST, committed: true }],
]

for (const [name, fault] of RETRIED) {
  test(`the client gets over ${name}, with exactly one customer afterwards`, async () => {
    await using emulator = await practise({ faults: [fault] })
    const stripe = clientOf(emulator, { maxNetworkRetries: 2 })
    const { id } = await stripe.customers.create({ email: 'ann@example.com' })
    const posts = emulator.ledger.requests().filter(({ method }) => method === 'POST')
    assert.equal(posts.length, 2)
    const { data } = await stripe.customers.list({ email: 'ann@example.com' })
    assert.deepEqual(
      data.map((customer) => customer.id),
      [id],
    )
  })
}

const SURFACED: readonly (readonly [FaultRule, unknown, number])[] = [
  [{ kind: 'too-many-requests', retryAfter: 1 }, Stripe.errors.StripeRateLimitError, 429],
  [{ kind: 'rate-limited' }, Stripe.errors.StripeRateLimitError, 429],
  [{ kind: 'unauthorized' }, Stripe.errors.StripeAuthenticationError, 401],
  [{ kind: 'forbidden' }, Stripe.errors.StripePermissionError, 403],
  [{ kind: 'not-found' }, Stripe.errors.StripeInvalidRequestError, 404],
  [{ kind: 'invalid' }, Stripe.errors.StripeInvalidRequestError, 400],
  [{ kind: 'server-error' }, Stripe.errors.StripeAPIError, 500],
  [{ kind: 'unavailable' }, Stripe.errors.StripeAPIError, 503],
]

for (const [fault, kind, status] of SURFACED) {
  test(`"${fault.kind}" reaches the caller as the client's own error`, async () => {
    await using emulator = await practise({ faults: [fault] })
    const stripe = clientOf(emulator, { maxNetworkRetries: 0 })
    await assert.rejects(stripe.customers.list(), (error) => {
      assert.ok(error instanceof Stripe.errors.StripeError)
      assert.ok(error instanceof (kind as typeof Stripe.errors.StripeError), error.type)
      assert.equal(error.statusCode, status)
      assert.match(String(error.requestId), /^req_\w{14}$/)
      return true
    })
  })
}

test('a wrong key is an authentication error', async () => {
  await using emulator = await practise()
  await assert.rejects(
    clientOf(emulator, {}, 'sk_test_other').customers.list(),
    Stripe.errors.StripeAuthenticationError,
  )
})

test('a rate limit that is enforced turns the client away', async () => {
  await using emulator = await practise({ faults: [{ kind: 'too-many-requests', every: 2 }] })
  const stripe = clientOf(emulator, { maxNetworkRetries: 0 })
  await stripe.customers.list()
  await assert.rejects(stripe.customers.list(), Stripe.errors.StripeRateLimitError)
})
