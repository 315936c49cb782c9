import { isObject, type Json, type JsonObject } from '../json.ts'

/** A JSON Schema: an object of keywords, `true` (anything) or `false` (nothing). */
export type Schema = JsonObject | boolean

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isObject(value)
}

/** The schemas in a keyword's list: `allOf`, `anyOf`, `oneOf`, `prefixItems`. */
export function schemasIn(value: Json | undefined): readonly Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : []
}

/** The schemas in a keyword's object, by name: `properties`, `patternProperties`. */
export function schemasByName(value: Json | undefined): readonly (readonly [string, Schema])[] {
  if (!isObject(value)) return []
  return Object.entries(value).filter((entry): entry is [string, Schema] => isSchema(entry[1]))
}

export function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

const PREFIX = '#/components/schemas/'
const CHAIN = 32

/**
 * What a reference means, references to references followed. Only `#/components/schemas/X` and what lies below it
 * is known. Throws a `TypeError` where nothing is there, or where references run in a circle.
 */
export function resolveReference(schemas: JsonObject, reference: string): Schema {
  let next = reference
  for (let step = 0; step < CHAIN; step += 1) {
    const target = lookUp(schemas, next)
    if (!isObject(target) || typeof target.$ref !== 'string' || Object.keys(target).length > 1) return target
    next = target.$ref
  }
  throw new TypeError(
    `The schema reference "${reference}" leads to itself or through more than ${CHAIN} others.`,
  )
}

function lookUp(schemas: JsonObject, reference: string): Schema {
  let node: Json | undefined = reference.startsWith(PREFIX) ? schemas : undefined
  for (const token of reference.slice(PREFIX.length).split('/')) {
    const name = unescapeToken(token)
    const at: Json | undefined = node
    // Names come from outside: `constructor` must not be found where no schema of that name is.
    node =
      typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as JsonObject)[name] : undefined
  }
  if (!isSchema(node)) throw new TypeError(`The schema reference "${reference}" leads nowhere.`)
  return node
}

/** RFC 6901, sections 4 and 6. */
function unescapeToken(token: string): string {
  const text = token.includes('%') ? decoded(token) : token
  return text.replaceAll('~1', '/').replaceAll('~0', '~')
}

function decoded(token: string): string {
  try {
    return decodeURIComponent(token)
  } catch {
    return token
  }
}
