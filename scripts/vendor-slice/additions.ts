import { isObject, type Json, type JsonObject, object } from './json.ts'

/** What the vendor's own description lacks or has wrong, after the pages that `x-handwritten` names. */
export interface Additions {
  /** Whole sentences for the provenance: what is added and what is repaired. */
  readonly changes: string
  /** Parameters that no operation has, whatever the description says. */
  readonly withoutParameters?: readonly { readonly name: string; readonly in: string }[]
  /** Parts of an OpenAPI description; see `withAdditions`. */
  readonly description: JsonObject
}

/**
 * The description with the additions merged into it as RFC 7396 says (objects member by member, `null`
 * removes), but lists of parameters by name and place.
 */
export function withAdditions(description: JsonObject, additions: Additions): JsonObject {
  const removed = new Set((additions.withoutParameters ?? []).map(identity))
  const kept = removed.size === 0 ? description : withoutParameters(description, removed)
  return object(merged(kept, additions.description))
}

/** The operations that the additions touch, as `GET /user/{id}`. */
export function operationsOf(additions: Additions): string[] {
  return Object.entries(object(additions.description.paths)).flatMap(([path, item]) =>
    Object.entries(object(item))
      .filter(([key, operation]) => isObject(operation) && key !== 'parameters')
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  )
}

function merged(target: Json | undefined, patch: Json, key = ''): Json {
  if (key === 'parameters' && Array.isArray(target) && Array.isArray(patch))
    return withParameters(target, patch)
  if (!isObject(patch)) return patch
  const result = new Map(Object.entries(object(target)))
  for (const [name, child] of Object.entries(patch)) {
    if (child === null) result.delete(name)
    else result.set(name, merged(result.get(name), child, name))
  }
  return Object.fromEntries(result)
}

function withParameters(target: readonly Json[], patch: readonly Json[]): Json[] {
  const replaced = new Set(patch.map(identity))
  return [...target.filter((parameter) => !replaced.has(identity(parameter))), ...patch]
}

function withoutParameters(description: JsonObject, removed: ReadonlySet<string>): JsonObject {
  const without = (node: JsonObject) =>
    Array.isArray(node.parameters)
      ? { ...node, parameters: node.parameters.filter((parameter) => !removed.has(identity(parameter))) }
      : node
  const items = Object.entries(object(description.paths)).map(([path, item]) => {
    const members = Object.entries(without(object(item)))
    return [
      path,
      Object.fromEntries(members.map(([key, child]) => [key, isObject(child) ? without(child) : child])),
    ]
  })
  return { ...description, paths: Object.fromEntries(items) }
}

function identity(parameter: Json): string {
  const { $ref, in: place, name } = object(parameter)
  return JSON.stringify($ref ?? [place, name])
}
