import { componentsReached } from './components.ts'
import { isObject, type Json, type JsonObject, object } from './json.ts'

const EXPANSIONS = 'x-expansionResources'

/**
 * A description in which a field that may be expanded (Stripe's `x-expansionResources`: the id of an object,
 * or on demand the object) offers only those objects that `paths` reach without expanding anything. Of the
 * others the id remains. Else each resource reaches nearly every other.
 */
export function cutExpansions(description: JsonObject, paths: readonly string[]): JsonObject {
  const asked = Object.entries(object(description.paths)).filter(([path]) => paths.includes(path))
  const ids = narrowed(description, () => false)
  const reached = componentsReached(object(narrowed(Object.fromEntries(asked), () => false)), object(ids), [])
  const schemas = new Set(Object.keys(object(reached.schemas)).map((name) => `#/components/schemas/${name}`))
  return object(narrowed(description, (reference) => schemas.has(reference)))
}

function narrowed(node: Json, isKept: (reference: string) => boolean): Json {
  if (Array.isArray(node)) return node.map((item) => narrowed(item, isKept))
  if (!isObject(node)) return node
  const expandable = isObject(node[EXPANSIONS])
  const members: [string, Json][] = []
  for (const [key, child] of Object.entries(node)) {
    if (key === EXPANSIONS) members.push(...expansions(child, isKept))
    else
      members.push([key, narrowed(expandable && key === 'anyOf' ? remaining(child, isKept) : child, isKept)])
  }
  return Object.fromEntries(members)
}

function expansions(node: Json, isKept: (reference: string) => boolean): [string, Json][] {
  const oneOf = remaining(object(node).oneOf ?? [], isKept)
  return oneOf.length > 0 ? [[EXPANSIONS, { oneOf }]] : []
}

function remaining(alternatives: Json, isKept: (reference: string) => boolean): readonly Json[] {
  if (!Array.isArray(alternatives)) return []
  return alternatives.filter((alternative: Json) => {
    const { $ref } = object(alternative)
    return typeof $ref !== 'string' || isKept($ref)
  })
}
