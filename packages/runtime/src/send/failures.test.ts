import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { inspect } from 'node:util'
import { type ErrorCode, SallyportError, type SideEffect } from '@sallyport/errors'
import type { Lookup } from './guarded-connector.ts'
import { createSender, type SenderOptions, type SendOptions } from './sender.ts'
import { certificate } from './testing/certificate.ts'
import { type LoopbackServer, serve, serveTcp } from './testing/upstream-server.ts'
import type { UpstreamRequest } from './upstream.ts'

const CANARY = 'canary-5f3a'
const BOUNDS: SendOptions = { deadlineMs: 5_000, maxBytes: 1_000, path: '/things/{id}' }
const REDIRECTED = 'https://redirected.test'

/** One sender for the block; `redirected.test` is plain HTTP on `server`, other names resolve to loopback. */
function senderTo(server: Pick<LoopbackServer, 'origin'>, options: SenderOptions = {}) {
  const lookup: Lookup = (hostname, _options, callback) => {
    if (hostname === 'missing.test') callback(Object.assign(new Error(CANARY), { code: 'ENOTFOUND' }), [])
    else callback(null, [{ address: '127.0.0.1', family: 4 }])
  }
  const sender = createSender({
    allowLoopbackOrigins: new Map([[REDIRECTED, server.origin]]),
    allowPrivateAddresses: ['127.0.0.1/32'],
    lookup,
    ...options,
  })
  return Object.assign(sender, { [Symbol.asyncDispose]: () => sender.close() })
}

function post(origin = REDIRECTED): UpstreamRequest {
  const url = new URL(`/things/1?key=${CANARY}`, origin)
  return { method: 'POST', url, headers: { authorization: `Bearer ${CANARY}` }, body: `{"a":"${CANARY}"}` }
}

function fails(code: ErrorCode, sideEffect: SideEffect, host = 'redirected.test') {
  return (error: unknown) => {
    assert.ok(SallyportError.isInstance(error), inspect(error))
    assert.deepEqual({ code: error.code, sideEffect: error.sideEffect }, { code, sideEffect })
    assert.deepEqual(
      { ...error.upstream, status: 0 },
      { method: 'POST', host, path: '/things/{id}', status: 0 },
    )
    assert.ok(error.message.startsWith(`POST ${host} `))
    assert.ok(!inspect(error, { depth: null, showHidden: true }).includes(CANARY))
    return true
  }
}

/** Reads a request over a plain socket, then does as told. */
function afterRequest(then: (socket: Socket) => void): (socket: Socket) => void {
  return (socket) => socket.once('data', () => then(socket))
}

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

/** What a third party does after it read the request. All of them leave open whether it acted. */
const broken: readonly (readonly [what: string, code: ErrorCode, converse: (socket: Socket) => void])[] = [
  ['hangs up', 'upstream_unavailable', afterRequest((socket) => socket.end())],
  ['resets the connection', 'upstream_unavailable', afterRequest((socket) => socket.resetAndDestroy())],
  [
    'stops in the middle of the head',
    'upstream_unavailable',
    afterRequest((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')),
  ],
  [
    'stops in the middle of the body',
    'upstream_unavailable',
    afterRequest((socket) => socket.end(`${HEAD}content-length: 10\r\n\r\n${CANARY.slice(0, 5)}`)),
  ],
  [
    'stops in the middle of a chunk',
    'upstream_unavailable',
    afterRequest((socket) => socket.end(`${HEAD}transfer-encoding: chunked\r\n\r\n10\r\nabc`)),
  ],
  [
    'does not speak HTTP',
    'upstream_malformed',
    afterRequest((socket) => socket.end(`${CANARY} 1 2 3\r\n\r\n`)),
  ],
  [
    'sends chunks that are none',
    'upstream_malformed',
    afterRequest((socket) => socket.end(`${HEAD}transfer-encoding: chunked\r\n\r\n${CANARY}\r\n\r\n`)),
  ],
  [
    'sends a head without end',
    'upstream_malformed',
    afterRequest((socket) => socket.write(`${HEAD}x-long: ${CANARY.repeat(2_000)}\r\n`)),
  ],
  [
    'names a coding that was not asked for',
    'upstream_malformed',
    afterRequest((socket) => socket.end(`${HEAD}content-encoding: zstd\r\ncontent-length: 3\r\n\r\nabc`)),
  ],
  [
    'sends what is not gzip as gzip',
    'upstream_malformed',
    afterRequest((socket) =>
      socket.end(`${HEAD}content-encoding: gzip\r\ncontent-length: 11\r\n\r\n${CANARY}`),
    ),
  ],
]

for (const [what, code, converse] of broken) {
  test(`a third party that ${what} after a write leaves its outcome unknown`, async () => {
    await using server = await serveTcp(converse)
    await using sender = senderTo(server)
    await assert.rejects(sender.send(post(), BOUNDS), fails(code, 'unknown'))
    assert.equal(server.connections.length, 1)
  })
}

test('a write is never sent a second time', async () => {
  await using upstream = await serve((response, { target }) => {
    if (target === '/first') response.end()
    else response.socket?.destroy()
  })
  await using sender = senderTo(upstream)
  await sender.send({ ...post(), url: new URL('/first', REDIRECTED) }, BOUNDS)
  await delay(5)
  await assert.rejects(sender.send(post(), BOUNDS), fails('upstream_unavailable', 'unknown'))
  assert.equal(upstream.seen.length, 2)
})

test('a name that does not resolve changed nothing', async () => {
  await using sender = senderTo({ origin: 'http://127.0.0.1:1' })
  await assert.rejects(
    sender.send(post('https://missing.test'), BOUNDS),
    fails('upstream_unavailable', 'none', 'missing.test'),
  )
})

test('a redirect after which the host is gone leaves open what its first request did', async () => {
  await using upstream = await serve((response) => {
    response.writeHead(302, { location: '/b', connection: 'close' }).end()
  })
  let turn = 0
  const lookup: Lookup = (_hostname, _options, callback) => {
    if (turn++ === 0) callback(null, [{ address: '127.0.0.1', family: 4 }])
    else callback(Object.assign(new Error(), { code: 'ENOTFOUND' }), [])
  }
  await using sender = senderTo({ origin: `http://localhost:${upstream.port}` }, { lookup })
  await assert.rejects(
    sender.send({ method: 'GET', url: new URL('/a', REDIRECTED), headers: {} }, BOUNDS),
    (error) =>
      SallyportError.isInstance(error) &&
      error.code === 'upstream_unavailable' &&
      error.sideEffect === 'unknown',
  )
  assert.equal(turn, 2)
})

test('a port where nobody listens changed nothing', async () => {
  const server = await serveTcp(() => {})
  await server[Symbol.asyncDispose]()
  await using sender = senderTo(server)
  await assert.rejects(sender.send(post(), BOUNDS), fails('upstream_unavailable', 'none'))
})

const handshakes: readonly (readonly [what: string, host: string, options: SenderOptions])[] = [
  ['that nobody trusts', 'api.test', {}],
  ['of another name', 'other.test', { certificateAuthorities: [certificate] }],
]

for (const [what, name, options] of handshakes) {
  test(`a certificate ${what} keeps the request back`, async () => {
    await using upstream = await serve((response) => response.end(), { secure: true })
    await using sender = senderTo(upstream, options)
    const host = `${name}:${upstream.port}`
    await assert.rejects(
      sender.send(post(`https://${host}`), BOUNDS),
      fails('upstream_unavailable', 'none', host),
    )
    assert.equal(upstream.seen.length, 0)
  })
}

test('a server that answers TLS with something else gets no request', async () => {
  let received = ''
  await using server = await serveTcp((socket) =>
    socket.on('data', (data) => {
      received += data.toString('latin1')
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    }),
  )
  await using sender = senderTo(server)
  const host = `api.test:${server.port}`
  await assert.rejects(
    sender.send(post(`https://${host}`), BOUNDS),
    fails('upstream_unavailable', 'none', host),
  )
  assert.ok(!received.includes(CANARY))
})

/** Where a third party can fall silent, and whether the request had left by then. */
const silences: readonly (readonly [
  where: string,
  SideEffect,
  host: string,
  converse: (socket: Socket) => void,
])[] = [
  ['before TLS stands', 'none', 'api.test', () => {}],
  ['before the head', 'unknown', 'redirected.test', () => {}],
  [
    'within the body',
    'unknown',
    'redirected.test',
    afterRequest((socket) => socket.write(`${HEAD}content-length: 9\r\n\r\na`)),
  ],
]

for (const [where, sideEffect, name, converse] of silences) {
  test(`silence ${where} ends at the deadline`, async () => {
    await using server = await serveTcp(converse)
    await using sender = senderTo(server)
    const host = name === 'api.test' ? `${name}:${server.port}` : name
    const call = sender.send(post(`https://${host}`), { ...BOUNDS, deadlineMs: 60 })
    await assert.rejects(call, fails('upstream_timeout', sideEffect, host))
  })

  test(`the caller's signal ends a call in silence ${where}, down to the socket`, async () => {
    await using server = await serveTcp(converse)
    await using sender = senderTo(server, { connectTimeoutMs: 200 })
    const controller = new AbortController()
    const reason = { why: 'the agent left' }
    const host = name === 'api.test' ? `${name}:${server.port}` : name
    const call = sender.send(post(`https://${host}`), { ...BOUNDS, signal: controller.signal })
    setTimeout(() => controller.abort(reason), 60)
    await assert.rejects(call, (error) => error === reason)
    await server.idle()
  })
}

test('the deadline covers a resolver that does not answer', async () => {
  await using sender = senderTo({ origin: 'http://127.0.0.1:1' }, { lookup: () => {}, connectTimeoutMs: 150 })
  const call = sender.send(post('https://api.test'), { ...BOUNDS, deadlineMs: 50 })
  await assert.rejects(call, fails('upstream_timeout', 'none', 'api.test'))
})

test('the deadline covers all bytes of a body that drips, and all redirects together', async () => {
  await using upstream = await serve(async (response, { target }) => {
    if (target === '/drip') for (let i = 0; i < 50 && !response.destroyed; i++) await drip(response)
    else setTimeout(() => response.writeHead(302, { location: '/again' }).end(), 40)
  })
  await using sender = senderTo(upstream)
  for (const path of ['/drip', '/again']) {
    const request = { method: 'GET', url: new URL(path, REDIRECTED), headers: {} }
    await assert.rejects(
      sender.send(request, { ...BOUNDS, deadlineMs: 100 }),
      (error) => SallyportError.isInstance(error) && error.code === 'upstream_timeout',
    )
  }
})

async function drip(response: { write(chunk: string): unknown }): Promise<void> {
  response.write('x')
  await delay(10)
}

test('a connection that does not come about in time changed nothing', async () => {
  await using server = await serveTcp(() => {})
  await using sender = senderTo(server, { connectTimeoutMs: 50 })
  const host = `api.test:${server.port}`
  await assert.rejects(sender.send(post(`https://${host}`), BOUNDS), fails('upstream_timeout', 'none', host))
})

test('a signal that was aborted before sends nothing', async () => {
  await using upstream = await serve((response) => response.end())
  await using sender = senderTo(upstream)
  const reason = new Error('gone')
  const call = sender.send(post(), { ...BOUNDS, signal: AbortSignal.abort(reason) })
  await assert.rejects(call, (error) => error === reason)
  assert.equal(upstream.connections.length, 0)
})

test('a call that was given up while it waited is never sent, and costs no other call its connection', async () => {
  const { promise: isGivenUp, resolve: answer } = Promise.withResolvers<void>()
  await using upstream = await serve(async (response) => {
    await isGivenUp
    response.end()
  })
  await using sender = senderTo(upstream, { connections: 1 })
  const running = sender.send(post(), BOUNDS)
  const givenUp = sender.send(post(), { ...BOUNDS, deadlineMs: 20 })
  const patient = sender.send(post(), BOUNDS)
  await assert.rejects(givenUp, fails('upstream_timeout', 'none'))
  answer()
  await Promise.all([running, patient])
  assert.equal(upstream.seen.length, 2)
  assert.equal(upstream.connections.length, 1)
})

test('no more calls wait than there is room for', async () => {
  await using upstream = await serve(async (response) => {
    await delay(20)
    response.end()
  })
  await using sender = senderTo(upstream, { connections: 1, maxWaiting: 2 })
  const calls = [1, 2].map(() => sender.send(post(), BOUNDS))
  await assert.rejects(sender.send(post(), BOUNDS), fails('upstream_unavailable', 'none'))
  await Promise.all(calls)
  await sender.send(post(), BOUNDS)
})
