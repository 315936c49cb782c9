import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fastify from 'fastify'
import { limitSlowReaders } from './limit-slow-readers.ts'
import { rawClient } from './testing/raw-client.ts'

const BOUND = 400
/** More than the kernel takes for both sides of a connection. */
const SIZE = 64 * 1024 * 1024
const server = fastify({ forceCloseConnections: true })
limitSlowReaders(server, BOUND)
server.get('/large', async () => Buffer.alloc(SIZE))
server.get('/late', async () => {
  await sleep(3 * BOUND)
  return 'late'
})
server.get('/small', async () => 'small')
await server.listen({ port: 0, host: '127.0.0.1' })
after(() => server.close())
const { port } = server.server.address() as AddressInfo

test('a client that never reads its answer is let go of, and others are served meanwhile', async () => {
  const { socket, closed } = await rawClient({ port })
  socket.pause()
  const ended = new Promise<void>((resolve) => {
    server.server.once('request', ({ socket: theirs }) => theirs.once('close', () => resolve()))
  })
  socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n')
  const started = performance.now()
  const meanwhile = await fetch(`http://127.0.0.1:${port}/small`)
  assert.equal(await meanwhile.text(), 'small')
  await ended
  assert.ok(performance.now() - started < 5 * BOUND, 'held for too long')
  socket.resume()
  await closed
})

test('one that reads slowly, and goes on reading, gets all of it', async () => {
  const { socket, closed } = await rawClient({ port })
  let bytes = 0
  socket.on('data', (piece) => {
    bytes += piece.length
    if (bytes % 7 !== 0) return
    socket.pause()
    setTimeout(() => socket.resume(), 20)
  })
  socket.write('GET /large HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  for (let pause = 0; pause < 4; pause++) {
    await sleep(BOUND / 2)
    socket.pause()
    await sleep(BOUND / 2)
    socket.resume()
  }
  await closed
  assert.ok(bytes > SIZE, String(bytes))
})

test('an answer that takes long to be made is waited for', async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/late`)
  assert.equal(await answer.text(), 'late')
})
