import { isObject, type Json } from '../json.ts'

/**
 * Whether a value holds everything that `part` holds: each member of an object, each item of a list at its
 * place, each other value exactly.
 */
export function contains(whole: Json | undefined, part: Json): boolean {
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) &&
      whole.length === part.length &&
      part.every((item: Json, index) => contains(whole[index], item))
    )
  }
  if (!isObject(part)) return whole === part
  if (!isObject(whole)) return false
  // Without `hasOwn`, a query for `constructor` would be answered by the prototype.
  return Object.entries(part).every(
    ([key, value]) => Object.hasOwn(whole, key) && contains(whole[key], value),
  )
}
