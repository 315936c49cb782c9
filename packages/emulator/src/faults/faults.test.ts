import assert from 'node:assert/strict'
import { test } from 'node:test'
import { credentialHash } from '../credentials/credential-hash.ts'
import type { FaultKind, FaultRule } from './fault.ts'
import { faultKinds } from './fault-settings.ts'
import { client, type Reply } from './testing/client.ts'
import { HTML, practise, TOKEN } from './testing/practise.ts'

const { url, faults, created } = await practise()
const call = client(url)

const post = (name: string) => ({ method: 'POST', body: JSON.stringify({ name }) })

const named = ({ status, json }: Reply) => [status, json.problem]
const typed = ({ status, headers, json }: Reply) => [status, headers.get('content-type'), json]
const waiting = ({ status, headers }: Reply) => [
  status,
  headers.get('retry-after'),
  headers.get('x-ratelimit-remaining'),
]

type Case = readonly [FaultRule, (reply: Reply) => unknown, unknown, path?: string]

const JSON_TYPE = 'application/json; charset=utf-8'

const ANSWERS: readonly Case[] = [
  [{ kind: 'unauthorized' }, named, [401, 'invalid_credential']],
  [{ kind: 'forbidden' }, named, [403, 'forbidden']],
  [{ kind: 'not-found' }, named, [404, 'not_found']],
  [{ kind: 'conflict' }, named, [409, 'conflict']],
  [{ kind: 'server-error' }, named, [500, 'server_error']],
  [{ kind: 'bad-gateway' }, named, [502, 'bad_gateway']],
  [{ kind: 'gateway-timeout' }, named, [504, 'gateway_timeout']],
  [
    { kind: 'invalid', errors: [{ code: 'custom', message: 'no' }] },
    ({ status, json }) => [status, json.errors],
    [422, [{ code: 'custom', message: 'no' }]],
  ],
  [
    { kind: 'rate-limited', resetAfter: 30 },
    ({ status, headers, json }) => [status, headers.get('x-ratelimit-reset'), json.problem],
    [403, '30', 'rate_limited'],
  ],
  [{ kind: 'rate-limited' }, ({ status, json }) => [status, json.resetAfter], [403, 3600]],
  [{ kind: 'rate-limited', status: 429 }, named, [429, 'rate_limited']],
  [{ kind: 'secondary-rate-limited', retryAfter: 7 }, waiting, [403, '7', '0']],
  [{ kind: 'too-many-requests' }, waiting, [429, '60', '0']],
  [{ kind: 'too-many-requests', retryAfter: 3, as: 'seconds' }, waiting, [429, '3', '0']],
  [
    { kind: 'too-many-requests', retryAfter: 90, as: 'http-date' },
    waiting,
    [429, 'Wed, 06 May 2026 07:09:40 GMT', '0'],
  ],
  [{ kind: 'too-many-requests', as: 'vendor' }, waiting, [429, null, '0']],
  [{ kind: 'too-many-requests', as: 'none' }, waiting, [429, null, null]],
  [{ kind: 'unavailable' }, waiting, [503, null, null]],
  [{ kind: 'unavailable', retryAfter: 5 }, waiting, [503, '5', null]],
  [
    { kind: 'unavailable', retryAfter: 0, as: 'http-date' },
    waiting,
    [503, 'Wed, 06 May 2026 07:08:10 GMT', null],
  ],
  [
    { kind: 'in-band-error', error: 'not_allowed' },
    ({ status, json }) => [status, json],
    [200, { problem: 'in_band', error: 'not_allowed' }],
  ],
  [
    { kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere', status: 307 },
    ({ status, headers }) => [status, headers.get('location')],
    [307, 'http://127.0.0.1:9/things?page=2'],
    '/things?page=2',
  ],
  [
    { kind: 'redirect', to: 'http://127.0.0.1:9' },
    ({ status, headers }) => [status, headers.get('location')],
    [302, 'http://127.0.0.1:9//other.example/things'],
    '//other.example/things',
  ],
  [
    { kind: 'echo-authorization' },
    ({ status, json }) => [status, json.message],
    [400, `Cannot accept "Authorization: Bearer ${TOKEN}"`],
  ],
  [
    { kind: 'echo-headers', status: 500 },
    ({ status, json }) => [status, json.message.includes(`"authorization":"Bearer ${TOKEN}"`)],
    [500, true],
  ],
  [{ kind: 'nonsense' }, typed, [200, JSON_TYPE, undefined]],
  [
    { kind: 'nonsense', as: 'html' },
    ({ headers, text }) => [headers.get('content-type'), text.startsWith('<!DOCTYPE html>')],
    [HTML, true],
  ],
  [
    { kind: 'nonsense', as: 'empty' },
    ({ status, headers, text }) => [status, headers.get('content-type'), text],
    [200, JSON_TYPE, ''],
  ],
  [
    { kind: 'nonsense', as: 'binary' },
    ({ status, headers, text }) => [status, headers.get('content-length'), text.includes('\ufffd')],
    [200, '1024', true],
  ],
  [
    { kind: 'wrong-content-type' },
    ({ headers, json }) => [headers.get('content-type'), json.items.length],
    [HTML, 1],
  ],
  [
    { kind: 'wrong-content-type', type: 'image/png' },
    ({ headers, json }) => [headers.get('content-type'), json.items.length],
    ['image/png', 1],
  ],
  [
    { kind: 'large', bytes: 3_000_000 },
    ({ status, text, json }) => [status, Buffer.byteLength(text), Array.isArray(json)],
    [200, 3_000_000, true],
  ],
  [{ kind: 'deep', levels: 100_000 }, ({ text }) => text, '['.repeat(100_000) + ']'.repeat(100_000)],
  [
    { kind: 'big-integers' },
    ({ text }) => /"id":(\d+),"owner_id":(\d+),"parentId":(\d+),"number":3,"score":1.5/.exec(text)?.slice(1),
    [7n, 8n, 9n].map((id) => String(2n ** 53n + 2n * id + 1n)),
  ],
  [
    { kind: 'clock-skew', ms: 3_600_000 },
    ({ headers, json: { items } }) => [
      headers.get('date'),
      headers.get('x-ratelimit-reset'),
      items[0].created,
      items[0].updated_at,
      items[0].number,
    ],
    ['Wed, 06 May 2026 08:08:09 GMT', '1700003600', 1_700_003_600, '2026-01-02T04:04:05Z', 3],
  ],
  [
    { kind: 'clock-skew', ms: -1000 },
    ({ headers, json }) => [headers.get('date'), json.items[0].updated_at],
    ['Wed, 06 May 2026 07:08:08 GMT', '2026-01-02T03:04:04Z'],
  ],
  [
    { kind: 'repeating-cursor' },
    ({ json }) => [json.items.length, json.next],
    [1, '/things?cursor=5'],
    '/things?cursor=5',
  ],
  [
    { kind: 'lying-cursor' },
    ({ json }) => [json.items.length, json.next],
    [1, '/things?cursor=16'],
    '/things?cursor=5',
  ],
  [
    { kind: 'lying-cursor', as: 'empty' },
    ({ json }) => [json.items.length, json.next],
    [0, '/things?cursor=16'],
    '/things?cursor=5',
  ],
  [{ kind: 'lying-cursor', as: 'error' }, named, [422, 'invalid']],
  [
    { kind: 'token-error' },
    ({ status, json, headers }) => [status, json, headers.get('cache-control')],
    [400, { error: 'invalid_grant' }, 'no-store'],
    '/token',
  ],
  [
    { kind: 'token-error', error: 'invalid_client', description: 'Unknown.', status: 401 },
    ({ status, json, headers }) => [status, json, headers.get('www-authenticate')],
    [401, { error: 'invalid_client', error_description: 'Unknown.' }, 'Basic realm="token"'],
    '/token',
  ],
  [
    { kind: 'token-without-refresh' },
    ({ json }) => json,
    { access_token: 'a1', expires_in: 3600, user: {} },
    '/token',
  ],
  [{ kind: 'token-without-refresh' }, ({ text }) => text, 'access_token=a1&expires_in=3600', '/token?form'],
  [{ kind: 'token-expires-now' }, ({ json }) => [json.access_token, json.expires_in], ['a1', 0], '/token'],
  [{ kind: 'token-invalid-json' }, typed, [200, JSON_TYPE, undefined], '/token'],
  [{ kind: 'latency', ms: 60 }, ({ ms, json }) => [ms >= 59 && ms < 1000, json.items.length], [true, 1]],
  [{ kind: 'latency', min: 40, max: 50 }, ({ ms, json }) => [ms >= 39, json.items.length], [true, 1]],
  [{ kind: 'latency', p50: 50, p99: 50 }, ({ ms, json }) => [ms >= 49, json.items.length], [true, 1]],
  [{ kind: 'slow-headers', interval: 1 }, ({ ms, json }) => [ms > 100, json.items.length], [true, 1]],
  [{ kind: 'slow-body', interval: 1 }, ({ ms, json }) => [ms > 100, json.items.length], [true, 1]],
]

for (const [rule, seen, expected, path] of ANSWERS) {
  test(`a client sees the fault ${JSON.stringify(rule)} once`, async () => {
    faults.clear()
    const handle = faults.add(rule)
    assert.deepEqual(seen(await call(path)), expected)
    assert.equal(handle.played, 1)
    const { status, json, ms } = await call()
    assert.deepEqual([status, json.items[0].id, json.next, ms < 1000], [200, 7, null, true])
  })
}

/** Kinds that a whole answer cannot show; each has a test of its own in connections.test.ts. */
const OTHERS = [
  'silence',
  'connection-refused',
  'reset',
  'truncated',
  'never-ending',
  'gzip-bomb',
  'duplicate-header',
]

test('every kind is shown', () => {
  const shown = new Set<string>([...ANSWERS.map(([{ kind }]) => kind), ...OTHERS])
  assert.deepEqual(
    faultKinds.filter((kind) => !shown.has(kind)),
    [],
  )
})

const HIDING: readonly (FaultRule & { kind: FaultKind })[] = [
  { kind: 'unauthorized' },
  { kind: 'too-many-requests' },
  { kind: 'not-found' },
  { kind: 'server-error' },
  { kind: 'bad-gateway' },
  { kind: 'unavailable' },
  { kind: 'gateway-timeout' },
  { kind: 'silence' },
  { kind: 'reset' },
  { kind: 'nonsense' },
  { kind: 'redirect', to: 'http://127.0.0.1:9' },
  { kind: 'large', bytes: 100 },
  { kind: 'in-band-error' },
]

for (const rule of HIDING) {
  test(`a write under ${JSON.stringify(rule)} has no effect, and one when it is committed`, async () => {
    for (const committed of [false, true]) {
      const before = created.length
      faults.add({ ...rule, committed })
      const signal = AbortSignal.timeout(rule.kind === 'silence' ? 60 : 5000)
      await call('/things', { ...post('x'), signal }).catch(() => undefined)
      assert.equal(created.length - before, committed ? 1 : 0)
    }
  })
}

const SHOWING: readonly FaultRule[] = [
  { kind: 'latency', ms: 1 },
  { kind: 'reset', at: 'body' },
  { kind: 'truncated' },
  { kind: 'wrong-content-type' },
  { kind: 'big-integers' },
  { kind: 'clock-skew', ms: 1 },
  { kind: 'slow-body', interval: 1 },
]

for (const rule of SHOWING) {
  test(`a write under ${JSON.stringify(rule)} takes effect once, committed or not`, async () => {
    for (const committed of [false, true]) {
      const before = created.length
      faults.add({ ...rule, committed })
      await call('/things', post('x')).catch(() => undefined)
      assert.equal(created.length - before, 1)
    }
  })
}

test('a fault of tokens is played at the token endpoint, unless its rule says where', async () => {
  faults.clear()
  faults.add({ kind: 'token-error' })
  assert.equal((await call('/things')).status, 200)
  assert.equal((await call('/token')).status, 400)
  faults.add({ kind: 'token-error', path: '/things' })
  assert.deepEqual([(await call('/token')).status, (await call('/things')).status], [200, 400])
})

test('a fault can be for one credential, given in clear and kept as its hash', async () => {
  faults.clear()
  faults.add({ kind: 'unauthorized', token: 'revoked', times: 'always' })
  const status = async (token: string) =>
    (await call('/things', { headers: { authorization: `Bearer ${token}` } })).status
  assert.deepEqual([await status('other'), await status('revoked'), await status('revoked')], [200, 401, 401])
  assert.deepEqual(faults.list()[0]?.rule, {
    kind: 'unauthorized',
    credential: credentialHash('revoked'),
    times: 'always',
  })
  faults.clear()
})
