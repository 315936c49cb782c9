import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, request } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import fastify, { type FastifyInstance } from 'fastify'
import { drainOnClose } from './drain.ts'
import { certificate, privateKey } from './testing/certificate.ts'

/** Held back until the test lets them go. */
let answering: PromiseWithResolvers<void>
let arrived: PromiseWithResolvers<void>

async function listen(server: FastifyInstance): Promise<number> {
  answering = Promise.withResolvers()
  arrived = Promise.withResolvers()
  drainOnClose(server)
  server.get('/', async () => {
    arrived.resolve()
    await answering.promise
    return 'done'
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  return (server.server.address() as AddressInfo).port
}

async function opened(socket: Socket, event: string): Promise<Socket> {
  await once(socket, event)
  // Whether the server resets it or ends it, depends on what it has read.
  return socket.on('error', () => {}).resume()
}

async function millisecondsOf(work: Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work
  return performance.now() - start
}

test('a connection without a request does not keep a server from closing', async () => {
  const server = fastify()
  const port = await listen(server)
  const empty = await opened(connect(port, '127.0.0.1'), 'connect')
  const half = await opened(connect(port, '127.0.0.1'), 'connect')
  half.write('GET / HTTP/1.1\r\n')
  const closed = [empty, half].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
  assert.ok((await millisecondsOf(Promise.all([server.close(), ...closed]))) < 1000)
})

test('a request that has arrived is answered, and then its connection ends, though the client would keep it', async () => {
  const server = fastify({ return503OnClosing: false })
  const port = await listen(server)
  const answer = fetch(`http://127.0.0.1:${port}/`)
  await arrived.promise
  const closed = server.close()
  setImmediate(() => answering.resolve())
  assert.equal(await (await answer).text(), 'done')
  assert.ok((await millisecondsOf(closed)) < 1000)
})

test('both hold over TLS', async () => {
  const server = fastify({ return503OnClosing: false, https: { cert: certificate, key: privateKey } })
  const port = await listen(server)
  const options = { host: '127.0.0.1', port, ca: certificate }
  const empty = await opened(connectTls(options), 'secureConnect')
  const agent = new Agent({ keepAlive: true })
  const asked = request({ ...options, agent }).end()
  await arrived.promise
  const closed = server.close()
  await new Promise((resolve) => empty.once('close', resolve))
  answering.resolve()
  const [answer] = await once(asked, 'response')
  assert.equal(answer.resume().statusCode, 200)
  assert.ok((await millisecondsOf(closed)) < 1000)
  agent.destroy()
})
