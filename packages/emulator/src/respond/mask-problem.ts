import { asObject, asObjects, isObject, type JsonObject } from '../json.ts'
import { DEEPEST_MASK, type Mask, parseMask } from './field-mask.ts'

/** The first name of a mask that an answer of the schema never has; `undefined` when it has them all. */
export function unknownInMask(text: string, schema: JsonObject, schemas: JsonObject): string | undefined {
  if (!isReadable(text)) return text
  return unknownName(parseMask(text), schema, schemas)
}

/** Balanced, and no deeper than masks are read. */
function isReadable(text: string): boolean {
  let depth = 0
  for (const letter of text) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    if (depth < 0 || depth > DEEPEST_MASK) return false
  }
  return depth === 0
}

function unknownName(mask: Mask, schema: JsonObject, schemas: JsonObject): string | undefined {
  const members = membersOf(schema, schemas)
  // A map, or something of which nothing is said: every name may be there.
  if (!members) return undefined
  for (const [name, inner] of mask) {
    if (name === '*') continue
    const member = members.get(name)
    if (!member) return name
    const unknown = inner === true ? undefined : unknownName(inner, member, schemas)
    if (unknown !== undefined) return unknown
  }
  return undefined
}

const DEPTH = 8

function membersOf(
  schema: JsonObject,
  schemas: JsonObject,
  depth = 0,
): ReadonlyMap<string, JsonObject> | undefined {
  const { $ref, items, properties, allOf } = schema
  if (depth > DEPTH) return undefined
  if (typeof $ref === 'string')
    return membersOf(asObject(schemas[$ref.replace('#/components/schemas/', '')]), schemas, depth + 1)
  if (isObject(items)) return membersOf(items, schemas, depth + 1)
  const parts = asObjects(allOf).map((part) => membersOf(part, schemas, depth + 1))
  if (!isObject(properties) && parts.every((part) => part === undefined)) return undefined
  const own = Object.entries(asObject(properties)).map(([name, member]) => [name, asObject(member)] as const)
  return new Map([...parts.flatMap((part) => [...(part ?? [])]), ...own])
}
