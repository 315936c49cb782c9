import { componentsReached } from './components.ts'
import { isObject, type Json, type JsonObject, object } from './json.ts'
import { trim, trimSecurityScheme } from './trim.ts'

/**
 * The part of an OpenAPI description that the given operations (`GET /user/{id}`) need: their paths, every
 * component reachable from them and the security schemes they name, without prose and with one example per
 * response. Of the vendor's own marks only `marks` stay. Throws when the description lacks an operation.
 */
export function slice(
  description: JsonObject,
  operations: readonly string[],
  marks: readonly string[] = [],
): JsonObject {
  const paths = pathsOf(description, operations, marks)
  const components = componentsReached(paths, description, marks)
  const securitySchemes = schemesOf(description, paths)
  return {
    openapi: description.openapi ?? '3.0.3',
    info: pick(description.info, ['title', 'version', 'license', 'x-repaired']),
    servers: trim(description.servers ?? []),
    ...(description.security === undefined ? {} : { security: description.security }),
    paths,
    components: { ...components, ...(Object.keys(securitySchemes).length > 0 ? { securitySchemes } : {}) },
  }
}

/** What holds for every operation of a path and is written beside them. */
const SHARED = ['servers', 'parameters']

function pathsOf(
  description: JsonObject,
  operations: readonly string[],
  marks: readonly string[],
): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const operation of [...operations].sort(byPath)) {
    const [method = '', path = ''] = operation.split(' ')
    const item = object(object(description.paths)[path])
    const found = item[method.toLowerCase()]
    if (!isObject(found)) throw new Error(`The description has no operation "${operation}".`)
    const shared = object(trim(pick(item, SHARED), marks))
    paths[path] = { ...shared, ...paths[path], [method.toLowerCase()]: trim(found, marks) }
  }
  return paths
}

function byPath(left: string, right: string): number {
  const [a, b] = [left, right].map((operation) => operation.split(' ').reverse().join(' '))
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1
}

/** The security schemes that the operations, or the whole description, ask for. */
function schemesOf(description: JsonObject, paths: JsonObject): JsonObject {
  const operations = Object.values(paths).flatMap((item) => Object.values(object(item)))
  const alternatives = [description, ...operations.map(object)].flatMap(({ security }) =>
    Array.isArray(security) ? security.map(object) : [],
  )
  const named = new Set(alternatives.flatMap(Object.keys))
  const schemes = Object.entries(object(object(description.components).securitySchemes))
  return Object.fromEntries(
    schemes.filter(([name]) => named.has(name)).map(([name, scheme]) => [name, trimSecurityScheme(scheme)]),
  )
}

function pick(node: Json | undefined, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object(node)).filter(([key]) => keys.includes(key)))
}
