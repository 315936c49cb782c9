import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'
import type { FastifyInstance } from 'fastify'

/**
 * Lets a server close as soon as the requests in flight are answered. By itself Node.js would wait for
 * connections that were opened ahead and had no request yet, and for those that a client keeps open after
 * its answer: both for more than a minute (nodejs.org/api/http.html#serverclosecallback).
 */
export function drainOnClose(fastify: FastifyInstance): void {
  const { server } = fastify
  const unused = new Set<Socket>()
  let closing = false
  // Over TLS a request names the socket of TLS, not the one below it.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    unused.delete(socket)
    response.once('close', () => {
      if (closing) server.closeIdleConnections()
    })
  })
  fastify.addHook('preClose', async () => {
    closing = true
    for (const socket of unused) socket.destroy()
  })
}
