import { isObject, type Json, type JsonObject, object } from './json.ts'
import { trim, trimResponse } from './trim.ts'

/** Keys whose values are examples: what looks like a reference there is data. */
const EXAMPLES = new Set(['value', 'example'])

/**
 * The components that `paths` reach, directly or through one another, without prose, grouped as OpenAPI
 * groups them. Throws when the description lacks one.
 */
export function componentsReached(
  paths: JsonObject,
  description: JsonObject,
  marks: readonly string[],
): JsonObject {
  const kept = new Map<string, Json>()
  const pending = referencesIn(paths)
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    if (kept.has(reference)) continue
    const component = componentOf(description, reference, marks)
    kept.set(reference, component)
    pending.push(...referencesIn(component))
  }
  return grouped(kept)
}

function componentOf(description: JsonObject, reference: string, marks: readonly string[]): Json {
  const [root, components = '', kind = '', name = ''] = reference.split('/')
  const found = object(object(description[components])[kind])[name]
  if (root !== '#' || components !== 'components' || found === undefined) {
    throw new Error(`The description has no "${reference}".`)
  }
  return kind === 'responses' ? trimResponse(found, marks) : trim(found, marks)
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
  return [...own, ...Object.entries(node).flatMap(([key, child]) => referencesOf(key, child))]
}

function referencesOf(key: string, child: Json): string[] {
  if (key === 'mapping' && isObject(child))
    return Object.values(child).filter((item) => typeof item === 'string')
  return EXAMPLES.has(key) ? [] : referencesIn(child)
}
