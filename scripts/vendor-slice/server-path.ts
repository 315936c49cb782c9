import { type JsonObject, object } from './json.ts'

/**
 * A description whose only server is an origin: the path of the server goes in front of every path. So
 * paths below another path of the same origin (uploads, say) can be described beside them.
 */
export function withServerPath(description: JsonObject): JsonObject {
  const [server, ...others] = Array.isArray(description.servers) ? description.servers : []
  const { url } = object(server)
  if (typeof url !== 'string' || others.length > 0) throw new Error('The description has not one server.')
  const { origin, pathname } = new URL(url)
  const prefix = pathname.replace(/\/+$/, '')
  const paths = Object.entries(object(description.paths)).map(([path, item]) => [prefix + path, item])
  return { ...description, servers: [{ url: origin }], paths: Object.fromEntries(paths) }
}
