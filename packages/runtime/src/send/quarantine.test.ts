import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import { createSender } from './sender.ts'
import { serve, serveTcp } from './testing/upstream-server.ts'

const ORIGIN = 'https://api.test'
const BOUNDS = { deadlineMs: 5_000, maxBytes: 1_000 }
const STREAM = { deadlineMs: 5_000, idleMs: 1_000 }
const request = (path = '/') => ({ method: 'GET', url: new URL(path, ORIGIN), headers: {} })

/** A sender whose gate the test opens and shuts. */
function gated(target: string, connections = 1) {
  const state: { reason?: string | undefined } = {}
  const sender = createSender({
    allowLoopbackOrigins: new Map([[ORIGIN, target]]),
    connections,
    quarantine: () => state.reason,
  })
  return Object.assign(sender, { state, [Symbol.asyncDispose]: () => sender.close() })
}

function quarantined(error: unknown): boolean {
  return SallyportError.isInstance(error) && error.code === 'quarantined' && error.sideEffect === 'none'
}

test('a quarantined sender opens no connection, and sends again once the reason is gone', async () => {
  let connections = 0
  await using upstream = await serveTcp((socket) => {
    connections++
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
  })
  await using sender = gated(upstream.origin)
  sender.state.reason = 'It was restored from a backup.'
  const refused = (error: unknown) => quarantined(error) && /restored from a backup/.test(String(error))
  await assert.rejects(sender.send(request(), BOUNDS), refused)
  await assert.rejects(sender.open(request(), STREAM), refused)
  await delay(50)
  assert.equal(connections, 0)
  sender.state.reason = undefined
  assert.equal((await sender.send(request(), BOUNDS)).status, 200)
})

for (const way of ['send', 'open'] as const) {
  test(`a call that waits for a connection is not sent when the quarantine begins meanwhile (${way})`, async () => {
    const release = Promise.withResolvers<void>()
    await using upstream = await serve((response) => void release.promise.then(() => response.end('x')))
    await using sender = gated(upstream.origin)
    const first = sender.send(request('/first'), BOUNDS)
    while (upstream.seen.length === 0) await delay(5)
    const second =
      way === 'send' ? sender.send(request('/second'), BOUNDS) : sender.open(request('/second'), STREAM)
    const outcome = assert.rejects(second, quarantined)
    sender.state.reason = 'The timeline is another one.'
    release.resolve()
    await outcome
    assert.equal((await first).status, 200, 'what was under way comes to its end')
    assert.deepEqual(
      upstream.seen.map(({ target }) => target),
      ['/first'],
    )
  })
}

test('a redirect is not followed once the quarantine has begun', async () => {
  const state: { shut?: () => void } = {}
  await using upstream = await serve((response) => {
    state.shut?.()
    response.writeHead(302, { location: '/next' }).end()
  })
  await using sender = gated(upstream.origin)
  state.shut = () => {
    sender.state.reason = 'The timeline is another one.'
  }
  await assert.rejects(
    sender.send(request(), BOUNDS),
    (error) => SallyportError.isInstance(error) && error.code === 'quarantined',
  )
  assert.equal(upstream.seen.length, 1)
})
