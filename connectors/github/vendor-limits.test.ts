import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FaultRule } from '@sallyport/emulator'
import { practise, type Reply, send } from './testing/practise.ts'

const NOW = 1_700_000_000_000
const R = '/repos/acme/site'
const spent = ({ headers }: Reply) => Number(headers.get('x-ratelimit-used'))

test('what the client has already is not sent again, and costs nothing', async () => {
  const { call } = await practise()
  const { headers } = await call(R)
  const etag = headers.get('etag') ?? ''
  assert.match(etag, /^W\/"[0-9a-f]{40}"$/)
  const same = await call(R, { headers: { 'if-none-match': etag } })
  assert.deepEqual([same.status, same.text, spent(same)], [304, '', 1])
  await call(R, send('PATCH', { description: 'Other' }))
  const changed = await call(R, { headers: { 'if-none-match': etag } })
  assert.deepEqual([changed.status, spent(changed)], [200, 3])
})

test('the allowances can be asked for without spending of them', async () => {
  const { call } = await practise({ now: () => NOW })
  await call(R)
  await call('/search/users?q=octocat')
  for (let time = 0; time < 2; time += 1) {
    const { json, headers } = await call('/rate_limit')
    assert.deepEqual(json.rate, { limit: 5000, used: 1, remaining: 4999, reset: 1_700_003_600 })
    assert.equal(json.resources.search.remaining, 29)
    assert.equal(headers.get('x-ratelimit-remaining'), '4999')
  }
})

test('an allowance that is enforced is refused when it is spent', async () => {
  const { call } = await practise({ now: () => NOW, rateLimit: { limit: 1, enforced: true } })
  await call(R)
  const { status, json, headers } = await call(R)
  assert.deepEqual(
    [status, headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')],
    [403, '0', '1700003600'],
  )
  assert.match(json.message, /^API rate limit exceeded/)
})

test('each answer has an id of its own', async () => {
  const { call } = await practise()
  const ids = [await call(R), await call(R)].map(({ headers }) => headers.get('x-github-request-id'))
  assert.equal(new Set(ids).size, 2)
})

const FAULTS: readonly (readonly [FaultRule, (reply: Reply) => unknown, unknown])[] = [
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
    ({ status, json }) => [status, json.message],
    [403, 'Resource not accessible by personal access token'],
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
]

for (const [fault, seen, expected] of FAULTS) {
  test(`the fault ${fault.kind} is told in GitHub's words`, async () => {
    const { github, call } = await practise({ now: () => NOW })
    github.faults.add(fault)
    assert.deepEqual(seen(await call(`${R}/issues`)), expected)
    assert.equal((await call(`${R}/issues`)).status, 200)
  })
}

test('two emulators with the same seed and clock give the same bytes and ledgers', async () => {
  const walk = async () => {
    const { github, call } = await practise({ seed: 's', now: () => NOW, links: 'vendor' })
    const replies = [
      await call(`${R}/issues`),
      await call(`${R}/issues`, send('POST', { title: 'x', labels: ['bug', 'new'], assignees: ['ada'] })),
      await call(`${R}/contents/a.txt`, send('PUT', { message: 'm', content: 'aGk=' })),
      await call('/search/issues?q=x'),
      await call(`${R}/issues`, send('POST', {})),
    ]
    return [replies.map(({ status, text }) => [status, text]), github.ledger.requests()]
  }
  assert.deepEqual(await walk(), await walk())
})
