import type { Socket } from 'node:net'
import { SallyportError } from '@sallyport/errors'
import type { FastifyInstance } from 'fastify'

export interface RequestLimits {
  readonly requestsPerConnection: number
  readonly requestsAtOnce: number
  readonly now: () => number
}

interface Counts {
  total: number
  waiting: number
}

/**
 * Bounds the requests of one connection. Node.js begins every request that has arrived, also those that follow on a
 * connection before the first is answered (RFC 9112 9.3.2), so that one connection could be as many callers.
 */
export function limitRequests(server: FastifyInstance, limits: RequestLimits): void {
  const counts = new WeakMap<Socket, Counts>()
  server.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw
    const count = counts.get(socket) ?? { total: 0, waiting: 0 }
    if (count.total === 0) counts.set(socket, count)
    count.total++
    count.waiting++
    reply.raw.once('close', () => {
      count.waiting--
    })
    if (count.waiting > limits.requestsAtOnce) {
      reply.header('connection', 'close')
      return done(tooManyAtOnce(limits))
    }
    if (count.total >= limits.requestsPerConnection) reply.header('connection', 'close')
    return done()
  })
}

function tooManyAtOnce({ requestsAtOnce, now }: RequestLimits): SallyportError {
  const message = `This connection has over ${requestsAtOnce} requests without an answer.`
  return new SallyportError('rate_limited', message, {
    retryAt: new Date(now() + 1000),
    fix: 'Wait for answers before sending more, or use further connections.',
  })
}
