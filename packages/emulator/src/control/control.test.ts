import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { credentialHash } from '../credentials/credential-hash.ts'
import { Faults } from '../faults/faults.ts'
import { Ledger } from '../ledger/ledger.ts'
import { entry } from '../ledger/testing/entry.ts'
import { jsonAnswer } from '../respond/answer.ts'
import { serve } from '../serve/serve.ts'
import { createClock } from './clock.ts'
import { createControl } from './control.ts'

const ledger = new Ledger()
const faults = new Faults({ operations: ['GET /things'] })
const clock = createClock(1000)

async function start(options: { clock?: typeof clock } = { clock }): Promise<string> {
  const control = createControl({ ledger, faults, about: { vendor: 'practise', seed: 's' }, ...options })
  const served = await serve({
    handlerAt: () => (request) => control(request) ?? jsonAnswer(200, { vendor: true }),
  })
  faults.onChange((refusing) => (refusing ? served.pause() : served.resume()))
  after(() => served.close())
  return served.url
}

const url = await start()

beforeEach(() => {
  ledger.clear()
  faults.clear()
  clock.set(1000)
})

async function call(method: string, path: string, body?: unknown) {
  return send(method, path, { body, type: 'application/json' })
}

async function send(method: string, path: string, { body, type }: { body: unknown; type: string }) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(`${url}/__emulator/${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': type } }),
    ...(payload !== undefined && { body: payload }),
  })
  return { status: response.status, headers: response.headers, json: JSON.parse(await response.text()) }
}

test('the controls say what this is; every other path is the vendor', async () => {
  ledger.record(entry())
  const { status, json, headers } = await call('GET', '')
  assert.deepEqual(
    [status, json, headers.get('cache-control'), headers.get('access-control-allow-origin')],
    [
      200,
      { vendor: 'practise', seed: 's', requests: 1, dropped: 0, faults: 0, time: 1000 },
      'no-store',
      null,
    ],
  )
  for (const path of ['/', '/__emulator', '/__emulators/', '/a/__emulator/ledger']) {
    assert.deepEqual(await (await fetch(url + path)).json(), { vendor: true })
  }
})

test('the ledger is read by a query, from the latest, and cleared', async () => {
  ledger.record(entry({ time: 1, method: 'POST', body: { a: { b: 1 } } }))
  ledger.record(entry({ time: 2, credential: credentialHash('s') }))
  ledger.record(entry({ time: 3, operation: null, status: null }))
  const times = async (query: string) =>
    (await call('GET', `ledger?${query}`)).json.requests.map(({ time }: { time: number }) => time)
  assert.deepEqual(await times(''), [1, 2, 3])
  assert.deepEqual(await times('limit=2'), [2, 3])
  assert.deepEqual(await times('limit=0'), [])
  assert.deepEqual(await times('method=POST'), [1])
  assert.deepEqual(await times('token=s'), [2])
  assert.deepEqual(await times('operation=null&status=null'), [3])
  assert.deepEqual(await times('status=200&since=2'), [2])
  assert.deepEqual(await times('until=2'), [1])
  assert.deepEqual(await times(`body=${encodeURIComponent('{"a":{"b":1}}')}`), [1])
  assert.deepEqual((await call('GET', 'ledger?limit=1')).json.count, 3)
  assert.equal((await call('DELETE', 'ledger')).status, 200)
  assert.equal(ledger.count(), 0)
})

test('HEAD is GET without its body', async () => {
  const { status, headers } = await fetch(`${url}/__emulator/ledger`, { method: 'HEAD' })
  assert.deepEqual([status, headers.get('content-type')], [200, 'application/json; charset=utf-8'])
})

for (const query of [
  'x=1',
  'status=ok',
  'since=',
  'limit=-1',
  'limit=1.5',
  'limit=100001',
  'body=5',
  'body={',
  '__proto__=1',
  'since=null',
  'until=null',
  'method=null&method=GET',
]) {
  test(`the ledger cannot be asked for ${query}`, async () => {
    assert.equal((await call('GET', `ledger?${query}`)).status, 400)
  })
}

test('faults are added, listed without secrets, and taken back', async () => {
  const first = await call('POST', 'faults', { kind: 'conflict', token: 'secret', times: 'always' })
  const second = await call('POST', 'faults', { kind: 'forbidden' })
  assert.deepEqual([first.status, second.status], [201, 201])
  const listed = await call('GET', 'faults')
  const rule = { kind: 'conflict', credential: credentialHash('secret'), times: 'always' }
  assert.deepEqual(listed.json.faults[0], { id: first.json.id, rule, matched: 0, played: 0, done: false })
  assert.deepEqual(
    [
      (await call('DELETE', `faults/${first.json.id}`)).status,
      (await call('DELETE', `faults/${first.json.id}`)).status,
    ],
    [200, 404],
  )
  assert.deepEqual(
    faults.list().map(({ id }) => id),
    [second.json.id],
  )
  await call('DELETE', 'faults')
  assert.deepEqual(faults.list(), [])
})

test('connections are refused over HTTP for a time only, after the answer to it', async () => {
  assert.equal((await call('POST', 'faults', { kind: 'connection-refused' })).status, 400)
  assert.equal((await call('POST', 'faults', { kind: 'connection-refused', ms: 80 })).status, 201)
  await assert.rejects(call('GET', ''))
  await assert.rejects(call('GET', ''))
  while (faults.refusing) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.equal((await call('GET', '')).status, 200)
})

const HOSTILE: readonly (readonly [unknown, number])[] = [
  [{ kind: 'nothing' }, 400],
  [{ kind: 'conflict', extra: 1 }, 400],
  [{ kind: 'conflict', operation: 'GET /elsewhere' }, 400],
  [{ kind: 'large', bytes: 1e99 }, 400],
  [{ kind: 'deep', levels: '9' }, 400],
  ['{"kind":"conflict","__proto__":{"times":5}}', 400],
  ['{"__proto__":{"kind":"conflict"}}', 400],
  ['[]', 400],
  ['null', 400],
  ['{', 400],
  ['', 400],
  ['['.repeat(200) + ']'.repeat(200), 400],
  [`{"kind":"conflict","path":"/${'x'.repeat(1_000_000)}"}`, 413],
]

for (const [index, [body, expected]] of HOSTILE.entries()) {
  test(`a hostile rule is refused (${index})`, async () => {
    const { status, json } = await call('POST', 'faults', body)
    assert.deepEqual([status, typeof json.message], [expected, 'string'])
    assert.deepEqual(faults.list(), [])
  })
}

test('a request without a host is refused', () => {
  const control = createControl({ ledger, faults, about: {} })
  const request = { method: 'GET', url: '/__emulator/', headers: {}, body: Buffer.alloc(0) }
  assert.equal(control(request)?.status, 403)
})

test('whatever text is sent as a rule, the answer is 201 or a refusal with a message', async () => {
  const control = createControl({ ledger, faults, about: {} })
  const headers = { host: '127.0.0.1', 'content-type': 'application/json' }
  const post = (text: string) =>
    control({ method: 'POST', url: '/__emulator/faults', headers, body: Buffer.from(text) })
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      const answer = post(text)
      assert.ok(answer?.status === 201 || answer?.status === 400)
    }),
  )
  assert.equal(post('{"kind":"conflict"}')?.status, 201)
})

test('the clock is moved, when the emulator has one of its own', async () => {
  assert.deepEqual((await call('POST', 'clock', { advance: 500 })).json, { time: 1500 })
  assert.deepEqual((await call('POST', 'clock', { set: 7 })).json, { time: 7 })
  for (const body of [{}, { advance: -1 }, { set: '7' }, { set: 1, advance: 1 }, { now: 1 }, { set: null }]) {
    assert.equal((await call('POST', 'clock', body)).status, 400, JSON.stringify(body))
  }
  assert.equal(clock.now(), 7)
  const other = await start({})
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"set":1}' }
  assert.equal((await fetch(`${other}/__emulator/clock`, init)).status, 409)
})

test('a place that is not there is told from a method that is not', async () => {
  for (const path of ['nothing', 'ledger/', 'faults/1/2', 'clock/x', '../ledger%00']) {
    assert.equal((await call('GET', path === '../ledger%00' ? 'ledger%00' : path)).status, 404, path)
  }
  const wrong = await call('PUT', 'faults', {})
  assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'GET, POST, DELETE'])
  assert.equal((await call('GET', 'faults/1')).status, 405)
})

test('a change that does not say it is JSON is refused: a page may send such without asking first', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', '']) {
    const { status } = await send('POST', 'faults', { body: { kind: 'conflict' }, type })
    assert.equal(status, 415, type)
  }
  const { status } = await send('POST', 'faults', {
    body: { kind: 'conflict' },
    type: 'application/json; charset=utf-8',
  })
  assert.equal(status, 201)
})

const PAGES: readonly (readonly [Record<string, string>, number])[] = [
  [{ host: 'evil.example' }, 403],
  [{ host: '127.0.0.1.evil.example' }, 403],
  [{ host: 'localhost.evil.example:80' }, 403],
  [{ host: 'localhost:1234' }, 200],
  [{ host: 'LOCALHOST' }, 200],
  [{ host: '[::1]:80' }, 200],
  [{ host: 'localhost', 'sec-fetch-site': 'cross-site' }, 403],
  [{ host: 'localhost', 'sec-fetch-site': 'same-site' }, 403],
  [{ host: 'localhost', 'sec-fetch-site': 'same-origin' }, 200],
  [{ host: 'localhost', 'sec-fetch-site': 'none' }, 200],
  [{ host: 'localhost', origin: 'https://evil.example' }, 403],
  [{ host: 'localhost', origin: 'null' }, 403],
  [{ host: 'localhost:5', origin: 'http://localhost:5' }, 200],
]

for (const [headers, expected] of PAGES) {
  test(`a request with ${JSON.stringify(headers)} is ${expected === 200 ? 'let in' : 'refused'}`, async () => {
    const client = request(`${url}/__emulator/ledger`, { headers, agent: false }).end()
    const [response] = await once(client, 'response')
    await text(response)
    assert.equal(response.statusCode, expected)
  })
}
