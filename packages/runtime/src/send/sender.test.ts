import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { mock, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import { createSender, type SenderOptions, type SendOptions } from './sender.ts'
import { serve, serveTcp, type UpstreamServer } from './testing/upstream-server.ts'
import type { UpstreamRequest } from './upstream.ts'

const ORIGIN = 'https://api.test'
const BOUNDS: SendOptions = { deadlineMs: 2_000, maxBytes: 100_000 }

function get(path = '/', headers: Record<string, string> = {}): UpstreamRequest {
  return { method: 'GET', url: new URL(path, ORIGIN), headers }
}

function senderTo(target: string, options: SenderOptions = {}) {
  const sender = createSender({ allowLoopbackOrigins: new Map([[ORIGIN, target]]), ...options })
  return Object.assign(sender, { [Symbol.asyncDispose]: () => sender.close() })
}

function fails(code: string) {
  return (error: unknown) => SallyportError.isInstance(error) && error.code === code
}

test('a request arrives as it was given, and its answer comes back', async () => {
  await using upstream = await serve((response) => {
    response.writeHead(201, { 'X-Request-Id': 'r1', 'Set-Cookie': ['a=1', 'b=2'] }).end('{"id":1}')
  })
  await using sender = senderTo(upstream.origin)
  const url = new URL('/repos/a%2Fb?state=open&page=2#part', ORIGIN)
  const headers = { authorization: 'Bearer t', 'Content-Type': 'application/json' }
  const answer = await sender.send({ method: 'POST', url, headers, body: '{"title":"é"}' }, BOUNDS)

  const [seen] = upstream.seen
  assert.equal(seen?.method, 'POST')
  assert.equal(seen?.target, '/repos/a%2Fb?state=open&page=2')
  assert.equal(seen?.body, '{"title":"é"}')
  assert.equal(seen?.headers.authorization, 'Bearer t')
  assert.equal(seen?.headers['content-type'], 'application/json')
  assert.equal(seen?.headers['accept-encoding'], 'gzip, br, deflate')
  assert.equal(answer.status, 201)
  assert.equal(answer.headers['x-request-id'], 'r1')
  assert.deepEqual(answer.headers['set-cookie'], ['a=1', 'b=2'])
  assert.equal(Buffer.from(answer.body).toString(), '{"id":1}')
})

test('a redirected origin stays the one that is seen, by the caller and by the third party', async () => {
  await using upstream = await serve((response) => response.end('x'))
  await using sender = senderTo(`http://localhost:${upstream.port}`)
  const answer = await sender.send(get('/a'), BOUNDS)
  assert.equal(answer.url.href, 'https://api.test/a')
  assert.equal(upstream.seen[0]?.headers.host, 'api.test')
})

test('bytes are sent as they are, and a caller may choose the codings', async () => {
  await using upstream = await serve((response) => response.end('x'))
  await using sender = senderTo(upstream.origin)
  const body = new TextEncoder().encode('-bytes-').subarray(1, 6)
  const headers = { 'Accept-Encoding': 'identity' }
  await sender.send({ method: 'PUT', url: new URL(ORIGIN), headers, body }, BOUNDS)
  assert.equal(upstream.seen[0]?.body, 'bytes')
  assert.equal(upstream.seen[0]?.headers['accept-encoding'], 'identity')
})

for (const status of [200, 204, 304, 400, 404, 429, 500, 503]) {
  test(`status ${status} is an answer`, async () => {
    await using upstream = await serve((response) => response.writeHead(status).end())
    await using sender = senderTo(upstream.origin)
    assert.equal((await sender.send(get(), BOUNDS)).status, status)
  })
}

const notFollowed: readonly (readonly [what: string, location: string | undefined, method?: string])[] = [
  ['to another host', 'https://other.test/b'],
  ['to another port', 'https://api.test:8443/b'],
  ['to another scheme', 'http://api.test/b'],
  ['with a user', 'https://user@api.test/b'],
  ['to a host that begins the same', 'https://api.test.evil.test/b'],
  ['to nowhere', undefined],
  ['that cannot be read', 'https://'],
  ['of a write', '/b', 'POST'],
  ['of a removal', '/b', 'DELETE'],
]

for (const [what, location, method = 'GET'] of notFollowed) {
  test(`a redirect ${what} is an answer`, async () => {
    await using upstream = await serve((response) =>
      response.writeHead(307, location === undefined ? {} : { location }).end(),
    )
    await using sender = senderTo(upstream.origin)
    const answer = await sender.send({ ...get('/a'), method }, BOUNDS)
    assert.equal(answer.status, 307)
    assert.equal(answer.headers.location, location)
    assert.equal(answer.url.pathname, '/a')
    assert.equal(upstream.seen.length, 1)
  })
}

for (const method of ['GET', 'HEAD']) {
  test(`a ${method} is followed within its origin, with the same headers`, async () => {
    await using upstream = await serve((response, { target }) => {
      if (target === '/a') response.writeHead(302, { location: `${ORIGIN}/b?x=1` }).end('moved')
      else response.end('here')
    })
    await using sender = senderTo(upstream.origin)
    const answer = await sender.send({ ...get('/a', { authorization: 'Bearer t' }), method }, BOUNDS)
    assert.equal(answer.status, 200)
    assert.equal(answer.url.href, `${ORIGIN}/b?x=1`)
    assert.equal(Buffer.from(answer.body).toString(), method === 'GET' ? 'here' : '')
    assert.deepEqual(
      upstream.seen.map(({ headers }) => headers.authorization),
      ['Bearer t', 'Bearer t'],
    )
  })
}

test('a ring of redirects ends with the fourth answer', async () => {
  await using upstream = await serve((response) => response.writeHead(301, { location: '/again' }).end())
  await using sender = senderTo(upstream.origin)
  assert.equal((await sender.send(get(), BOUNDS)).status, 301)
  assert.equal(upstream.seen.length, 4)
})

function portsOf(target: string, { seen }: UpstreamServer): ReadonlySet<number> {
  return new Set(seen.filter((request) => request.target === target).map(({ clientPort }) => clientPort))
}

test('calls of one scope use their connections again, those of another have their own', async () => {
  await using upstream = await serve((response) => response.end())
  await using sender = senderTo(upstream.origin)
  for (const scope of ['a', 'a', 'b', 'b', 'a', 'b', 'a', 'a']) {
    await sender.send(get(`/${scope}`), { ...BOUNDS, scope })
  }
  const [ofA, ofB] = [portsOf('/a', upstream), portsOf('/b', upstream)]
  assert.ok(ofA.size < 5)
  for (const port of ofA) assert.ok(!ofB.has(port))
})

test('beyond the limit the pool that rested longest gives way, and never one in use', async () => {
  await using upstream = await serve(async (response, { target }) => {
    if (upstream.seen.length === 1) await delay(60)
    response.end(target)
  })
  await using sender = senderTo(upstream.origin, { maxPools: 3 })
  const call = (scope: string) => sender.send(get(`/${scope}`), { ...BOUNDS, scope })
  const slow = call('a')
  for (const scope of ['b', 'c', 'd']) await call(scope)
  assert.equal(Buffer.from((await slow).body).toString(), '/a')

  // undici gives a connection back in the turn of the event loop after its answer.
  await delay(5)
  for (const scope of ['a', 'c', 'd', 'b']) await call(scope)
  const connections = ['a', 'b', 'c', 'd'].map((scope) => portsOf(`/${scope}`, upstream).size)
  assert.deepEqual(connections, [1, 2, 1, 1])
})

test('closing waits for the calls under way and takes no more', async () => {
  await using upstream = await serve(async (response) => {
    await delay(30)
    response.end('done')
  })
  const sender = senderTo(upstream.origin)
  const call = sender.send(get(), BOUNDS)
  const closed = sender.close()
  await assert.rejects(sender.send(get(), BOUNDS), fails('shutting_down'))
  assert.equal(Buffer.from((await call).body).toString(), 'done')
  await closed
  const started = performance.now()
  await upstream.idle()
  assert.ok(performance.now() - started < 5_000)
  await sender.close()
})

test('closing does not wait for the connections of calls that were given up', async () => {
  await using silent = await serveTcp(() => {})
  const sender = createSender({ allowPrivateAddresses: ['127.0.0.1/32'] })
  const url = new URL(`https://127.0.0.1:${silent.port}/`)
  await assert.rejects(
    sender.send({ ...get(), url }, { ...BOUNDS, deadlineMs: 20 }),
    fails('upstream_timeout'),
  )
  const started = performance.now()
  await sender.close()
  assert.ok(performance.now() - started < 5_000)
})

test('a call leaves no timer and no listener behind', async () => {
  await using upstream = await serve((response) => response.end('x'))
  await using sender = senderTo(upstream.origin)
  const { signal } = new AbortController()
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  await sender.send(get(), { ...BOUNDS, signal })
  const before = timers()
  for (let call = 0; call < 20; call++) await sender.send(get(), { ...BOUNDS, signal })
  assert.ok(timers() < before + 10)
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

test('global fetch is never used', async () => {
  const fetch = mock.method(globalThis, 'fetch', () => Promise.reject(new Error('fetch was called')))
  await using upstream = await serve((response) => response.end('x'))
  await using sender = senderTo(upstream.origin)
  assert.equal((await sender.send(get(), BOUNDS)).status, 200)
  assert.equal(fetch.mock.callCount(), 0)
  fetch.mock.restore()
})

test('a URL that is not https, or has a user, is refused before anything is resolved', async () => {
  const lookup = mock.fn()
  await using sender = senderTo('http://127.0.0.1:1', { lookup })
  for (const url of [
    'http://api.test/',
    'ftp://api.test/',
    'https://u@other.test/',
    'https://:p@other.test/',
  ]) {
    await assert.rejects(sender.send({ ...get(), url: new URL(url) }, BOUNDS), fails('destination_refused'))
  }
  assert.equal(lookup.mock.callCount(), 0)
})

const mistakes: readonly (readonly [
  what: string,
  request: Partial<UpstreamRequest>,
  options?: Partial<SendOptions>,
])[] = [
  ['a host header', { headers: { Host: 'evil.test' } }],
  ['a header value that begins another line', { headers: { 'x-a': 'secret\r\nx-b: 1' } }],
  ['a header name that is none', { headers: { 'x a': '1' } }],
  [
    'a length that is not that of the body',
    { method: 'POST', body: 'abc', headers: { 'content-length': '4' } },
  ],
  ['a tunnel', { method: 'CONNECT' }],
  ['a method that is none', { method: 'GET /' }],
  ['no deadline', {}, { deadlineMs: Number.POSITIVE_INFINITY }],
  ['a deadline in the past', {}, { deadlineMs: 0 }],
  ['no bound', {}, { maxBytes: Number.NaN }],
]

for (const [what, request, options] of mistakes) {
  test(`${what} is a programmer's mistake, told without values`, async () => {
    await using upstream = await serve((response) => response.end())
    await using sender = senderTo(upstream.origin)
    await assert.rejects(
      sender.send({ ...get(), ...request }, { ...BOUNDS, ...options }),
      (error) => error instanceof TypeError && !/secret|evil/.test(error.message),
    )
    assert.equal(upstream.seen.length, 0)
  })
}
