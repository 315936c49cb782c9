import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { SallyportError } from '@sallyport/errors'
import { createAuthorizer } from './authorize/authorizer.ts'
import { matchCredential } from './authorize/match-credential.ts'
import { DEFAULT_DEADLINE_MS } from './deadline.ts'
import type { ResolvedCall } from './resolve/resolved-call.ts'
import { type RunOptions, run } from './run.ts'
import type { Sender, SendOptions } from './send/sender.ts'
import type { UpstreamAnswer, UpstreamRequest } from './send/upstream.ts'
import { rejectionOf } from './testing/failure-of.ts'
import { weather, weatherCall } from './testing/weather.ts'

const NOW = Date.UTC(2026, 0, 1)
const TOKEN = 'wx_0123456789abcdef'
const authorizer = createAuthorizer(weather, matchCredential(weather, { token: TOKEN }))

const LISBON = { country: 'pt', city: 'lisbon' }
const list = weatherCall({ entity: 'stations', action: 'list', params: LISBON, limit: 2 })
const get = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
const create = weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } })
const remove = weatherCall({ entity: 'stations', action: 'delete', params: { id: 'x' } })
const reports = weatherCall({ entity: 'reports', action: 'list', params: { id: 'x', day: 1 } })

interface Reply {
  readonly status?: number
  readonly headers?: UpstreamAnswer['headers']
  /** Sent as JSON unless it is text. */
  readonly body?: unknown
}

function sending(send: Sender['send']): RunOptions {
  return {
    sender: { send, close: async () => {} },
    callId: 'call-1',
    now: () => NOW,
    random: () => 0,
    wait: async () => {},
  }
}

function answering({ status = 200, headers, body = '' }: Reply): RunOptions {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return sending(async ({ url }) => ({
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(text),
    url,
  }))
}

function failing(error: unknown): RunOptions {
  return sending(async () => {
    throw error
  })
}

/** The error of a call, which must not hold the credential anywhere. */
async function failure(call: ResolvedCall, options: RunOptions): Promise<SallyportError> {
  const error = await rejectionOf(run(call, authorizer, options))
  assert.ok(!inspect(error, { depth: null }).includes(TOKEN))
  return error
}

test('a call is planned, stamped, sent within its bounds, and read', async () => {
  const sent: [UpstreamRequest, SendOptions][] = []
  const { signal } = new AbortController()
  const options = sending(async (...request) => {
    sent.push(request)
    return { status: 200, headers: {}, body: Buffer.from('{"id":"x"}'), url: request[0].url }
  })
  const { data } = await run(get, authorizer, { ...options, signal, scope: 'acme' })
  assert.deepEqual(data, { id: 'x' })
  assert.deepEqual(sent, [
    [
      {
        method: 'GET',
        url: new URL('https://api.weather.example/v2/stations/x'),
        headers: { accept: 'application/json', authorization: `Bearer ${TOKEN}` },
      },
      {
        deadlineMs: DEFAULT_DEADLINE_MS,
        maxBytes: 8 * 1024 * 1024,
        path: '/stations/{id}',
        signal,
        scope: 'acme',
      },
    ],
  ])
})

test('a record is given without a page', async () => {
  const projection = await run(get, authorizer, answering({ body: { id: 'x' } }))
  assert.deepEqual(projection, { data: { id: 'x' }, page: undefined, meta: {}, warnings: [] })
})

test('a list is given with its page, narrowed to the fields that were asked for', async () => {
  const call = weatherCall({
    entity: 'stations',
    action: 'list',
    params: LISBON,
    fields: { select: ['id'] },
  })
  const body = [
    { id: 'a', height: 1 },
    { id: 'b', height: 2 },
  ]
  const headers = { link: '<https://api.weather.example/elsewhere?page=2>; rel="next"' }
  assert.deepEqual(await run(call, authorizer, answering({ body, headers })), {
    data: [{ id: 'a' }, { id: 'b' }],
    page: { nextCursor: Buffer.from('page=2').toString('base64url'), complete: false },
    meta: {},
    warnings: [],
  })
})

test('the last page says that nothing is left', async () => {
  const { page } = await run(list, authorizer, answering({ body: [] }))
  assert.deepEqual(page, { nextCursor: null, complete: true })
})

test('a list that comes whole is complete', async () => {
  const { page } = await run(reports, authorizer, answering({ body: [{}] }))
  assert.deepEqual(page, { nextCursor: null, complete: true })
})

test('a Link header on several lines is one header', async () => {
  const headers = { link: ['<?page=1>; rel="first"', '<?page=2>; rel="next"'] }
  const { page } = await run(list, authorizer, answering({ body: [], headers }))
  assert.equal(page?.complete, false)
})

test('what stands beside the records is told', async () => {
  const call = weatherCall({ entity: 'reports', action: 'api_search', params: { q: 'rain' } })
  const { data, meta } = await run(
    call,
    authorizer,
    answering({ body: { total: 7, found: { items: [{}] } } }),
  )
  assert.deepEqual([data, meta], [[{}], { total: 7 }])
})

test('integers beyond 2^53 are given as text, with a warning', async () => {
  const { data, warnings } = await run(get, authorizer, answering({ body: '{"id":9007199254740993}' }))
  assert.deepEqual(data, { id: '9007199254740993' })
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['integers_as_text'],
  )
})

test('a write may be answered with nothing', async () => {
  const { data, page } = await run(remove, authorizer, answering({ status: 204 }))
  assert.deepEqual([data, page], [null, undefined])
})

const failures: readonly (readonly [
  title: string,
  call: ResolvedCall,
  reply: Reply,
  code: string,
  side: string,
])[] = [
  ['401', get, { status: 401, body: { message: 'Bad' } }, 'credential_invalid', 'none'],
  [
    '404 with HTML',
    get,
    { status: 404, headers: { 'content-type': 'text/html' }, body: '<p>' },
    'upstream_not_found',
    'none',
  ],
  ['422 on a write', create, { status: 422, body: {} }, 'upstream_invalid', 'none'],
  ['429 on a write', create, { status: 429 }, 'upstream_rate_limited', 'none'],
  ['500 on a read', get, { status: 500 }, 'upstream_unavailable', 'none'],
  ['500 on a write', create, { status: 500 }, 'outcome_unknown', 'unknown'],
  ['503 on a removal', remove, { status: 503 }, 'outcome_unknown', 'unknown'],
  [
    '302 on a read',
    get,
    { status: 302, headers: { location: 'https://x.example' } },
    'destination_refused',
    'none',
  ],
  ['304 on a read', get, { status: 304 }, 'destination_refused', 'none'],
  ['303 on a write', create, { status: 303 }, 'outcome_unknown', 'unknown'],
  ['307 on a write', create, { status: 307 }, 'destination_refused', 'none'],
  ['broken JSON on a read', get, { body: '{"id":' }, 'upstream_malformed', 'none'],
  [
    'HTML on a read',
    get,
    { headers: { 'content-type': 'text/html' }, body: '<p>' },
    'upstream_malformed',
    'none',
  ],
  ['nothing on a read', get, {}, 'upstream_malformed', 'none'],
  ['nothing on a list', list, {}, 'upstream_malformed', 'none'],
  ['a list in place of a record', get, { body: [] }, 'projection_failed', 'none'],
  ['a record in place of a list', list, { body: {} }, 'projection_failed', 'none'],
  ['deep nesting on a read', get, { body: '['.repeat(100_000) }, 'upstream_malformed', 'none'],
  ['broken JSON on a write', create, { status: 201, body: '{"id":' }, 'outcome_unknown', 'done'],
  [
    'HTML on a write',
    create,
    { headers: { 'content-type': 'text/html' }, body: '<p>' },
    'outcome_unknown',
    'done',
  ],
  ['a list in answer to a write', create, { status: 201, body: [] }, 'outcome_unknown', 'done'],
  ['a text in answer to a write', remove, { body: '"ok"' }, 'outcome_unknown', 'done'],
  [
    'a next page that is this page',
    list,
    { body: [], headers: { link: '<?per_page=2>; rel=next' } },
    'upstream_malformed',
    'none',
  ],
]

for (const [title, call, reply, code, side] of failures) {
  test(`${title} is ${code}, side effect: ${side}`, async () => {
    const error = await failure(call, answering(reply))
    assert.deepEqual([error.code, error.sideEffect], [code, side])
  })
}

test('when to come back is counted from now', async () => {
  const error = await failure(get, answering({ status: 429, headers: { 'retry-after': '60' } }))
  assert.equal(error.retryAt?.getTime(), NOW + 60_000)
})

test('a write that was never sent may be repeated', async () => {
  const unsent = new SallyportError('upstream_unavailable', 'Not reached.', { sideEffect: 'none' })
  const error = await failure(create, failing(unsent))
  assert.equal(error, unsent)
  assert.equal(error.retryable, true)
})

test('a write that was cut off may have happened', async () => {
  const cut = new SallyportError('upstream_timeout', 'Too late.', { sideEffect: 'unknown' })
  const error = await failure(create, failing(cut))
  assert.deepEqual([error.code, error.sideEffect, error.retryable], ['outcome_unknown', 'unknown', false])
})

test('a read that was cut off changed nothing', async () => {
  const cut = new SallyportError('upstream_timeout', 'Too late.', { sideEffect: 'unknown' })
  const error = await failure(get, failing(cut))
  assert.deepEqual([error.code, error.sideEffect], ['upstream_timeout', 'none'])
})

for (const call of [get, create]) {
  test(`the reason for which a caller gave up a ${call.operation.effect} is passed through`, async () => {
    const reason = new DOMException('enough', 'AbortError')
    await assert.rejects(run(call, authorizer, failing(reason)), (error) => error === reason)
  })
}

test('nothing is sent to an origin that the credential was not sealed for', async () => {
  const definition = { ...weather, server: { url: 'https://evil.example' } }
  const options = sending(() => assert.fail('it was sent'))
  assert.equal((await failure({ ...get, definition }, options)).code, 'destination_refused')
})

test('a credential that the third party repeats does not come through', async () => {
  const body = { id: TOKEN, echo: [`Bearer ${TOKEN}`, Buffer.from(TOKEN).toString('base64')] }
  const { data } = await run(get, authorizer, answering({ body }))
  assert.deepEqual(data, { id: '[redacted]', echo: ['Bearer [redacted]', '[redacted]'] })
})

test('a credential that a refusal repeats does not come through', async () => {
  const reply = {
    status: 422,
    headers: { 'x-request-id': `id-${TOKEN}` },
    body: { message: `Bad header: Bearer ${TOKEN}` },
  }
  const error = await failure(get, answering(reply))
  assert.match(error.message, /It says: Bad header: Bearer \[redacted\]$/)
  assert.equal(error.upstream?.requestId, 'id-[redacted]')
})

test('a credential that a link repeats does not come through', async () => {
  const headers = { link: `<?page=2&after=${TOKEN}>; rel="next"` }
  const { page } = await run(list, authorizer, answering({ body: [], headers }))
  assert.ok(page?.nextCursor)
  assert.ok(!Buffer.from(page.nextCursor, 'base64url').toString().includes(TOKEN))
})
