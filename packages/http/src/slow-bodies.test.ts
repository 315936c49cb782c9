import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fastify from 'fastify'
import { limitSlowBodies } from './slow-bodies.ts'

const BOUND = 60

async function answerTo(request: string, rest = ''): Promise<string> {
  const server = fastify()
  server.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body))
  limitSlowBodies(server, (socket) => socket.end('late', () => socket.destroy()), BOUND)
  for (const path of ['/x', '/api/v1/files']) {
    server.post(path, async () => {
      await sleep(3 * BOUND)
      return 'done'
    })
  }
  await server.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  socket.on('data', (piece) => {
    answer += piece
  })
  const closed = once(socket, 'close', { signal: AbortSignal.timeout(5_000) })
  socket.write(request)
  await sleep(2 * BOUND)
  if (socket.writable) socket.write(rest)
  await closed
  await server.close()
  return answer
}

const bare = (path: string) => `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n`
const head = (path: string, length: number) =>
  `${bare(path)}content-type: text/plain\r\ncontent-length: ${length}\r\n\r\n`

test('a body that takes too long ends its request', async () => {
  assert.equal(await answerTo(`${head('/x', 4)}ab`, 'cd'), 'late')
})

for (const [what, request, rest] of [
  ['a body that came in time, whatever its answer takes', `${head('/x', 4)}abcd`, ''],
  ['a request without a body, whatever its answer takes', `${bare('/x')}\r\n`, ''],
  ['a file', `${head('/api/v1/files', 4)}ab`, 'cd'],
] as const) {
  test(`${what} does not`, async () => {
    assert.match(await answerTo(request, rest), /^HTTP\/1\.1 200 .*done$/s)
  })
}
