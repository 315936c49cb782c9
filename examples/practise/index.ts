// Does a client of Stripe create a customer twice when the answer to its first request is lost? Stripe's own
// client against a Stripe that is played on this machine, from Stripe's own description.
import assert from 'node:assert/strict'
import { stripeVendor } from '@sallyport/connectors/stripe/vendor'
import { emulate } from '@sallyport/emulator'
import Stripe from 'stripe'

await using played = await emulate(stripeVendor, { credentials: 'sk_test_practise', records: 0 })
const { hostname, port } = new URL(played.url)

// #region flow
const stripe = new Stripe('sk_test_practise', {
  host: hostname,
  port,
  protocol: 'http',
  maxNetworkRetries: 2,
})

// The customer is created, and the connection breaks before anybody hears of it.
played.faults.add({ kind: 'reset', committed: true, operation: 'POST /v1/customers' })
const customer = await stripe.customers.create({ email: 'ada@example.com' })

// Two requests came, with one idempotency key; one customer is there.
const [first, second] = played.ledger.exactly(2, { method: 'POST', path: '/v1/customers' })
assert.equal(first?.headers['idempotency-key'], second?.headers['idempotency-key'])
const { data } = await stripe.customers.list()
assert.deepEqual(
  data.map(({ id }) => id),
  [customer.id],
)
// #endregion
