import { asObject, asObjects, isObject, type Json } from '../json.ts'

export interface Server {
  readonly origin: string
  /** Without a slash at its end; empty for the root. */
  readonly basePath: string
}

/**
 * The first of a list of servers, its variables replaced by their defaults, or `undefined` where there is none.
 * Throws a `TypeError` when its address is none.
 */
export function readServer(servers: Json | undefined, place: string): Server | undefined {
  const [server] = asObjects(servers)
  if (!server) return undefined
  const variables = asObject(server.variables)
  const address = String(server.url).replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
    return isObject(variable) && typeof variable.default === 'string' ? variable.default : whole
  })
  // OpenAPI 3.1.0, "Server Object": a relative address is meant below the place the description came from.
  const url = URL.parse(address, 'http://localhost')
  if (!url) throw new TypeError(`${place} has a server whose "url" is no address.`)
  return { origin: url.origin, basePath: decodedPath(url.pathname).replace(/\/+$/, '') }
}

function decodedPath(path: string): string {
  return path.replaceAll(/%7B/gi, '{').replaceAll(/%7D/gi, '}')
}
