/*
 * Defects that engines of this kind were found to have in what they make of answers, by their numbers in the list that
 * was made of them; known-defects.test.ts has those of how they ask. Each has a test below that goes all the way over
 * HTTP and fails where the defect is there.
 *
 *  5  errors of GraphQL, and records that are not where they should be, become an empty success
 *  6  failures in answers of 200 go unseen
 *  7  every 403 is a bad credential, every 400 a bad argument
 * 14  failures come in several families, results in several shapes
 * 20  reasons of refusals are hidden, and nobody is told to act
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { matchCredential } from './authorize/match-credential.ts'
import type { Projection } from './projection.ts'
import { parseConfig } from './resolve/config.ts'
import { run } from './run.ts'
import type { serve } from './send/testing/upstream-server.ts'
import { archive, archiveAuthorizer, archiveCall } from './testing/archive.ts'
import { failureOf, rejectionOf } from './testing/failure-of.ts'
import { letterCall, postAuthorizer } from './testing/post-office.ts'
import { json, thirdParty } from './testing/third-party.ts'
import { weather, weatherAuthorizer, weatherCall } from './testing/weather.ts'

const station = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
const creation = weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } })

const found = letterCall('list_found', { params: { word: 'rain' } })

test('errors of GraphQL without data are a failure', async () => {
  const errors = [{ message: 'The letter is gone.', code: 'gone' }]
  await using third = await thirdParty(json({ data: null, errors }))
  await assert.rejects(run(found, postAuthorizer, third.options), {
    code: 'upstream_not_found',
    message: /The letter is gone\./,
  })
})

test('errors of GraphQL beside data are told with the data', async () => {
  const letters = { nodes: [{ id: 'a' }, null], pageInfo: { hasNextPage: false } }
  await using third = await thirdParty(json({ data: { letters }, errors: [{ message: 'Half.' }] }))
  const { data, warnings } = await run(found, postAuthorizer, third.options)
  assert.deepEqual([data, warnings.map(({ code }) => code)], [letters.nodes, ['partial']])
})

test('records that are not where the definition says are no empty success', async () => {
  await using third = await thirdParty(json({ data: { messages: { nodes: [{ id: 'a' }] } } }))
  await assert.rejects(run(found, postAuthorizer, third.options), {
    code: 'projection_failed',
    act: 'operator',
    message: /data\.letters\.nodes/,
  })
})

test('an answer of 200 that says it is a failure is one, in the words of each third party', async () => {
  await using third = await thirdParty((response, { target }) => {
    if (target.startsWith('/files')) json({ ok: false, error: 'no such text' })(response, { target } as never)
    else json({ errors: [{ code: 'lost', message: 'It is lost.' }] })(response, { target } as never)
  })
  await assert.rejects(run(archiveCall('get_text', { id: '7' }), archiveAuthorizer, third.options), {
    code: 'upstream_invalid',
    message: /no such text/,
  })
  await assert.rejects(run(letterCall('list_drafts'), postAuthorizer, third.options), {
    code: 'upstream_not_found',
    message: /It is lost/,
  })
})

test('a failure that comes as JSON in place of lines, a table or a feed is one too', async () => {
  await using third = await thirdParty(json({ ok: false, error: 'no such feed' }))
  for (const action of ['list_rows', 'list_lines', 'list_entries']) {
    await assert.rejects(run(archiveCall(action, {}), archiveAuthorizer, third.options), {
      code: 'upstream_invalid',
      message: /no such feed/,
    })
  }
})

for (const [what, status, headers, body, code, act] of [
  ['403 that asks to slow down', 403, { 'retry-after': '9000' }, {}, 'upstream_rate_limited', 'wait'],
  ['403 for want of a permission', 403, {}, { message: 'Not your station.' }, 'upstream_forbidden', 'user'],
  ['401', 401, {}, { message: 'Bad token.' }, 'credential_invalid', 'user'],
  ['400', 400, {}, { message: 'Bad height.' }, 'upstream_invalid', 'agent'],
  ['400 in maintenance', 400, { 'x-maintenance': 'yes' }, {}, 'upstream_unavailable', 'wait'],
] as const) {
  test(`a ${what} is ${code}, for whom it concerns: ${act}`, async () => {
    await using third = await thirdParty(json(body, status, headers))
    const call = run(station, weatherAuthorizer, { ...third.options, maxAttempts: 1 })
    const error = await rejectionOf(call)
    assert.deepEqual([error.code, error.act], [code, act])
  })
}

const KEYS = ['code', 'family', 'status', 'act', 'retryable', 'sideEffect', 'message'] as const

test('every failure is of one class and tells the same things, every result has one shape', async () => {
  const garbled: Parameters<typeof serve>[0] = (response) => response.end('<html>')
  const lost: Parameters<typeof serve>[0] = (response) => response.socket?.destroy()
  const answers = [json({}, 404), json({}, 429), json({}, 500), json({}, 302), json([]), garbled, lost]
  const errors = [
    failureOf(() => weatherCall({ entity: 'planes', action: 'get' })),
    failureOf(() => weatherCall({ entity: 'stations', action: 'fly' })),
    failureOf(() => weatherCall({ entity: 'stations', action: 'get' })),
    failureOf(() => parseConfig(weather, { places: 7 })),
    failureOf(() => matchCredential(archive, { key: '' })),
  ]
  for (const respond of answers) {
    await using third = await thirdParty(respond)
    for (const call of [station, creation])
      errors.push(await rejectionOf(run(call, weatherAuthorizer, { ...third.options, maxAttempts: 1 })))
  }
  for (const error of errors) {
    assert.ok(SallyportError.isInstance(error))
    assert.deepEqual(
      KEYS.filter((key) => error[key] === undefined),
      [],
      error.code,
    )
  }
  await using third = await thirdParty(json([{ id: 'x' }]))
  await using single = await thirdParty(json({ id: 'x' }))
  const list = weatherCall({ entity: 'stations', action: 'list', params: { country: 'pt', city: 'lisbon' } })
  const results: Projection[] = [
    await run(list, weatherAuthorizer, third.options),
    await run(station, weatherAuthorizer, single.options),
    await run(creation, weatherAuthorizer, single.options),
  ]
  for (const result of results)
    assert.deepEqual(Object.keys(result).sort(), ['data', 'meta', 'page', 'warnings'])
})

test('a refusal says in the words of the third party why, who has to act, and how', async () => {
  const said = 'Resource not accessible by this token: ask for stations:read.'
  await using third = await thirdParty(json({ error: { text: said } }, 403, { 'x-request-id': 'r-1' }))
  const error = await rejectionOf(run(station, weatherAuthorizer, third.options))
  assert.ok(error.message.includes(said))
  assert.deepEqual([error.act, error.upstream?.requestId], ['user', 'r-1'])
  assert.match(error.fix ?? '', /permission/)
})
