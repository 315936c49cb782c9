import type { Json } from '../json.ts'

/** A member of an object or item of a list, where it is its own: never one of `Object.prototype`. */
export function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
}

export function valueAt(value: unknown, path: readonly string[]): Json | undefined {
  return path.reduce<unknown>(memberOf, value) as Json | undefined
}

/** Every value at a path, through lists: `labels.name` gives the name of each label. */
export function valuesAt(value: unknown, path: readonly string[]): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path))
  const [key, ...rest] = path
  if (key === undefined) return value === undefined ? [] : [value as Json]
  return valuesAt(memberOf(value, key), rest)
}
