import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import type { FaultRule } from '../index.ts'
import { post, type Reply, start, TOKEN } from '../testing/start.ts'

const LIST = 'GET /repos/{owner}/{repo}/issues'
const PATH = '/repos/octokit-fixture-org/paginate-issues/issues'
const NOW = 1_700_000_000_000
const { github, call } = await start({ now: () => NOW })

const ANSWERS: readonly (readonly [FaultRule, (reply: Reply) => unknown, unknown])[] = [
  [{ kind: 'unauthorized' }, ({ status, json }) => [status, json.message], [401, 'Bad credentials']],
  [
    { kind: 'rate-limited', resetAfter: 30 },
    ({ status, headers }) => [status, headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')],
    [403, '0', '1700000030'],
  ],
  [
    { kind: 'secondary-rate-limited', retryAfter: 7 },
    ({ status, headers, json }) => [
      status,
      headers.get('retry-after'),
      /secondary rate limit/.test(json.message),
    ],
    [403, '7', true],
  ],
  [
    { kind: 'forbidden' },
    ({ status, json, headers }) => [status, json.message, headers.get('x-ratelimit-remaining') === '0'],
    [403, 'Resource not accessible by personal access token', false],
  ],
  [{ kind: 'not-found' }, ({ status, json }) => [status, json.message], [404, 'Not Found']],
  [{ kind: 'conflict' }, ({ status, json }) => [status, json.message], [409, 'Conflict']],
  [
    { kind: 'invalid', errors: [{ resource: 'Issue', code: 'custom', message: 'no' }] },
    ({ status, json }) => [status, json.errors],
    [422, [{ resource: 'Issue', code: 'custom', message: 'no' }]],
  ],
  [
    { kind: 'too-many-requests', retryAfter: 3 },
    ({ status, headers }) => [status, headers.get('retry-after')],
    [429, '3'],
  ],
  [
    { kind: 'server-error' },
    ({ status, headers, json }) => [status, headers.get('content-type'), json],
    [500, 'text/html; charset=utf-8', undefined],
  ],
  [{ kind: 'bad-gateway' }, ({ status, json }) => [status, json.message], [502, 'Server Error']],
  [
    { kind: 'nonsense' },
    ({ status, headers, json }) => [status, headers.get('content-type'), json],
    [200, 'application/json; charset=utf-8', undefined],
  ],
  [
    { kind: 'nonsense', as: 'html' },
    ({ status, headers, text }) => [status, headers.get('content-type'), text.startsWith('<!DOCTYPE html>')],
    [200, 'text/html; charset=utf-8', true],
  ],
  [
    { kind: 'large', bytes: 3_000_000 },
    ({ status, text, json }) => [status, Buffer.byteLength(text), Array.isArray(json)],
    [200, 3_000_000, true],
  ],
  [{ kind: 'deep', levels: 100_000 }, ({ text }) => text, '['.repeat(100_000) + ']'.repeat(100_000)],
  [
    { kind: 'big-integers' },
    ({ status, text }) => [status, text.includes('"number":13'), /"id":(\d+)/.exec(text)?.[1]],
    [200, true, String(2n ** 53n + 2001n)],
  ],
  [
    { kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere', status: 307 },
    ({ status, headers }) => [status, headers.get('location')],
    [307, `http://127.0.0.1:9${PATH}?per_page=3`],
  ],
  [
    { kind: 'echo-authorization' },
    ({ status, json }) => [status, json.message],
    [400, `Cannot accept "Authorization: Bearer ${TOKEN}"`],
  ],
  [
    { kind: 'repeating-cursor' },
    ({ status, json, headers }) => [status, json.length, headers.get('link')],
    [200, 3, `<https://api.github.com${PATH}?per_page=3>; rel="next"`],
  ],
]

for (const [rule, seen, expected] of ANSWERS) {
  test(`a client sees the fault ${JSON.stringify(rule)} once`, async () => {
    github.faults.add({ ...rule, operation: LIST })
    assert.deepEqual(seen(await call(`${PATH}?per_page=3`)), expected)
    assert.equal(github.ledger.requests().at(-1)?.fault, rule.kind)
    assert.equal((await call(`${PATH}?per_page=3`)).headers.get('link')?.includes('page=2'), true)
  })
}

test('silence gives no answer', async () => {
  github.faults.add({ kind: 'silence' })
  await assert.rejects(call('/user', { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' })
  assert.equal(github.ledger.requests().at(-1)?.status, null)
})

test('a reset gives no headers, or headers and half a body', async () => {
  github.faults.add({ kind: 'reset' })
  const error = await call('/user').catch((reason) => reason)
  assert.equal(error.cause.code, 'ECONNRESET')
  github.faults.add({ kind: 'reset', at: 'body' })
  const response = await fetch(`${github.url}/user`, {
    headers: { authorization: `Bearer ${TOKEN}` },
    signal: AbortSignal.timeout(5000),
  })
  assert.equal(response.status, 200)
  const length = Number(response.headers.get('content-length'))
  let received = 0
  await assert.rejects(async () => {
    for await (const chunk of response.body ?? []) received += chunk.length
  })
  assert.equal(received, Math.floor(length / 2))
})

test('a fault can be for one path, for some times, and can be taken back', async () => {
  github.faults.add({ kind: 'conflict', path: '/users/ada', times: 2 })
  const statuses = []
  for (const path of ['/users/bob', '/users/ada', '/users/ada', '/users/ada'])
    statuses.push((await call(path)).status)
  assert.deepEqual(statuses, [200, 409, 409, 200])
  github.faults.add({ kind: 'conflict', times: Number.POSITIVE_INFINITY })
  for (let round = 0; round < 5; round++) assert.equal((await call('/user')).status, 409)
  github.faults.clear()
  assert.equal((await call('/user')).status, 200)
})

test('a write under a fault has no effect, unless the fault is committed', async () => {
  const labels = '/repos/acme/site/labels'
  github.faults.add({ kind: 'server-error' })
  assert.equal((await call(labels, post({ name: 'lost' }))).status, 500)
  assert.equal((await call(`${labels}/lost`)).status, 404)
  github.faults.add({ kind: 'server-error', committed: true })
  assert.equal((await call(labels, post({ name: 'kept' }))).status, 500)
  assert.equal((await call(`${labels}/kept`)).status, 200)
  github.faults.add({ kind: 'silence', committed: true })
  await assert.rejects(call(labels, { ...post({ name: 'unheard' }), signal: AbortSignal.timeout(50) }))
  assert.equal((await call(`${labels}/unheard`)).status, 200)
})

test('a write that breaks off in its answer has taken effect once', async () => {
  github.faults.add({ kind: 'reset', at: 'body', committed: true })
  await assert.rejects(call('/repos/acme/site/issues', post({ title: 'Half told' })))
  const { json } = await call('/repos/acme/site/issues')
  assert.deepEqual(
    json.map(({ title }: { title: string }) => title),
    ['Half told', 'Found a bug'],
  )
})

test('a redirect is followed to the other origin', async (context) => {
  const other = createServer((request, response) => response.end(request.url))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  context.after(() => other.close())
  const address = other.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  github.faults.add({ kind: 'redirect', to: origin })
  assert.equal((await call('/user?x=1', { redirect: 'follow' })).text, '/user?x=1')
})

test('a rule that could never be played is refused', () => {
  const rules: FaultRule[] = [
    { kind: 'conflict', operation: 'GET /repo/{owner}' },
    { kind: 'conflict', times: 0 },
    { kind: 'large', bytes: 1 },
    { kind: 'deep', levels: 0.5 },
    { kind: 'redirect', to: 'elsewhere' },
    { kind: 'nothing' } as unknown as FaultRule,
  ]
  for (const rule of rules) assert.throws(() => github.faults.add(rule), TypeError, JSON.stringify(rule))
})
