import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import type { StreamOptions, UpstreamStream } from './open-stream.ts'
import { createSender } from './sender.ts'
import { serve } from './testing/upstream-server.ts'

const ORIGIN = 'https://files.test'
const BOUNDS: StreamOptions = { deadlineMs: 1_000, idleMs: 500 }

function senderTo(target: string) {
  const sender = createSender({ allowLoopbackOrigins: new Map([[ORIGIN, target]]) })
  return Object.assign(sender, { [Symbol.asyncDispose]: () => sender.close() })
}

const get = (path = '/') => ({ method: 'GET', url: new URL(path, ORIGIN), headers: {} })

async function sizeOf({ body }: UpstreamStream): Promise<number> {
  let size = 0
  for await (const piece of body) size += piece.length
  return size
}

function fails(code: string) {
  return (error: unknown) => SallyportError.isInstance(error) && error.code === code
}

test('an answer is there before its body is, and the body comes in pieces', async () => {
  await using upstream = await serve(async (response) => {
    response.writeHead(206, { 'content-range': 'bytes 0-9/100' })
    response.write('12345')
    await delay(50)
    response.end('67890')
  })
  await using sender = senderTo(upstream.origin)
  const stream = await sender.open(get(), BOUNDS)
  assert.deepEqual([stream.status, stream.headers['content-range']], [206, 'bytes 0-9/100'])
  assert.equal(await sizeOf(stream), 10)
})

test('a reader that is slow makes the third party wait, and little is held', async () => {
  const total = 64 * 1024 * 1024
  let written = 0
  await using upstream = await serve((response) => {
    const piece = Buffer.alloc(64 * 1024)
    const more = () => {
      while (written < total) {
        written += piece.length
        if (!response.write(piece)) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  })
  await using sender = senderTo(upstream.origin)
  const { body } = await sender.open(get(), BOUNDS)
  await delay(200)
  assert.ok(written < total / 2, `${written} bytes were written to a reader that reads nothing`)
  let size = 0
  for await (const piece of body) size += piece.length
  assert.equal(size, total)
})

test('whoever stops reading closes the connection', async () => {
  let closed = false
  await using upstream = await serve((response) => {
    response.on('close', () => {
      closed = true
    })
    const timer = setInterval(() => response.write('x'.repeat(1000)), 5)
    response.on('close', () => clearInterval(timer))
  })
  await using sender = senderTo(upstream.origin)
  const { body } = await sender.open(get(), BOUNDS)
  for await (const piece of body) if (piece.length > 0) break
  for (let look = 0; look < 100 && !closed; look += 1) await delay(10)
  assert.equal(closed, true)
})

test('no answer, silence in the middle, an answer cut short, and a caller who leaves are told apart', async () => {
  await using silent = await serve(() => {})
  await using pausing = await serve((response) => void response.writeHead(200).write('x'))
  await using cutting = await serve((response) => {
    response.writeHead(200, { 'content-length': '10' })
    response.write('x', () => response.socket?.destroy())
  })
  const short = { deadlineMs: 100, idleMs: 100 }
  await using toSilent = senderTo(silent.origin)
  await assert.rejects(toSilent.open(get(), short), fails('upstream_timeout'))
  await using toPausing = senderTo(pausing.origin)
  await assert.rejects(sizeOf(await toPausing.open(get(), short)), fails('upstream_timeout'))
  const leaving = new AbortController()
  const stream = await toPausing.open(get(), { ...BOUNDS, signal: leaving.signal })
  setTimeout(() => leaving.abort(new Error('bye')), 20)
  await assert.rejects(sizeOf(stream), /bye/)
  for (const reason of ['bye', null, 0]) {
    const left = new AbortController()
    const reading = await toPausing.open(get(), { ...BOUNDS, signal: left.signal })
    setTimeout(() => left.abort(reason), 20)
    const thrown = await sizeOf(reading).then(
      () => assert.fail('it was read'),
      (error: unknown) => error,
    )
    assert.equal(thrown, reason)
  }
  await using toCutting = senderTo(cutting.origin)
  await assert.rejects(sizeOf(await toCutting.open(get(), BOUNDS)), fails('upstream_unavailable'))
})

test('a redirect within the origin is followed, another is an answer', async () => {
  await using upstream = await serve((response, { target }) => {
    if (target === '/a') response.writeHead(302, { location: '/b' }).end()
    else if (target === '/c') response.writeHead(302, { location: 'https://elsewhere.test/' }).end()
    else response.end('there')
  })
  await using sender = senderTo(upstream.origin)
  const followed = await sender.open(get('/a'), BOUNDS)
  assert.deepEqual([followed.url.pathname, await sizeOf(followed)], ['/b', 5])
  const other = await sender.open(get('/c'), BOUNDS)
  assert.equal(other.status, 302)
  other.cancel()
})

test('pieces of a body are sent as they come', async () => {
  await using upstream = await serve((response) => response.end())
  await using sender = senderTo(upstream.origin)
  const body = (async function* () {
    yield Buffer.from('one ')
    await delay(10)
    yield Buffer.from('two')
  })()
  await sender.send(
    { method: 'POST', url: new URL(ORIGIN), headers: {}, body },
    { deadlineMs: 1_000, maxBytes: 100 },
  )
  assert.equal(upstream.seen[0]?.body, 'one two')
})
