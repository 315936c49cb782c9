import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Ends connections whose client does not read: what waits for it is held in memory. Looked at from time to time, so that
 * no answer costs a timer; Node.js counts as progress whatever the kernel has taken (nodejs.org/api/net.html#socketsettimeouttimeout-callback).
 */
export function limitSlowReaders(fastify: FastifyInstance, milliseconds: number): void {
  const { server } = fastify
  const open = new Set<Socket>()
  const isOver = (socket: Socket) => {
    if (socket.writableLength > 0) {
      if (socket.timeout !== milliseconds) socket.setTimeout(milliseconds)
    } else if (socket.timeout === milliseconds) socket.setTimeout(0)
  }
  const timer = setInterval(() => open.forEach(isOver), milliseconds / 4)
  timer.unref()
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (socket: Socket) => {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
    })
  }
  fastify.addHook('onClose', (_instance, done) => {
    clearInterval(timer)
    done()
  })
}
