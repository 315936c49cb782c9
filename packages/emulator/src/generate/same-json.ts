import { isObject, type Json } from '../json.ts'

/** JSON Schema 2020-12, core, section 4.2.2: two values are equal whatever the order of their members. */
export function sameJson(left: Json, right: Json): boolean {
  if (left === right) return true
  if (Array.isArray(left))
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item: Json, index) => sameJson(item, right[index] ?? null))
    )
  if (!isObject(left) || !isObject(right)) return false
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every(
    (name) => Object.hasOwn(right, name) && sameJson(left[name] ?? null, right[name] ?? null),
  )
}
