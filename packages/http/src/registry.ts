import type { Engine } from '@sallyport/engine'
import type { FastifyInstance } from 'fastify'
import { sendTagged } from './entity-tag.ts'

/** Serves what connectors come with the engine, for clients that look them up before they log in. */
export function serveRegistry(server: FastifyInstance, engine: Engine, version: string): void {
  const connectors = engine.registry().map(({ definition }) => ({
    connector_id: definition.id,
    connector_name: definition.slug,
    connector_definition_id: definition.id,
    docs_url: null,
    // A definition that comes with the engine has the version of the engine.
    latest_version: version,
    latest_url: null,
    versions: [version],
  }))
  const body = JSON.stringify({ connectors })
  server.get('/registry.json', (request, reply) => sendTagged(request, reply, body))
}
