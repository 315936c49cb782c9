import assert from 'node:assert/strict'
import { test } from 'node:test'
import { misfitsOf, operationsOf } from './testing/described-answers.ts'
import { departures, practise, send } from './testing/practise.ts'
import { walkThrough } from './testing/walk-through.ts'

/** Both need a state that nothing here leads to: a refund that waits, a subscription that is paused. */
const UNREACHABLE = ['POST /v1/refunds/{refund}/cancel', 'POST /v1/subscriptions/{subscription}/resume']
const NOON = Date.UTC(2030, 0, 1, 12)

test('every operation answers, and every answer is as the description has it', async () => {
  await using emulator = await practise()
  const answers = await walkThrough(emulator)
  const entries = emulator.ledger.requests()
  const misfits = answers.flatMap(({ body }, index) => misfitsOf(entries[index]?.operation ?? '', body))
  assert.deepEqual(misfits, [])
  assert.deepEqual(departures(emulator), [])
  const visited = new Set(entries.map(({ operation }) => operation))
  assert.deepEqual(
    operationsOf().filter((operation) => !visited.has(operation)),
    UNREACHABLE,
  )
})

test('the same seed and clock give the same answers, byte for byte, and the same ledger', async () => {
  const play = async () => {
    await using emulator = await practise({ now: () => NOON })
    const answers = (await walkThrough(emulator)).map(({ body, headers }) => [
      // Links lead to the emulator's own port, the date is the machine's.
      JSON.stringify(body),
      [...headers].filter(([name]) => name !== 'date'),
    ])
    return { answers, requests: emulator.ledger.requests().map(({ headers: _, ...entry }) => entry) }
  }
  assert.deepEqual(await play(), await play())
})

const REFUSED: readonly (readonly [string, number, Record<string, string>])[] = [
  [
    'POST /v1/customers shoe=44',
    400,
    { code: 'parameter_unknown', param: 'shoe', message: 'Received unknown parameter: shoe' },
  ],
  ['POST /v1/customers shipping[name]=A', 400, { code: 'parameter_missing', param: 'shipping[address]' }],
  [
    'POST /v1/products description=x',
    400,
    { code: 'parameter_missing', param: 'name', message: 'Missing required param: name.' },
  ],
  [
    'POST /v1/payment_intents amount=ten&currency=usd',
    400,
    { code: 'parameter_invalid_integer', param: 'amount', message: 'Invalid integer: ten' },
  ],
  ['POST /v1/payment_intents amount=10&currency=usd', 400, { code: 'amount_too_small', param: 'amount' }],
  [
    'POST /v1/payment_intents amount=0&currency=usd',
    400,
    { code: 'parameter_invalid_integer', param: 'amount' },
  ],
  ['POST /v1/payment_intents amount=100', 400, { code: 'parameter_missing', param: 'currency' }],
  [
    'POST /v1/payment_intents amount=100&currency=usd&customer=cus_no',
    400,
    { code: 'resource_missing', param: 'customer', message: "No such customer: 'cus_no'" },
  ],
  [
    'POST /v1/charges amount=100&currency=usd&source=tok_chargeDeclined',
    402,
    { code: 'card_declined', decline_code: 'generic_decline', type: 'card_error' },
  ],
  ['POST /v1/refunds amount=5', 400, { code: 'parameter_missing' }],
  ['POST /v1/coupons percent_off=10&amount_off=5&currency=usd', 400, { code: 'parameters_exclusive' }],
  [
    'GET /v1/customers/cus_no',
    404,
    { code: 'resource_missing', param: 'id', message: "No such customer: 'cus_no'" },
  ],
  ['GET /v1/payment_intents/pi_no', 404, { code: 'resource_missing', param: 'intent' }],
  ['DELETE /v1/products/prod_no', 404, { code: 'resource_missing', param: 'id' }],
  [
    'GET /v1/customers?limit=101',
    400,
    {
      code: 'parameter_invalid_integer',
      param: 'limit',
      message: 'This value must be less than or equal to 100.',
    },
  ],
  [
    'GET /v1/customers?limit=0',
    400,
    {
      code: 'parameter_invalid_integer',
      param: 'limit',
      message: 'This value must be greater than or equal to 1.',
    },
  ],
  [
    'GET /v1/customers?starting_after=cus_no',
    400,
    { code: 'resource_missing', param: 'starting_after', message: "No such customer: 'cus_no'" },
  ],
  ['GET /v1/customers?ending_before=cus_no', 400, { code: 'resource_missing', param: 'ending_before' }],
  ['GET /v1/customers/search?query=email:"a"&page=x', 400, { param: 'page' }],
  [
    'GET /v1/nothing',
    404,
    {
      message:
        'Unrecognized request URL (GET: /v1/nothing). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.',
    },
  ],
]

for (const [line, status, expected] of REFUSED) {
  test(`${line} is refused in the vendor's words`, async () => {
    await using emulator = await practise()
    const { status: given, body } = await send(emulator, line)
    assert.equal(given, status, JSON.stringify(body))
    const { type = 'invalid_request_error', ...members } = expected
    assert.equal(body.error.type, type)
    assert.deepEqual(
      Object.fromEntries(Object.keys(members).map((name) => [name, body.error[name]])),
      members,
    )
    if (body.error.code) assert.match(body.error.doc_url, /^https:\/\/stripe\.com\/docs\/error-codes\//)
  })
}

test('a key is a bearer token or a user name, and nothing else lets in', async () => {
  await using emulator = await practise()
  const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` })
  assert.equal((await send(emulator, 'GET /v1/balance', basic('sk_test_practise:'))).status, 200)
  const wrong = await send(emulator, 'GET /v1/balance', basic('sk_test_other:'))
  assert.deepEqual([wrong.status, wrong.body.error.message.slice(0, 24)], [401, 'Invalid API Key provided'])
  const none = await fetch(`${emulator.url}/v1/balance`)
  assert.deepEqual([none.status, none.headers.get('www-authenticate')], [401, 'Basic realm="Stripe"'])
  assert.match(await none.text(), /You did not provide an API key/)
})
