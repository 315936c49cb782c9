import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { SallyportError } from '@sallyport/errors'
import { createCaller, openStage } from '../testing/stage.ts'
import { stripe } from './definition.ts'
import { stripeVendor } from './vendor.ts'

interface Row {
  readonly status: number
  readonly type: string
  readonly code?: string
  readonly is: string
}

const invalid = 'invalid_request_error'

const ROWS: readonly Row[] = [
  { status: 401, type: invalid, is: 'credential_invalid' },
  { status: 401, type: invalid, code: 'api_key_expired', is: 'credential_invalid' },
  { status: 403, type: invalid, code: 'secret_key_required', is: 'credential_invalid' },
  { status: 403, type: invalid, is: 'upstream_forbidden' },
  { status: 404, type: invalid, code: 'resource_missing', is: 'upstream_not_found' },
  { status: 400, type: invalid, code: 'resource_missing', is: 'upstream_not_found' },
  { status: 400, type: invalid, code: 'parameter_unknown', is: 'upstream_invalid' },
  { status: 400, type: invalid, code: 'payment_intent_unexpected_state', is: 'upstream_conflict' },
  { status: 400, type: invalid, code: 'charge_already_refunded', is: 'upstream_conflict' },
  { status: 400, type: invalid, code: 'balance_insufficient', is: 'upstream_conflict' },
  { status: 400, type: 'idempotency_error', is: 'upstream_conflict' },
  { status: 409, type: 'idempotency_error', code: 'idempotency_key_in_use', is: 'upstream_conflict' },
  { status: 402, type: 'card_error', code: 'card_declined', is: 'upstream_invalid' },
  { status: 402, type: 'card_error', code: 'insufficient_funds', is: 'upstream_invalid' },
  { status: 402, type: 'api_error', is: 'upstream_conflict' },
  { status: 429, type: invalid, code: 'rate_limit', is: 'upstream_rate_limited' },
  { status: 429, type: invalid, code: 'lock_timeout', is: 'upstream_rate_limited' },
  { status: 400, type: invalid, code: 'lock_timeout', is: 'upstream_rate_limited' },
  { status: 424, type: 'api_error', is: 'upstream_unavailable' },
  { status: 500, type: 'api_error', is: 'upstream_unavailable' },
]

let row: Row | undefined
const server = createServer((_, response) => {
  const { status = 500, type, code } = row ?? {}
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1' })
  response.end(JSON.stringify({ error: { type, code, message: 'So it is.' } }))
})

before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
after(() => {
  server.close()
  server.closeAllConnections()
})

for (const each of ROWS) {
  test(`${each.status} ${each.type} ${each.code ?? ''} is ${each.is}`, async () => {
    row = each
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await using caller = createCaller(stripe, `http://127.0.0.1:${port}`)
    await assert.rejects(caller.call({ entity: 'balance', action: 'get' }), (error) => {
      assert.ok(SallyportError.isInstance(error))
      assert.deepEqual([error.code, error.upstream?.requestId], [each.is, 'req_1'])
      assert.match(error.message, /So it is\.$/)
      return true
    })
  })
}

test('a declined card changes nothing that a second try would repeat', async () => {
  await using stage = await openStage({
    definition: stripe,
    play: (options) => emulate(stripeVendor, options),
  })
  const params = {
    amount: 900,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
  }
  const pay = stage.call({ entity: 'payment_intents', action: 'create', params })
  await assert.rejects(pay, { code: 'upstream_invalid', retryable: false, message: /insufficient funds/ })
})

test('a payment that cannot be taken back is a conflict with its state', async () => {
  await using stage = await openStage({
    definition: stripe,
    play: (options) => emulate(stripeVendor, options),
  })
  const params = { amount: 900, currency: 'usd', confirm: true, payment_method: 'pm_card_visa' }
  const { data } = await stage.call({ entity: 'payment_intents', action: 'create', params })
  const { id } = data as { readonly id: string }
  const cancel = stage.call({ entity: 'payment_intents', action: 'cancel', params: { id } })
  await assert.rejects(cancel, { code: 'upstream_conflict' })
})
