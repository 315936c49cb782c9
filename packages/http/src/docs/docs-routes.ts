import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import viewer from 'swagger-ui-dist/package.json' with { type: 'json' }
import { DOCS_HEADERS, DOCS_PAGE, START } from './docs-page.ts'

/** What of the viewer a browser loads. */
const FILES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const

/** A day: its address does not change with its version, the tag does. */
const CACHED = { 'cache-control': 'public, max-age=86400', etag: `"swagger-ui-${viewer.version}"` }

/**
 * The API reference: a page, the viewer that npm installed, and the OpenAPI document. It is the same for everybody, and
 * nothing in it comes from another host.
 *
 * @param document The OpenAPI document, as it is sent.
 */
export function registerDocs(server: FastifyInstance, document: object): void {
  const text = JSON.stringify(document)
  server.get('/openapi.json', (_, reply) => reply.type('application/json').send(text))
  server.get('/docs', (_, reply) =>
    reply.headers(DOCS_HEADERS).type('text/html; charset=utf-8').send(DOCS_PAGE),
  )
  server.get('/docs/start.js', (_, reply) =>
    reply.headers(DOCS_HEADERS).type('text/javascript; charset=utf-8').send(START),
  )
  for (const [name, type] of Object.entries(FILES)) {
    const place = new URL(import.meta.resolve(`swagger-ui-dist/${name}`))
    server.get(`/docs/${name}`, (request, reply) => sendFile(place, request, reply.type(type)))
  }
}

async function sendFile(place: URL, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.headers({ ...DOCS_HEADERS, ...CACHED })
  // RFC 9110 13.1.2.
  if (request.headers['if-none-match']?.includes(CACHED.etag)) return reply.code(304).send()
  const { size } = await stat(place)
  return reply.header('content-length', size).send(createReadStream(place))
}
