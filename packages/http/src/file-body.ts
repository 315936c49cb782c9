import { Readable } from 'node:stream'
import type { IncomingFile, OutgoingFile } from '@sallyport/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Registers routes whose body is a file: it goes to their handlers as it comes, and its size is theirs to bound. */
export function acceptFiles(server: FastifyInstance, register: (on: FastifyInstance) => void): void {
  server.register((scope, _options, registered) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (request, payload, done) => {
      const file: IncomingFile = {
        type: request.headers['content-type'] ?? 'application/octet-stream',
        content: payload,
      }
      done(null, file)
    })
    register(scope)
    registered()
  })
}

export function isFile(result: unknown): result is { readonly file: OutgoingFile } {
  return typeof result === 'object' && result !== null && 'file' in result
}

/** Sends a file piece by piece. One that breaks off ends the connection, so that nobody takes the part for the whole. */
export function sendFile(reply: FastifyReply, { status, headers, content }: OutgoingFile): FastifyReply {
  // RFC 9110 and fetch.spec.whatwg.org: what a third party sends is never to be run as a page of this origin.
  return reply
    .code(status)
    .headers({ ...headers, 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox' })
    .send(Readable.from(content))
}
