import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import type { ServerResponse } from 'node:http'
import { test } from 'node:test'
import { createSender, type SenderOptions } from './sender.ts'
import { serve, serveTcp } from './testing/upstream-server.ts'
import type { UpstreamRequest } from './upstream.ts'

const ORIGIN = 'https://api.test'
const request: UpstreamRequest = { method: 'GET', url: new URL(ORIGIN), headers: {} }
const BOUNDS = { deadlineMs: 10_000, idleMs: 10_000, maxBytes: 1_000_000 }
const reason = new Error('the agent left')
const isReason = (error: unknown) => error === reason

function senderTo(target: string, options: SenderOptions = {}) {
  const sender = createSender({ allowLoopbackOrigins: new Map([[ORIGIN, target]]), ...options })
  return Object.assign(sender, { [Symbol.asyncDispose]: () => sender.close() })
}

/** A third party that begins its answer as told and never ends it, and says when it was asked and when it was left. */
async function unending(begin: (response: ServerResponse) => void) {
  const asked = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  const server = await serve((response) => {
    response.on('close', left.resolve)
    begin(response)
    asked.resolve()
  })
  return Object.assign(server, { asked: asked.promise, left: left.promise })
}

const beginnings: readonly (readonly [what: string, begin: (response: ServerResponse) => void])[] = [
  ['before its head', () => {}],
  ['within its body', (response) => void response.writeHead(200).write('x')],
  [
    'within a body that is told its length',
    (response) => void response.writeHead(200, { 'content-length': '9' }).write('x'),
  ],
]

for (const [what, begin] of beginnings) {
  test(`a call that is left while the answer waits ${what} ends at the third party`, async () => {
    await using upstream = await unending(begin)
    await using sender = senderTo(upstream.origin)
    const { signal, abort } = controllerOf()
    const call = sender.send(request, { ...BOUNDS, signal })
    await upstream.asked
    abort()
    await assert.rejects(call, isReason)
    await upstream.left
    assert.equal(getEventListeners(signal, 'abort').length, 0)
  })
}

test('a stream that is left before its head ends at the third party', async () => {
  await using upstream = await unending(() => {})
  await using sender = senderTo(upstream.origin)
  const { signal, abort } = controllerOf()
  const opening = sender.open(request, { ...BOUNDS, signal })
  await upstream.asked
  abort()
  await assert.rejects(opening, isReason)
  await upstream.left
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

for (const [what, read] of [
  ['while nobody reads', false],
  ['while its reader waits', true],
] as const) {
  test(`a stream that is left ${what} ends at the third party`, async () => {
    await using upstream = await unending((response) => void response.writeHead(200).write('x'))
    await using sender = senderTo(upstream.origin)
    const { signal, abort } = controllerOf()
    const { body } = await sender.open(request, { ...BOUNDS, signal })
    const pieces = body[Symbol.asyncIterator]()
    if (read) await pieces.next()
    const next = read ? pieces.next() : undefined
    abort()
    await assert.rejects(next ?? pieces.next(), isReason)
    await upstream.left
    assert.equal(getEventListeners(signal, 'abort').length, 0)
  })
}

test('a stream that is cancelled unread ends at the third party', async () => {
  await using upstream = await unending((response) => void response.writeHead(200).write('x'))
  await using sender = senderTo(upstream.origin)
  const { signal } = controllerOf()
  const stream = await sender.open(request, { ...BOUNDS, signal })
  stream.cancel()
  await upstream.left
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

test('an upload that is left takes nothing more from its source, and ends at the third party', async () => {
  await using server = await serveTcp((socket) => void socket.resume())
  await using sender = senderTo(server.origin)
  const { signal, abort } = controllerOf()
  let returned = false
  const body = (async function* () {
    try {
      for (let piece = 0; ; piece += 1) {
        if (piece === 3) abort()
        yield new Uint8Array(64 * 1024)
      }
    } finally {
      returned = true
    }
  })()
  const call = sender.send({ ...request, method: 'PUT', body }, { ...BOUNDS, signal })
  await assert.rejects(call, isReason)
  await server.idle()
  assert.equal(returned, true)
})

for (const way of ['send', 'open'] as const) {
  test(`${way} that is left while it waits for a connection is never sent, and takes nobody else's`, async () => {
    const responses: ServerResponse[] = []
    const { promise: first, resolve: arrived } = Promise.withResolvers<void>()
    await using upstream = await serve((response) => {
      responses.push(response)
      arrived()
      if (responses.length > 1) response.end()
    })
    await using sender = senderTo(upstream.origin, { connections: 1 })
    const running = sender.send(request, BOUNDS)
    await first
    const { signal, abort } = controllerOf()
    const waiting = sender[way]({ ...request, url: new URL('/given-up', ORIGIN) }, { ...BOUNDS, signal })
    const patient = sender.send(request, BOUNDS)
    abort()
    await assert.rejects(waiting, isReason)
    responses[0]?.end()
    await Promise.all([running, patient])
    assert.deepEqual(
      upstream.seen.map(({ target }) => target),
      ['/', '/'],
    )
    assert.equal(upstream.connections.length, 1)
    assert.equal(getEventListeners(signal, 'abort').length, 0)
  })

  test(`${way} that was left before it began asks nothing`, async () => {
    await using upstream = await serve((response) => response.end())
    await using sender = senderTo(upstream.origin)
    const call = sender[way](request, { ...BOUNDS, signal: AbortSignal.abort(reason) })
    await assert.rejects(call, isReason)
    assert.equal(upstream.connections.length, 0)
  })

  test(`${way} ends at its deadline while it waits for a connection`, async () => {
    await using upstream = await serve(() => {})
    await using sender = senderTo(upstream.origin, { connections: 1 })
    const holding = new AbortController()
    const running = sender.send(request, { ...BOUNDS, signal: holding.signal })
    const late = sender[way](request, { ...BOUNDS, deadlineMs: 50 })
    await assert.rejects(late, { code: 'upstream_timeout', sideEffect: 'none' })
    holding.abort(reason)
    await assert.rejects(running, isReason)
  })
}

function controllerOf() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort(reason) }
}
