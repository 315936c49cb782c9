import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SallyportError } from '@sallyport/errors'
import { classify } from './classify.ts'
import { weatherCall } from './testing/weather.ts'

const NOW = Date.UTC(2026, 0, 1)
const call = weatherCall({ entity: 'stations', action: 'get', params: { id: 'secret-station' } })

interface Said {
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: unknown
}

function refused(status: number, { headers = {}, body }: Said = {}): SallyportError {
  const answer = { status, headers, body: new Uint8Array(), url: new URL('https://api.weather.example/') }
  return classify({ call, answer, body, now: NOW })
}

for (const [status, code] of [
  [400, 'upstream_invalid'],
  [401, 'credential_invalid'],
  [402, 'upstream_forbidden'],
  [403, 'upstream_forbidden'],
  [404, 'upstream_not_found'],
  [405, 'upstream_invalid'],
  [408, 'upstream_unavailable'],
  [409, 'upstream_conflict'],
  [410, 'upstream_not_found'],
  [412, 'upstream_conflict'],
  [418, 'upstream_invalid'],
  [422, 'upstream_invalid'],
  [423, 'upstream_conflict'],
  [425, 'upstream_unavailable'],
  [429, 'upstream_rate_limited'],
  [451, 'upstream_forbidden'],
  [499, 'upstream_invalid'],
  [500, 'upstream_unavailable'],
  [502, 'upstream_unavailable'],
  [503, 'upstream_unavailable'],
  [599, 'upstream_unavailable'],
  [999, 'upstream_unavailable'],
] as const) {
  test(`${status} without a rule is ${code}`, () => {
    assert.equal(refused(status).code, code)
  })
}

const rules: readonly (readonly [
  title: string,
  status: number,
  said: Said,
  code: string,
  retryAt?: number,
])[] = [
  ['403 alone', 403, {}, 'upstream_forbidden'],
  [
    '403 with an allowance left',
    403,
    { headers: { 'x-remaining': '7', 'x-reset': '1' } },
    'upstream_forbidden',
  ],
  [
    '403 with no allowance left',
    403,
    { headers: { 'x-remaining': '0', 'x-reset': `${NOW / 1000 + 60}` } },
    'upstream_rate_limited',
    NOW + 60_000,
  ],
  [
    '403 with no allowance left and no time',
    403,
    { headers: { 'x-remaining': '0' } },
    'upstream_rate_limited',
  ],
  ['403 with a time', 403, { headers: { 'retry-after': '90' } }, 'upstream_rate_limited', NOW + 90_000],
  [
    '403 with both, by the first rule',
    403,
    { headers: { 'retry-after': '90', 'x-remaining': '0', 'x-reset': `${NOW / 1000 + 60}` } },
    'upstream_rate_limited',
    NOW + 90_000,
  ],
  ['403 with words', 403, { body: { error: { text: 'You are TOO FAST!' } } }, 'upstream_rate_limited'],
  ['403 with other words', 403, { body: { error: { text: 'no' } } }, 'upstream_forbidden'],
  ['403 with words elsewhere', 403, { body: { error: 'too fast' } }, 'upstream_forbidden'],
  ['403 with words that are no text', 403, { body: { error: { text: ['too fast'] } } }, 'upstream_forbidden'],
  ['401 with no allowance left', 401, { headers: { 'x-remaining': '0' } }, 'credential_invalid'],
  ['400 under maintenance', 400, { headers: { 'x-maintenance': 'yes' } }, 'upstream_unavailable'],
  [
    '400 with a header that came twice',
    400,
    { headers: { 'x-maintenance': ['yes', 'no'] } },
    'upstream_unavailable',
  ],
  ['429 with a time', 429, { headers: { 'retry-after': '5' } }, 'upstream_rate_limited', NOW + 5_000],
  ['503 with a time', 503, { headers: { 'retry-after': '5' } }, 'upstream_unavailable', NOW + 5_000],
  ['404 with a time', 404, { headers: { 'retry-after': '5' } }, 'upstream_not_found'],
  ['429 with a time that is none', 429, { headers: { 'retry-after': 'soon' } }, 'upstream_rate_limited'],
]

for (const [title, status, said, code, retryAt] of rules) {
  test(`${title} is ${code}${retryAt ? ' until a time' : ''}`, () => {
    const error = refused(status, said)
    assert.equal(error.code, code)
    assert.equal(error.retryAt?.getTime(), retryAt)
  })
}

for (const [title, body, said] of [
  ['the best path', { error: { text: 'No rain.' }, message: 'other' }, ' It says: No rain.'],
  ['the next path', { error: { text: 5 }, message: 'No rain.' }, ' It says: No rain.'],
  [
    'spaces and control characters',
    { message: ' No\u0000\r\n\t\u001b[31m  rain.\u2028' },
    ' It says: No [31m rain.',
  ],
  ['nothing but spaces', { message: ' \n ' }, ''],
  ['no text', { message: { a: 1 } }, ''],
  ['a list', ['No rain.'], ''],
  ['a text', 'No rain.', ''],
  ['null', null, ''],
  ['no JSON', undefined, ''],
] as const) {
  test(`what the third party says is taken from ${title}`, () => {
    const { message } = refused(404, { body })
    const ours = 'stations.get: Weather has no such thing, or hides it from this credential.'
    assert.equal(message, ours + said)
  })
}

test('of a long message the beginning is taken, in whole characters', () => {
  const { message } = refused(422, { body: { message: `a${'💧'.repeat(1_000_000)}` } })
  assert.ok(message.length < 450)
  assert.ok(message.isWellFormed())
})

test('the error tells where it happened without values of the call', () => {
  const error = refused(422, { headers: { 'x-request-id': 'ABC:1' } })
  assert.deepEqual(error.upstream, {
    method: 'GET',
    host: 'api.weather.example',
    path: '/stations/{id}',
    status: 422,
    requestId: 'ABC:1',
  })
  assert.ok(!JSON.stringify({ ...error, message: error.message }).includes('secret-station'))
})

test('a request id is no place to send megabytes', () => {
  const error = refused(422, { headers: { 'x-request-id': 'x'.repeat(10_000) } })
  assert.equal(error.upstream?.requestId?.length, 200)
})

for (const status of [401, 403, 404, 422]) {
  test(`${status} says what mends it`, () => {
    assert.ok(refused(status).fix)
  })
}
