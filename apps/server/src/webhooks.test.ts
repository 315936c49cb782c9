import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { queryAs, readTables } from '@sallyport/postgres'
import { Webhook } from 'standardwebhooks'
import { engineUnderTest, GITHUB_TOKEN } from './testing/engine-under-test.ts'
import { leakWatch } from './testing/leak-watch.ts'
import { until } from './testing/until.ts'

interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly at: number
}

type Answering = (response: ServerResponse, received: Received) => void

const ORIGIN = 'https://hooks.example.com'
const received: Received[] = []
const ok: Answering = (response) => response.writeHead(204).end()
let answer = ok
const receiver = createServer(async (request, response) => {
  const body = await text(request)
  const one = { path: request.url ?? '', headers: request.headers, body, at: Date.now() }
  received.push(one)
  leakWatch.add('webhook payload', JSON.stringify([one.headers, body]))
  answer(response, one)
})
await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
const { port } = receiver.address() as AddressInfo
const under = await engineUnderTest({ origins: new Map([[ORIGIN, `http://127.0.0.1:${port}`]]) })
const { call, engine } = under
after(async () => {
  await under.close()
  receiver.closeAllConnections()
  receiver.close()
})
const bearer = await under.applicationToken()
const scoped = await under.scopedToken('acme')
const ask = (method: string, path: string, body?: object) =>
  call(method, `/api/v1${path}`, { bearer, ...(body && { body }) })
const admin = (sql: string, values: unknown[] = []) => queryAs(engine.database, sql, values)

beforeEach(async () => {
  answer = ok
  for (const { id } of (await ask('GET', '/webhooks')).body.data) await ask('DELETE', `/webhooks/${id}`)
  await admin('DELETE FROM sallyport_jobs._private_jobs')
  received.length = 0
})

async function newWebhook(fields: object = {}) {
  const { status, body } = await ask('POST', '/webhooks', { url: `${ORIGIN}/hook?tenant=1`, ...fields })
  assert.equal(status, 201)
  return body as { readonly id: string; readonly secret: string }
}

/** Makes an event. */
const connect = () => under.connectGithub(scoped, { credentials: { token: GITHUB_TOKEN }, validate: false })

const verified = (secret: string, { body, headers }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    id: string
    type: string
    timestamp: string
    data: Record<string, unknown>
  }
const jobs = () => admin('SELECT attempts, run_at FROM sallyport_jobs._private_jobs')

test('an event arrives signed, with its own id, and as GET /events has it', async () => {
  const { secret } = await newWebhook()
  const connector = await connect()
  await until(() => received.length === 1)
  const [one] = received
  assert.ok(one)
  const event = verified(secret, one)
  assert.deepEqual(
    [one.path, one.headers['webhook-id'], one.headers.host],
    ['/hook?tenant=1', event.id, 'hooks.example.com'],
  )
  assert.equal(event.type, 'connector.created')
  assert.equal(event.data.connector_id, connector)
  const { body } = await ask('GET', `/events?connector_id=${connector}`)
  assert.deepEqual(body, { data: [event], next: event.id, has_more: false })
  assert.throws(() => verified(`whsec_${Buffer.alloc(32).toString('base64')}`, one))
  assert.throws(() => verified(secret, { ...one, body: one.body.replace(connector, event.id) }))
  await until(async () => (await jobs()).length === 0)
  const { data } = (await ask('GET', '/webhooks')).body
  assert.ok(data[0].last_delivery_at)
})

test('a webhook is told of the types that it chose', async () => {
  await newWebhook({ event_types: ['connector.deleted'] })
  const connector = await connect()
  await call('DELETE', `/v1/integrations/connectors/${connector}`, { bearer: scoped })
  await until(() => received.length === 1)
  await sleep(200)
  assert.deepEqual(
    received.map(({ body }) => JSON.parse(body).type),
    ['connector.deleted'],
  )
})

const failures: Readonly<Record<string, Answering>> = {
  'a status of 500': (response) => response.writeHead(500).end('what the receiver says'),
  'a connection that is reset': (response) => void response.socket?.resetAndDestroy(),
  'a redirect': (response) => response.writeHead(307, { location: `${ORIGIN}/elsewhere` }).end(),
}
for (const [what, failing] of Object.entries(failures)) {
  test(`${what} is a failure, and the event is sent again under its id with another time`, async () => {
    const { id, secret } = await newWebhook()
    answer = failing
    await connect()
    await until(async () => (await ask('GET', `/webhooks/${id}`)).body.last_error !== null)
    const { last_error, status } = (await ask('GET', `/webhooks/${id}`)).body
    assert.match(last_error, /^(status_500|status_307|upstream_unavailable)$/)
    assert.equal(status, 'enabled')
    answer = ok
    await until(async () => received.length === 2)
    const [first, second] = received
    assert.ok(first && second)
    assert.equal(verified(secret, first).id, verified(secret, second).id)
    assert.equal(first.body, second.body)
    assert.ok(second.at - first.at > 2_500, 'after a pause')
    assert.notEqual(first.headers['webhook-timestamp'], second.headers['webhook-timestamp'])
    assert.ok(
      received.every(({ path }) => path === '/hook?tenant=1'),
      'a redirect is not followed',
    )
    await until(async () => (await ask('GET', `/webhooks/${id}`)).body.last_error === null)
  })
}

test('a receiver that asks for time is given it', async () => {
  await newWebhook()
  answer = (response) => response.writeHead(503, { 'retry-after': '120' }).end()
  await connect()
  await until(async () =>
    (await jobs()).some(({ attempts, run_at }) => {
      const pause = (run_at as Date).getTime() - Date.now()
      return attempts === 1 && pause > 110_000 && pause < 121_000
    }),
  )
})

test('a receiver that is gone is told no more, and the others hear of it', async () => {
  const { id } = await newWebhook()
  await newWebhook({ url: `${ORIGIN}/other`, event_types: ['webhook.disabled'] })
  answer = (response, { path }) => response.writeHead(path === '/other' ? 200 : 410).end()
  await connect()
  await until(() => received.length === 2)
  const { type, data } = JSON.parse(received[1]?.body ?? '')
  assert.deepEqual([type, data], ['webhook.disabled', { webhook_id: id, cause: 'status_410' }])
  const { status, last_error } = (await ask('GET', `/webhooks/${id}`)).body
  assert.deepEqual([status, last_error], ['disabled', 'status_410'])
  await connect()
  await sleep(300)
  assert.equal(received.length, 2)
})

test('the last of 21 attempts disables, and a replay enables and sends what was missed', async () => {
  const { id, secret } = await newWebhook()
  answer = (response) => response.writeHead(500).end()
  await connect()
  await until(
    async () => received.length === 1 && (await jobs()).some(({ run_at }) => (run_at as Date) > new Date()),
  )
  await admin('UPDATE sallyport_jobs._private_jobs SET attempts = 20, run_at = now()')
  await until(async () => (await ask('GET', `/webhooks/${id}`)).body.status === 'disabled')
  await connect()
  answer = ok
  const missed = verified(secret, received[0] as Received)
  const since = missed.timestamp
  const { status, body } = await ask('POST', `/webhooks/${id}/replay`, { since })
  assert.equal(status, 202)
  // Both connectors, and that the webhook was disabled.
  assert.deepEqual(body, { events: 3, next: null })
  await until(() => received.length === 5)
  const ids = received.slice(2).map((one) => verified(secret, one).id)
  assert.ok(ids.includes(missed.id) && new Set(ids).size === 3)
  assert.equal((await ask('GET', `/webhooks/${id}`)).body.status, 'enabled')
  received.length = 0
  const again = await ask('POST', `/webhooks/${id}/replay`, { after: missed.id })
  assert.equal(again.body.events, 2)
  await until(() => received.length === 2)
})

test('a receiver that answers slowly keeps no other job and no call waiting', async () => {
  await newWebhook()
  answer = (response) => void setTimeout(() => response.writeHead(200).end(), 1_500)
  const made = performance.now()
  await connect()
  assert.ok(performance.now() - made < 1_400)
  await until(() => received.length === 1)
  await until(async () => (await jobs()).length === 0)
  assert.equal(received.length, 1)
})

test('what a receiver answers is read no further than it has to be, and kept nowhere', async () => {
  const { id } = await newWebhook()
  answer = (response) => response.writeHead(200).end('canary of the receiver '.repeat(10_000))
  await connect()
  await until(async () => (await ask('GET', `/webhooks/${id}`)).body.last_delivery_at !== null)
  assert.ok(!JSON.stringify(await readTables(engine.database)).includes('canary of the receiver'))
  assert.ok(!under.logged().includes('canary of the receiver'))
})

test('an address that is not public is refused at every attempt', async () => {
  for (const url of [
    'https://127.0.0.1/',
    'https://169.254.169.254/latest',
    'https://[::1]/',
    'https://0x7f.1/',
  ]) {
    const { id } = await newWebhook({ url })
    const { body } = await ask('POST', `/webhooks/${id}/test`)
    assert.deepEqual([body.delivered, body.status, body.error], [false, null, 'destination_refused'], url)
  }
  assert.equal(received.length, 0)
})

test('a test sends one event at once and says how it went, and nothing of it stays', async () => {
  const { id, secret } = await newWebhook()
  const { body } = await ask('POST', `/webhooks/${id}/test`)
  assert.deepEqual(
    { ...body, id: '', duration_ms: 0 },
    { id: '', delivered: true, status: 204, error: null, duration_ms: 0 },
  )
  assert.deepEqual([received.length, verified(secret, received[0] as Received).type], [1, 'webhook.test'])
  answer = (response) => response.writeHead(418).end()
  const failed = (await ask('POST', `/webhooks/${id}/test`)).body
  assert.deepEqual([failed.delivered, failed.status, failed.error], [false, 418, 'status_418'])
  assertErrorAnswer(await ask('GET', `/events?after=${body.id}`), 'invalid_cursor')
})

test('for a day after a rotation both secrets verify, and then the new one alone', async () => {
  const { id, secret } = await newWebhook()
  const rotated = (await ask('POST', `/webhooks/${id}/rotate-secret`)).body
  assert.notEqual(rotated.secret, secret)
  assert.ok(Math.abs(Date.parse(rotated.previous_secret_until) - Date.now() - 86_400_000) < 60_000)
  await ask('POST', `/webhooks/${id}/test`)
  for (const each of [secret, rotated.secret]) verified(each, received[0] as Received)
  await admin("UPDATE sallyport.webhooks SET previous_until = now() - interval '1 second'")
  await ask('POST', `/webhooks/${id}/test`)
  verified(rotated.secret, received[1] as Received)
  assert.throws(() => verified(secret, received[1] as Received))
})

test('a secret is shown once, and lies sealed', async () => {
  const { id, secret } = await newWebhook()
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  const { text: shown } = await ask('GET', `/webhooks/${id}`)
  const { text: listed } = await ask('GET', '/webhooks')
  const stored = JSON.stringify(await readTables(engine.database))
  for (const where of [shown, listed, stored, under.logged()]) assert.ok(!where.includes(secret.slice(6, 30)))
})

test('events are read in order, page by page, and by type', async () => {
  const last = (await ask('GET', '/events?limit=200')).body.next
  const made = [await connect(), await connect(), await connect()]
  const read: string[] = []
  let next = last
  for (let more = true; more; ) {
    const { body } = await ask('GET', `/events?limit=2&after=${next}`)
    read.push(...body.data.map((event: { data: { connector_id: string } }) => event.data.connector_id))
    next = body.next
    more = body.has_more
  }
  assert.deepEqual(read, made)
  assert.deepEqual((await ask('GET', `/events?after=${next}`)).body, { data: [], next, has_more: false })
  assert.deepEqual((await ask('GET', `/events?after=${last}&type=connector.deleted`)).body.data, [])
})

test('bad input is refused by name', async () => {
  const urls = [
    'http://hooks.example.com',
    'hooks',
    'ftp://x.test',
    'https://user:pass@x.test/',
    'https://x.test/#a',
    '',
  ]
  for (const url of urls) assertErrorAnswer(await ask('POST', '/webhooks', { url }), 'invalid_request')
  assertErrorAnswer(await ask('POST', '/webhooks', { url: ORIGIN, event_types: ['x'] }), 'invalid_request')
  for (const limit of ['0', '201', '-1', '1.5', 'x', '']) {
    assertErrorAnswer(await ask('GET', `/events?limit=${limit}`), 'invalid_request')
  }
  const { id } = await newWebhook()
  assertErrorAnswer(await ask('POST', `/webhooks/${id}/replay`, {}), 'invalid_request')
  const nowhere = '019a0000-0000-7000-8000-000000000000'
  assertErrorAnswer(await ask('POST', `/webhooks/${id}/replay`, { after: nowhere }), 'invalid_cursor')
  for (const [method, path, body] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/test'],
    ['POST', '/rotate-secret'],
    ['POST', '/replay', { after: nowhere }],
  ] as const) {
    assertErrorAnswer(await ask(method, `/webhooks/${nowhere}${path}`, body), 'webhook_not_found')
  }
  assertErrorAnswer(await call('GET', '/v1/webhooks', { bearer: scoped }), 'forbidden')
  assertErrorAnswer(await call('GET', '/v1/events', { bearer: scoped }), 'forbidden')
  for (let made = 1; made < 20; made++) await newWebhook()
  assertErrorAnswer(await ask('POST', '/webhooks', { url: ORIGIN }), 'invalid_request')
})
