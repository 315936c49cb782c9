import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { allBytes } from '../testing/all-bytes.ts'
import { createSender, type StreamSender } from './sender.ts'
import { serveTcp } from './testing/upstream-server.ts'

const ORIGIN = 'https://api.test'
const request = { method: 'GET', url: new URL(ORIGIN), headers: {} }
const HEAD = 'HTTP/1.1 200 OK\r\n'

/** Both ways to take an answer, to its last byte. */
const WAYS = {
  send: async (sender: StreamSender, deadlineMs: number) => {
    await sender.send(request, { deadlineMs, maxBytes: 100_000 })
  },
  open: async (sender: StreamSender, deadlineMs: number) => {
    const { body } = await sender.open(request, { deadlineMs, idleMs: deadlineMs })
    for await (const piece of body) assert.ok(piece.length > 0)
  },
} as const

/** Writes for ever, as fast as it is read. */
function flood(socket: Socket, begin: string, piece: string): void {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  }
  socket.on('drain', more)
  socket.write(begin)
  more()
}

/** Writes for ever, a little at a time. */
async function drip(socket: Socket, begin: string, piece: string): Promise<void> {
  socket.write(begin)
  while (!socket.destroyed) {
    socket.write(piece)
    await delay(5)
  }
}

const chunked = `${HEAD}transfer-encoding: chunked\r\n\r\n`

// The parser of undici counts the bytes of headers and trailers. What it passes over it holds none of: there time is the bound.
const answers: readonly (readonly [what: string, code: string, answer: (socket: Socket) => unknown])[] = [
  [
    'one header without end',
    'upstream_malformed',
    (socket) => flood(socket, `${HEAD}x-long: `, 'x'.repeat(1_000)),
  ],
  [
    'the name of a header without end',
    'upstream_malformed',
    (socket) => flood(socket, `${HEAD}x`, 'x'.repeat(1_000)),
  ],
  [
    'headers without end',
    'upstream_malformed',
    (socket) => flood(socket, HEAD, `x-${'a'.repeat(50)}: 1\r\n`.repeat(50)),
  ],
  [
    'cookies without end',
    'upstream_malformed',
    (socket) => flood(socket, HEAD, 'set-cookie: a=b\r\n'.repeat(200)),
  ],
  ['a reason without end', 'upstream_timeout', (socket) => flood(socket, 'HTTP/1.1 200 ', 'x'.repeat(1_000))],
  [
    'trailers without end',
    'upstream_malformed',
    (socket) => flood(socket, `${chunked}1\r\nx\r\n0\r\n`, 'x-a: 1\r\n'.repeat(200)),
  ],
  [
    'extensions of a chunk without end',
    'upstream_timeout',
    (socket) => flood(socket, `${chunked}1;a`, 'a'.repeat(1_000)),
  ],
  ['hints without end', 'upstream_timeout', (socket) => drip(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n')],
  ['a head that drips', 'upstream_timeout', (socket) => drip(socket, HEAD, 'x-a: 1\r\n')],
  ['a status that drips', 'upstream_timeout', (socket) => drip(socket, 'HTTP/1.1 200 ', 'x')],
]

for (const [what, code, answer] of answers) {
  for (const [name, take] of Object.entries(WAYS)) {
    test(`${what} is ${code} to ${name}, and the connection is closed`, async () => {
      await using server = await serveTcp((socket) => socket.once('data', () => void answer(socket)))
      const sender = createSender({ allowLoopbackOrigins: new Map([[ORIGIN, server.origin]]) })
      await assert.rejects(take(sender, code === 'upstream_timeout' ? 100 : 10_000), { code })
      await server.idle()
      await sender.close()
    })
  }
}

test('a stream comes in the coding in which it was sent: nothing is inflated that nobody reads', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  await using server = await serveTcp((socket) =>
    socket.once('data', () => {
      socket.write(`${HEAD}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`)
      socket.write(bomb)
    }),
  )
  const sender = createSender({ allowLoopbackOrigins: new Map([[ORIGIN, server.origin]]) })
  const { body, headers } = await sender.open(request, { deadlineMs: 5_000, idleMs: 5_000 })
  assert.deepEqual(await allBytes(body), bomb)
  assert.equal(headers['content-encoding'], 'gzip')
  await sender.close()
})
