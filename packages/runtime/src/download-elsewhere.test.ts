import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DownloadOptions, download } from './download.ts'
import { createSender } from './send/sender.ts'
import { type SeenRequest, serve } from './send/testing/upstream-server.ts'
import { allBytes } from './testing/all-bytes.ts'
import { archiveAuthorizer, archiveCall, archiveOrigins, SECRET } from './testing/archive.ts'

type Respond = Parameters<typeof serve>[0]

const redirectTo =
  (location: string, status = 302): Respond =>
  (response) =>
    response.writeHead(status, { location, 'set-cookie': 'a=b' }).end()
const give: Respond = (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('the file')

/** The three origins of the archive; what is not stated gives the file. */
async function stage(responds: Partial<Record<'api' | 'uploads' | 'objects', Respond>>) {
  const api = await serve(responds.api ?? give)
  const uploads = await serve(responds.uploads ?? give)
  const objects = await serve(responds.objects ?? give)
  const all = { api, uploads, objects }
  const origins = archiveOrigins({ api: api.origin, uploads: uploads.origin, objects: objects.origin })
  const sender = createSender({ allowLoopbackOrigins: origins })
  return {
    seen: (name: keyof typeof all): readonly SeenRequest[] => all[name].seen,
    async read(action: string, options: Partial<DownloadOptions> = {}) {
      const call = archiveCall(action, { id: '7' })
      const { body } = await download(call, archiveAuthorizer, { sender, now: () => 0, ...options })
      return (await allBytes(body)).toString()
    },
    async [Symbol.asyncDispose]() {
      await sender.close()
      for (const server of Object.values(all)) await server[Symbol.asyncDispose]()
    },
  }
}

for (const status of [301, 302, 303, 307, 308]) {
  test(`a file behind a ${status} to an origin that is listed without the credential is fetched bare`, async () => {
    await using at = await stage({ api: redirectTo('https://objects.example/o/7?permission=x', status) })
    assert.equal(await at.read('download', { range: { first: 0 } }), 'the file')
    assert.equal(at.seen('api')[0]?.headers['x-key'], SECRET)
    const [bare] = at.seen('objects')
    assert.equal(bare?.target, '/o/7?permission=x')
    // Nothing goes along but how the file is wanted; the rest is what any connection says.
    const { host, connection, ...said } = bare?.headers ?? {}
    assert.deepEqual(said, { 'accept-encoding': 'identity', range: 'bytes=0-' })
    assert.ok(host === 'objects.example' && connection !== undefined)
  })
}

test('the credential goes along to an origin that is listed with it', async () => {
  await using at = await stage({ api: redirectTo('https://uploads.archive.example/7') })
  assert.equal(await at.read('download'), 'the file')
  assert.deepEqual(
    at.seen('uploads').map(({ headers }) => [headers['x-key'], headers['x-version'], headers.cookie]),
    [[SECRET, '1', undefined]],
  )
})

for (const location of [
  'https://evil.example/',
  'http://objects.example/',
  'https://objects.example:444/',
  'https://objects.example.evil.example/',
  'https://user:pass@objects.example/',
  '//evil.example/x',
  'file:///etc/passwd',
]) {
  test(`a file is not fetched from ${location}`, async () => {
    await using at = await stage({ api: redirectTo(location) })
    await assert.rejects(at.read('download'), { code: 'destination_refused' })
    assert.equal(at.seen('objects').length, 0)
  })
}

test('a credential that the address of another origin repeats does not get there', async () => {
  await using at = await stage({ api: redirectTo(`https://objects.example/?echo=${SECRET}`) })
  await at.read('download')
  assert.equal(at.seen('objects')[0]?.target.includes(SECRET), false)
})

test('an origin without the credential cannot send it anywhere', async () => {
  await using at = await stage({
    api: redirectTo('https://objects.example/'),
    objects: redirectTo('https://uploads.archive.example/'),
  })
  assert.equal(await at.read('download'), 'the file')
  assert.equal(at.seen('uploads')[0]?.headers['x-key'], undefined)
})

test('a fourth hop is not made', async () => {
  await using at = await stage({
    api: redirectTo('https://objects.example/'),
    objects: redirectTo('https://archive.example/files/8'),
  })
  await assert.rejects(at.read('download'), { code: 'destination_refused' })
  assert.deepEqual([at.seen('api').length, at.seen('objects').length], [2, 2])
})

for (const status of [401, 403]) {
  test(`a ${status} where the credential was not given says nothing about it`, async () => {
    const refuse: Respond = (response) => response.writeHead(status).end('<Error/>')
    await using at = await stage({ api: redirectTo('https://objects.example/'), objects: refuse })
    await assert.rejects(at.read('download'), { code: 'upstream_forbidden', fix: /new address/ })
  })
}

const answer =
  (body: unknown, status = 200): Respond =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

test('a file whose address stands in an answer is asked for there, and its range with it', async () => {
  await using at = await stage({ api: answer({ file: { url: 'https://objects.example/7' } }) })
  assert.equal(await at.read('download_shared', { range: { first: 1, last: 2 } }), 'the file')
  const [asked] = at.seen('api')
  assert.deepEqual(
    [asked?.target, asked?.headers['x-key'], asked?.headers.range],
    ['/shares/7', SECRET, undefined],
  )
  const [fetched] = at.seen('objects')
  assert.deepEqual([fetched?.headers['x-key'], fetched?.headers.range], [undefined, 'bytes=1-2'])
})

test('an address on the server itself is asked with the credential, also where it is relative', async () => {
  await using at = await stage({
    api: (response, request) =>
      request.target === '/shares/7'
        ? answer({ file: { url: '/bytes/7' } })(response, request)
        : give(response, request),
  })
  assert.equal(await at.read('download_shared'), 'the file')
  assert.deepEqual(
    at.seen('api').map(({ target, headers }) => [target, headers['x-key']]),
    [
      ['/shares/7', SECRET],
      ['/bytes/7', SECRET],
    ],
  )
})

for (const [what, respond, code] of [
  ['an address elsewhere', answer({ file: { url: 'https://evil.example/' } }), 'destination_refused'],
  ['no address', answer({ file: {} }), 'projection_failed'],
  ['an address that is a number', answer({ file: { url: 7 } }), 'projection_failed'],
  ['what is no address', answer({ file: { url: 'https://' } }), 'upstream_malformed'],
  ['a failure in an answer of 200', answer({ ok: false, error: 'gone' }), 'upstream_invalid'],
  ['404', answer({ error: 'gone' }, 404), 'upstream_not_found'],
  ['401', answer({}, 401), 'credential_invalid'],
  [
    'a page',
    ((response) => response.setHeader('content-type', 'text/html').end('<p>')) as Respond,
    'upstream_malformed',
  ],
] as const) {
  test(`${what} in place of where the file lies is ${code}`, async () => {
    await using at = await stage({ api: respond })
    await assert.rejects(at.read('download_shared'), { code, sideEffect: 'none' })
    assert.equal(at.seen('objects').length, 0)
  })
}

test('the time until a file begins counts over all that is asked before', async () => {
  let now = 0
  await using at = await stage({
    api: (response, request) => {
      now = 4_999
      answer({ file: { url: 'https://objects.example/7' } })(response, request)
    },
    objects: () => {},
  })
  const late = at.read('download_shared', { now: () => now, deadlineMs: 5_000 })
  await assert.rejects(late, { code: 'upstream_timeout', message: /within 1 ms/ })
})
