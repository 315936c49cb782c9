import { CAPABILITIES } from '@sallyport/contract'
import type { FastifyInstance } from 'fastify'

export const MCP_PATH = '/mcp'

/** RFC 9728 3: the well-known part stands between host and path. */
const WELL_KNOWN = '/.well-known/oauth-protected-resource'

/** Where the metadata of the door is. */
export function metadataUrl(baseUrl: string): string {
  return `${baseUrl}${WELL_KNOWN}${MCP_PATH}`
}

/**
 * What a client can learn before it has a token (RFC 9728). It names no authorization server: tokens are made for
 * programs at the token endpoint, and nobody can sign in with a browser yet.
 */
export function serveMetadata(server: FastifyInstance, baseUrl: () => string): void {
  for (const path of ['', MCP_PATH]) {
    server.get(`${WELL_KNOWN}${path}`, (_, reply) =>
      reply.header('cache-control', 'public, max-age=3600').send({
        resource: `${baseUrl()}${path}`,
        resource_name: 'Sallyport',
        bearer_methods_supported: ['header'],
        scopes_supported: [...CAPABILITIES],
        resource_documentation: `${baseUrl()}/docs`,
      }),
    )
  }
}
