import { isObject, type Json, type JsonObject } from './json.ts'

/** Prose and vendor-internal marks: nothing here tells a valid request from an invalid one. */
const DROPPED = new Set(['description', 'example', 'tags'])

/** Keys whose value is data of the vendor, not a part of the description: taken over as it is. */
const DATA = new Set(['value', 'default', 'enum'])

/** Keys whose value maps names that somebody chose: a property may well be called `description`. */
const NAMED = new Set(['properties', 'patternProperties', 'responses', 'headers', 'content', 'examples'])

/**
 * The part of an OpenAPI description that the given operations (`GET /user/{id}`) need: their paths and
 * every component reachable from them, without prose and with one example per response.
 * Throws when the description lacks one of the operations.
 */
export function slice(description: JsonObject, operations: readonly string[]): JsonObject {
  const paths = pathsOf(description, operations)
  return {
    openapi: description.openapi ?? '3.0.3',
    info: pick(description.info, ['title', 'version', 'license']),
    servers: description.servers ?? [],
    paths,
    components: reachable(paths, description),
  }
}

function pathsOf(description: JsonObject, operations: readonly string[]): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const operation of [...operations].sort(byPath)) {
    const [method = '', path = ''] = operation.split(' ')
    const item = object(object(description.paths)[path])
    const found = item[method.toLowerCase()]
    if (!isObject(found)) throw new Error(`The description has no operation "${operation}".`)
    const shared = item.parameters === undefined ? {} : { parameters: trim(item.parameters) }
    paths[path] = { ...shared, ...paths[path], [method.toLowerCase()]: trim(found) }
  }
  return paths
}

function byPath(left: string, right: string): number {
  const [a, b] = [left, right].map((operation) => operation.split(' ').reverse().join(' '))
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1
}

function trim(node: Json, key = ''): Json {
  if (Array.isArray(node)) return node.map((item) => trim(item))
  if (!isObject(node)) return node
  if (key === 'examples') return firstOf(node)
  const names = NAMED.has(key)
  const kept = Object.entries(node).filter(([name]) => names || !(DROPPED.has(name) || name.startsWith('x-')))
  return Object.fromEntries(
    kept.map(([name, child]) => {
      if (names) return [name, key === 'responses' ? response(child) : trim(child)]
      return [name, DATA.has(name) ? child : trim(child, name)]
    }),
  )
}

function firstOf(examples: JsonObject): Json {
  const [first] = Object.entries(examples)
  return first ? { [first[0]]: trim(first[1]) } : {}
}

/** OpenAPI 3.0.3, "Response Object": here `description` is required. */
function response(node: Json): Json {
  const trimmed = trim(node)
  if (!isObject(node) || !isObject(trimmed) || node.description === undefined) return trimmed
  return { description: node.description, ...trimmed }
}

function reachable(paths: JsonObject, description: JsonObject): JsonObject {
  const kept = new Map<string, Json>()
  const pending = referencesIn(paths)
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    if (kept.has(reference)) continue
    const component = componentOf(description, reference)
    kept.set(reference, component)
    pending.push(...referencesIn(component))
  }
  return grouped(kept)
}

function componentOf(description: JsonObject, reference: string): Json {
  const [root, components = '', kind = '', name = ''] = reference.split('/')
  const found = object(object(description[components])[kind])[name]
  if (root !== '#' || components !== 'components' || found === undefined) {
    throw new Error(`The description has no "${reference}".`)
  }
  return kind === 'responses' ? response(found) : trim(found)
}

function grouped(components: ReadonlyMap<string, Json>): JsonObject {
  const groups: Record<string, Record<string, Json>> = {}
  for (const reference of [...components.keys()].sort()) {
    const [, , kind = '', name = ''] = reference.split('/')
    groups[kind] = { ...groups[kind], [name]: components.get(reference) ?? null }
  }
  return groups
}

function referencesIn(node: Json): string[] {
  if (Array.isArray(node)) return node.flatMap(referencesIn)
  if (!isObject(node)) return []
  const own = typeof node.$ref === 'string' ? [node.$ref] : []
  return [...own, ...Object.values(node).flatMap(referencesIn)]
}

function pick(node: Json | undefined, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object(node)).filter(([key]) => keys.includes(key)))
}

function object(node: Json | undefined): JsonObject {
  return isObject(node) ? node : {}
}
