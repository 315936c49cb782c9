import { isObject, type Json, type JsonObject } from '../json.ts'

const DEEPEST = 20

/**
 * Puts the parts of templates in the place of `{ "$use": "name" }`; members beside `$use` go over those of the
 * part, and in a list a part that is a list stands for its items. Throws a `TypeError` for a part that there is not, and for parts that hold each other.
 */
export function withParts(template: Json, parts: JsonObject, depth = 0): Json {
  if (depth > DEEPEST) throw new TypeError('The parts of templates hold each other.')
  if (Array.isArray(template)) return template.flatMap((item: Json) => itemsOf(item, parts, depth))
  if (!isObject(template)) return template
  const { $use, ...others } = template
  const members = Object.entries(others).map(
    ([name, member]) => [name, withParts(member, parts, depth)] as const,
  )
  if ($use === undefined) return Object.fromEntries(members)
  if (typeof $use !== 'string' || !Object.hasOwn(parts, $use)) {
    throw new TypeError(`There is no part "${JSON.stringify($use)}" of templates.`)
  }
  const part = withParts(parts[$use] ?? null, parts, depth + 1)
  if (members.length === 0) return part
  return { ...(isObject(part) ? part : {}), ...Object.fromEntries(members) }
}

function itemsOf(item: Json, parts: JsonObject, depth: number): readonly Json[] {
  const made = withParts(item, parts, depth)
  return isObject(item) && '$use' in item && Array.isArray(made) ? made : [made]
}
