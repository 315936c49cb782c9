import type { FuncKeywordDefinition } from 'ajv'
import { isObject, type Json } from '../json.ts'

/** `uniqueItems` in the time that reading the list takes. Ajv compares each item with each, which a large list makes slow. */
export const UNIQUE_ITEMS: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  errors: false,
  error: { message: 'must NOT have duplicate items' },
  validate: (unique: boolean, items: readonly Json[]) =>
    !unique || new Set(items.map((item) => JSON.stringify(sorted(item)))).size === items.length,
}

/** Two objects are the same whatever the order of their members. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  const names = Object.keys(value).sort()
  return names.map((name): Json => [name, sorted(value[name] ?? null)]).concat([{}])
}
