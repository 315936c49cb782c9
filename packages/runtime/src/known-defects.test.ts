/*
 * Defects that engines of this kind were found to have, by their numbers in the list that was made of them. Each has
 * a test below that goes all the way over HTTP and fails where the defect is there.
 *
 *  3  a time to come back is not honoured, in any of its forms
 *  4  a write is repeated although nobody knows whether it happened
 *  5  errors of GraphQL, and records that are not where they should be, become an empty success
 *  6  failures in answers of 200 go unseen
 *  7  every 403 is a bad credential, every 400 a bad argument
 *  8  what always goes along is not sent, and parameters are not checked
 *  9  a host that looks alike gets the key, a setting moves the host, a redirect takes the key along
 * 10  files are held whole, without a bound, and a missing one is an empty success
 * 11  forms with files send nothing, null cannot be said, lists are written in one way only
 * 12  variables of GraphQL are copied into the URL
 * 13  a vendor is told of calls
 * 14  failures come in several families, results in several shapes
 * 15  the second page of a list cannot be reached, and the documented cursor is ignored
 * 20  reasons of refusals are hidden, and nobody is told to act
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { SallyportError } from '@sallyport/errors'
import { matchCredential } from './authorize/credential.ts'
import { download } from './download.ts'
import type { Projection } from './projection.ts'
import { parseConfig } from './resolve/config.ts'
import { run } from './run.ts'
import type { Attempt } from './send/testing/traced-connections.ts'
import { serve } from './send/testing/upstream-server.ts'
import { archive, archiveAuthorizer, archiveCall } from './testing/archive.ts'
import { failureOf, rejectionOf } from './testing/failure-of.ts'
import { BOOKS, giveBooks, LIBRARY_LISTS, libraryAuthorizer, libraryCall } from './testing/library.ts'
import { letterCall, postAuthorizer } from './testing/post-office.ts'
import { inTurn, json, thirdParty } from './testing/third-party.ts'
import { weather, weatherAuthorizer, weatherCall } from './testing/weather.ts'

const station = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
const creation = weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } })
const START = Date.UTC(2026, 0, 1)

for (const [form, status, headers] of [
  ['in seconds', 429, { 'retry-after': '3' }],
  ['as an HTTP date', 429, { 'retry-after': 'Thu, 01 Jan 2026 00:00:03 GMT' }],
  ['in a form of its own', 403, { 'x-remaining': '0', 'x-reset': `${START / 1000 + 3}` }],
] as const) {
  test(`a time to come back that is told ${form} is waited for`, async () => {
    await using third = await thirdParty(inTurn(json({}, status, headers), json({ id: 'x' })))
    const { data } = await run(station, weatherAuthorizer, third.options)
    assert.deepEqual([data, third.waited, third.seen.length], [{ id: 'x' }, [3_000], 2])
  })

  test(`a time to come back that is told ${form}, and is too far off, is told on`, async () => {
    await using third = await thirdParty(json({}, status, headers))
    const { code, retryAt } = await rejectionOf(
      run(station, weatherAuthorizer, { ...third.options, deadlineMs: 3_500 }),
    )
    assert.deepEqual([code, retryAt?.getTime()], ['upstream_rate_limited', START + 3_000])
    assert.deepEqual([third.waited, third.seen.length], [[], 1])
  })
}

for (const [what, lose] of [
  ['500', json({}, 500)],
  ['503', json({}, 503)],
  ['a broken connection', (response) => response.socket?.destroy()],
] as readonly (readonly [string, Parameters<typeof serve>[0]])[]) {
  test(`a creation that is answered with ${what} is sent once, and nobody claims to know what it did`, async () => {
    await using third = await thirdParty(inTurn(lose, json({ id: 'x' })))
    const error = await rejectionOf(run(creation, weatherAuthorizer, third.options))
    assert.deepEqual([error.code, error.sideEffect, error.retryable], ['outcome_unknown', 'unknown', false])
    assert.match(error.fix ?? '', /stations\.list/)
    assert.equal(third.seen.length, 1)
  })
}

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

test('what always goes along is sent, and what a setting supplies', async () => {
  await using third = await thirdParty(json([]))
  const list = weatherCall({ entity: 'stations', action: 'list', limit: 5 }, { places: 'pt/lisbon' })
  await run(list, weatherAuthorizer, third.options)
  const image = await download(letterCall('image', { params: { id: '7' } }), postAuthorizer, third.options)
  for await (const _ of image.body);
  assert.deepEqual(
    third.seen.map(({ target }) => target),
    ['/v2/countries/pt/cities/lisbon/stations?per_page=5', '/letters/7/image?size=full'],
  )
})

test('all that is wrong with parameters is said at once, before anything is sent', () => {
  const params = { country: 5, state: 'opne', heigth: 1, height: 99_999, tags: 'x', limit: 1_000 }
  const error = failureOf(() => weatherCall({ entity: 'stations', action: 'list', params }))
  assert.deepEqual(error.problems.map(({ field, code }) => `${field} ${code}`).sort(), [
    'params unknown',
    'params.city missing',
    'params.country type',
    'params.height maximum',
    'params.limit range',
    'params.state enum',
    'params.tags type',
  ])
  assert.match(error.message, /Did you mean "height"\?/)
})

test('a host that begins like the right one gets no key, wherever it is named', async () => {
  const evil = 'https://archive.example.evil.example/7'
  const body = { file: { url: evil }, upload: { url: evil } }
  for (const respond of [json(body, 302, { location: evil }), json(body, 200, { location: evil })]) {
    await using third = await thirdParty(respond)
    const file = { type: 'text/plain', name: 'a', content: Buffer.from('x') }
    for (const way of [
      download(archiveCall('download_shared', { id: '7' }), archiveAuthorizer, third.options),
      run(archiveCall('upload_whole', { title: 'A' }), archiveAuthorizer, { ...third.options, file }),
      run(archiveCall('upload_in_pieces', { title: 'A' }), archiveAuthorizer, { ...third.options, file }),
    ])
      await assert.rejects(way, {
        code: 'destination_refused',
        sideEffect: 'none',
        message: /does not list|points elsewhere/,
      })
    assert.deepEqual(third.strayed, [])
  }
})

test('a setting moves the host within its pattern alone, and the key goes where the setting said at first', async () => {
  const server = { url: 'https://{tenant}.weather.example' }
  const tenant = { title: 'Tenant', about: 'Whose.', pattern: '[^ ]+', example: 'api' }
  const definition = { ...weather, server, config: { tenant } }
  for (const value of [
    'evil.example/',
    'evil.example#',
    'evil.example?x',
    'evil.example:443/',
    'a@evil.example/',
    'evil.example\\',
    '..',
    '',
  ])
    assert.throws(
      () => matchCredential(definition, { token: 'wx_0123456789abcdef' }, { tenant: [value] }),
      { code: 'invalid_request' },
      value,
    )
  await using third = await thirdParty(json({ id: 'x' }))
  const moved = { ...station, definition, config: { tenant: ['evil.example.api'] } }
  await assert.rejects(run(moved, weatherAuthorizer, third.options), { code: 'destination_refused' })
  assert.deepEqual(third.seen, [])
})

test('a redirect takes no key along', async () => {
  await using third = await thirdParty(json({}, 307, { location: 'https://evil.example/' }))
  await assert.rejects(run(station, weatherAuthorizer, third.options), { code: 'destination_refused' })
  await assert.rejects(run(creation, weatherAuthorizer, third.options), { code: 'destination_refused' })
  const file = download(archiveCall('download', { id: '7' }), archiveAuthorizer, third.options)
  await assert.rejects(file, { code: 'destination_refused' })
  assert.deepEqual([third.seen.length, third.strayed], [3, []])
})

test('a file is given while it still comes, in the part that was asked for', async () => {
  const { promise: begun, resolve: go } = Promise.withResolvers<void>()
  await using third = await thirdParty(async (response) => {
    response.writeHead(206, { 'content-range': 'bytes 0-9/100' }).write('first')
    await begun
    response.end('after')
  })
  const call = archiveCall('download', { id: '7' })
  const { body, range } = await download(call, archiveAuthorizer, {
    ...third.options,
    range: { first: 0, last: 9 },
  })
  const pieces: string[] = []
  for await (const piece of body) {
    pieces.push(Buffer.from(piece).toString())
    go()
  }
  assert.deepEqual([range, pieces], ['bytes 0-9/100', ['first', 'after']])
  assert.equal(third.seen[0]?.headers.range, 'bytes=0-9')
})

test('a file that is not there is a failure, and an answer without end has a bound', async () => {
  await using third = await thirdParty((response, { target }) => {
    if (target.startsWith('/files')) return void response.writeHead(404).end()
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
    }
    response.writeHead(200, { 'content-type': 'application/json' }).on('drain', more)
    more()
  })
  const file = download(archiveCall('download', { id: '7' }), archiveAuthorizer, third.options)
  await assert.rejects(file, { code: 'upstream_not_found' })
  await assert.rejects(run(station, weatherAuthorizer, third.options), { code: 'upstream_too_large' })
})

test('a form has its fields and its file, null is said, and lists are written as each third party takes them', async () => {
  await using third = await thirdParty(json({ id: 'x', data: [] }))
  const file = { type: 'image/png', name: 'a.png', content: Buffer.from('bytes of it') }
  const form = archiveCall('upload_form', { title: 'A', tags: ['x', 'y'] })
  await run(form, archiveAuthorizer, { ...third.options, file })
  const update = weatherCall({
    entity: 'stations',
    action: 'update',
    params: { id: 'x', keeper: null, tags: [] },
  })
  await run(update, weatherAuthorizer, third.options)
  const tags = ['a', 'b']
  await run(letterCall('list', { params: { tags } }), postAuthorizer, third.options)
  const list = { country: 'pt', city: 'lisbon', tags }
  await run(
    weatherCall({ entity: 'stations', action: 'list', params: list }),
    weatherAuthorizer,
    third.options,
  ).catch(() => {})
  const [formed, updated, indexed, repeated] = third.seen
  const headers = { 'content-type': formed?.headers['content-type'] ?? '' }
  const read = await new Response(formed?.body, { headers }).formData()
  const scan = read.get('scan')
  assert.ok(scan instanceof File)
  assert.deepEqual(
    [read.get('title'), read.getAll('tags'), scan.name, await scan.text()],
    ['A', ['x', 'y'], 'a.png', 'bytes of it'],
  )
  assert.deepEqual(JSON.parse(updated?.body ?? ''), { keeper: null, tags: [] })
  assert.deepEqual(
    [...new URLSearchParams(indexed?.target.split('?')[1])],
    [
      ['tags[0]', 'a'],
      ['tags[1]', 'b'],
    ],
  )
  assert.deepEqual(
    [...new URLSearchParams(repeated?.target.split('?')[1])],
    [
      ['tags', 'a'],
      ['tags', 'b'],
    ],
  )
})

test('variables of GraphQL stand in the body and nowhere else', async () => {
  const letters = { nodes: [], pageInfo: { hasNextPage: false } }
  await using third = await thirdParty(json({ data: { letters, send: { letter: { id: 'a' } } } }))
  await run(found, postAuthorizer, third.options)
  await run(letterCall('send', { params: { id: 'a', express: true } }), postAuthorizer, third.options)
  assert.deepEqual(
    third.seen.map(({ target, body }) => [target, JSON.parse(body).variables]),
    [
      ['/graphql', { word: 'rain' }],
      ['/graphql', { input: { id: 'a', express: true } }],
    ],
  )
})

test('calls, files and refusals connect to the third party, and to nothing else', async () => {
  await using third = await serve((response, request) => {
    if (request.target.startsWith('/v2/stations/none')) json({}, 500)(response, request)
    else json({ id: 'x', items: [] })(response, request)
  })
  const program = fileURLToPath(new URL('./testing/calls-program.ts', import.meta.url))
  const child = spawn(process.execPath, [program, third.origin], {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)])
  assert.ok(printed.startsWith('{'), complaints)
  const { ended, attempts } = JSON.parse(printed) as { ended: string[]; attempts: Attempt[] }
  assert.deepEqual(ended, ['done', 'done', 'done', 'upstream_unavailable'])
  assert.ok(attempts.length > 0)
  assert.deepEqual(
    attempts.filter(({ host, port }) => host !== '127.0.0.1' || port !== third.port),
    [],
  )
})

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

for (const action of LIBRARY_LISTS) {
  test(`${action}: every page is reached by the cursor of the one before, under its own name and older ones`, async () => {
    await using third = await thirdParty(giveBooks)
    for (const [size, place] of [
      ['limit', 'cursor'],
      ['per_page', 'starting_after'],
    ] as const) {
      const books: unknown[] = []
      let cursor: string | null = null
      do {
        const params = { [size]: 2, ...(cursor !== null && { [place]: cursor }) }
        const { data, page } = await run(libraryCall(action, { params }), libraryAuthorizer, third.options)
        assert.ok(Array.isArray(data) && page !== undefined)
        books.push(...data)
        assert.equal(page.complete, page.nextCursor === null)
        cursor = page.nextCursor
      } while (cursor !== null && books.length <= BOOKS.length)
      assert.deepEqual(
        books,
        BOOKS.map((id) => ({ id })),
      )
    }
    assert.equal(third.seen.length, 6)
  })
}

test('a refusal says in the words of the third party why, who has to act, and how', async () => {
  const said = 'Resource not accessible by this token: ask for stations:read.'
  await using third = await thirdParty(json({ error: { text: said } }, 403, { 'x-request-id': 'r-1' }))
  const error = await rejectionOf(run(station, weatherAuthorizer, third.options))
  assert.ok(error.message.includes(said))
  assert.deepEqual([error.act, error.upstream?.requestId], ['user', 'r-1'])
  assert.match(error.fix ?? '', /permission/)
})
