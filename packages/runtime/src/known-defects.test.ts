/*
 * Defects that engines of this kind were found to have in how they ask, by their numbers in the list that was made of
 * them; known-defects-answers.test.ts has those of how they listen. Each has a test below that goes all the way over
 * HTTP and fails where the defect is there.
 *
 *  3  a time to come back is not honoured, in any of its forms
 *  4  a write is repeated although nobody knows whether it happened
 *  8  what always goes along is not sent, and parameters are not checked
 *  9  a host that looks alike gets the key, a setting moves the host, a redirect takes the key along
 * 10  files are held whole, without a bound, and a missing one is an empty success
 * 11  forms with files send nothing, null cannot be said, lists are written in one way only
 * 12  variables of GraphQL are copied into the URL
 * 13  a vendor is told of calls
 * 15  the second page of a list cannot be reached, and the documented cursor is ignored
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { matchCredential } from './authorize/match-credential.ts'
import { download } from './download.ts'
import { run } from './run.ts'
import type { Attempt } from './send/testing/traced-connections.ts'
import { serve } from './send/testing/upstream-server.ts'
import { archiveAuthorizer, archiveCall } from './testing/archive.ts'
import { failureOf, rejectionOf } from './testing/failure-of.ts'
import { BOOKS, giveBooks, LIBRARY_LISTS, libraryAuthorizer, libraryCall } from './testing/library.ts'
import { letterCall, postAuthorizer } from './testing/post-office.ts'
import { inTurn, json, thirdParty } from './testing/third-party.ts'
import { weather, weatherAuthorizer, weatherCall } from './testing/weather.ts'

const station = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
const creation = weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } })
const START = Date.UTC(2026, 0, 1)
const found = letterCall('list_found', { params: { word: 'rain' } })

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
