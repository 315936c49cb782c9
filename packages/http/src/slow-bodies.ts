import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Ends requests whose JSON body takes too long. Node.js has one bound for all requests (`requestTimeout`), and files
 * need a longer one.
 */
export function limitSlowBodies(
  server: FastifyInstance,
  end: (socket: Socket) => void,
  milliseconds: number,
): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (hasBody(request.headers) && !isFile(request.routeOptions.url)) {
      const timer = setTimeout(() => end(request.raw.socket), milliseconds)
      const stop = () => clearTimeout(timer)
      request.raw.once('end', stop).once('close', stop)
    }
    done()
  })
}

/** What Node.js says of the same by itself. */
export function requestTimedOut(): Error & { readonly code: string } {
  return Object.assign(new Error('The request did not arrive in time.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
}

/** RFC 9112 6.3. What has none may take as long as its answer does. */
function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function isFile(url: string | undefined): boolean {
  return url?.endsWith('/v1/files') ?? false
}
