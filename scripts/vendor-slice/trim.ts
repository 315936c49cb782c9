import { isObject, type Json, type JsonObject } from './json.ts'

/** Prose and vendor-internal marks: nothing here tells a valid request from an invalid one. */
const DROPPED = new Set(['description', 'example', 'tags'])

/** Keys whose value is data of the vendor, not a part of the description: taken over as it is. */
const DATA = new Set(['value', 'default', 'enum', 'example'])

/** Keys whose value maps names that somebody chose: a property may well be called `description`. */
const NAMED = new Set([
  'properties',
  'patternProperties',
  'responses',
  'headers',
  'content',
  'examples',
  'encoding',
  'variables',
])

/**
 * Marks that change what a request means. `x-multi-segment` (GitHub): the path parameter may contain
 * slashes. `x-handwritten`: written here after the page it names, not by the vendor. `x-repaired`: the
 * vendor describes it, and differs from the page that is named.
 */
const MARKS = ['x-multi-segment', 'x-handwritten', 'x-repaired']

/** A part of a description without prose, and of marks only the usual and the `marks` that are named. */
export function trim(part: Json, marks: readonly string[] = []): Json {
  return trimmed(part, '', new Set([...MARKS, ...marks]))
}

/** A response without prose. OpenAPI 3.0.3, "Response Object": here `description` is required. */
export function trimResponse(part: Json, marks: readonly string[] = []): Json {
  return response(part, new Set([...MARKS, ...marks]))
}

/** OpenAPI 3.0.3, "OAuth Flow Object": `scopes` maps each name to prose, which may be empty. */
export function trimSecurityScheme(part: Json): Json {
  if (Array.isArray(part) || !isObject(part)) return part
  const kept = Object.entries(part).filter(([key]) => key !== 'description')
  return Object.fromEntries(
    kept.map(([key, child]) => [key, key === 'scopes' ? withoutText(child) : trimSecurityScheme(child)]),
  )
}

function trimmed(node: Json, key: string, marks: ReadonlySet<string>): Json {
  if (Array.isArray(node)) return node.map((item) => trimmed(item, '', marks))
  if (!isObject(node)) return node
  if (key === 'examples') return firstOf(node, marks)
  const names = NAMED.has(key)
  const kept = Object.entries(node).filter(([name]) => names || isKept(name, key, marks))
  return Object.fromEntries(
    kept.map(([name, child]) => {
      if (names) return [name, named(child, key, marks)]
      return [name, DATA.has(name) ? child : trimmed(child, name, marks)]
    }),
  )
}

function isKept(name: string, key: string, marks: ReadonlySet<string>): boolean {
  if (name === 'example') return key === MEDIA_TYPE
  return name.startsWith('x-') ? marks.has(name) : !DROPPED.has(name)
}

const MEDIA_TYPE = 'media type'

function named(child: Json, key: string, marks: ReadonlySet<string>): Json {
  if (key === 'responses') return response(child, marks)
  return trimmed(child, key === 'content' ? MEDIA_TYPE : '', marks)
}

function firstOf(examples: JsonObject, marks: ReadonlySet<string>): Json {
  const [first] = Object.entries(examples)
  return first ? { [first[0]]: trimmed(first[1], '', marks) } : {}
}

function response(node: Json, marks: ReadonlySet<string>): Json {
  const result = trimmed(node, '', marks)
  if (!isObject(node) || !isObject(result) || node.description === undefined) return result
  return { description: node.description, ...result }
}

function withoutText(scopes: Json): Json {
  return Object.fromEntries(Object.keys(isObject(scopes) ? scopes : {}).map((name) => [name, '']))
}
