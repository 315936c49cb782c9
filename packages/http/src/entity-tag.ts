import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Sends an answer with an entity tag, or says that whoever asks has it already. The tag is of the bytes alone, so it is
 * the same after a restart and from every engine, as long as the answer is.
 */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, body: string): FastifyReply {
  const tag = `"${hash('sha256', body, 'base64url')}"`
  // What it is depends on who asks, and whether it still is, on asking (RFC 9111 5.2.2.4, 5.2.2.7).
  reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'authorization' })
  if (matches(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return reply.code(200).type('application/json').send(body)
}

/** RFC 9110 13.1.2: compared weakly, since caches on the way may have weakened it. */
export function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((each) => each.trim().replace(/^W\//, '') === tag)
}
