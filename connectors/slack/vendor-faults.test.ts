import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import { ErrorCode, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import { slackVendor } from './vendor.ts'

const channel = 'C0GENERAL1'
const operation = 'POST /chat.postMessage'

let emulator: Emulator

function client(options: WebClientOptions = {}): WebClient {
  return new WebClient('xoxb-practise', {
    slackApiUrl: `${emulator.url}/api/`,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 2, minTimeout: 1, factor: 1 },
    ...options,
  })
}

before(async () => {
  emulator = await emulate(slackVendor, { seed: 'slack' })
})
after(() => emulator.close())
afterEach(() => {
  emulator.ledger.clear()
})

test('the client waits as long as a limit says, and comes again', async () => {
  emulator.faults.add({ kind: 'too-many-requests', retryAfter: 1, operation, times: 1 })
  const start = performance.now()
  const { ok } = await client().chat.postMessage({ channel, text: 'Again' })
  assert.equal(ok, true)
  assert.ok(performance.now() - start >= 900)
  assert.deepEqual(
    emulator.ledger.requests({ operation }).map(({ status }) => status),
    [429, 200],
  )
})

test('a client that does not wait is told how long it would have to', async () => {
  emulator.faults.add({ kind: 'too-many-requests', retryAfter: 7, operation, times: 1 })
  const posted = client({ rejectRateLimitedCalls: true }).chat.postMessage({ channel, text: 'Now' })
  await assert.rejects(posted, { code: ErrorCode.RateLimitedError, retryAfter: 7 })
})

for (const kind of ['server-error', 'reset', 'unavailable'] as const) {
  test(`the client tries again after ${kind}`, async () => {
    emulator.faults.add({ kind, operation, times: 1 })
    await client().chat.postMessage({ channel, text: kind })
    assert.equal(emulator.ledger.count({ operation }), 2)
  })
}

test('an error in a good answer is not tried again', async () => {
  emulator.faults.add({ kind: 'in-band-error', error: 'restricted_action', operation, times: 1 })
  await assert.rejects(client().chat.postMessage({ channel, text: 'No' }), {
    code: ErrorCode.PlatformError,
    message: 'An API error occurred: restricted_action',
  })
  assert.equal(emulator.ledger.count({ operation }), 1)
})

test('a spent allowance is 429 when allowances are enforced', async () => {
  await using strict = await emulate(slackVendor, { rateLimit: { limit: 1, enforced: true } })
  const post = () =>
    fetch(`${strict.url}/api/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-practise', 'content-type': 'application/json' },
      body: JSON.stringify({ channel, text: 'x' }),
    })
  assert.equal((await post()).status, 200)
  const refused = await post()
  assert.equal(refused.status, 429)
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  assert.deepEqual(await refused.json(), { ok: false, error: 'ratelimited' })
})
