import assert from 'node:assert/strict'

/** A kind of value, kinds with bars between them, the shape of an object's keys, or of each item of a list. */
export type Shape = string | { readonly [key: string]: Shape } | readonly [Shape]

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  uuid: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  time: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value),
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  null: (value) => value === null,
}

/** Asserts that every key is there with a value of its kind: clients of typed languages break on either. More may be there. */
export function assertShape(value: unknown, shape: Shape, at = 'body'): void {
  if (typeof shape === 'string') {
    const fits = shape.split('|').some((kind) => (KINDS[kind] ?? assert.fail(`no kind ${kind}`))(value))
    assert.ok(fits, `${at} is to be ${shape}, and is ${JSON.stringify(value)}`)
    return
  }
  if (isList(shape)) {
    assert.ok(Array.isArray(value), `${at} is to be a list`)
    for (const [index, item] of value.entries()) assertShape(item, shape[0], `${at}[${index}]`)
    return
  }
  assert.ok(KINDS.object?.(value), `${at} is to be an object, and is ${JSON.stringify(value)}`)
  for (const [key, below] of Object.entries(shape)) {
    assert.ok(Object.hasOwn(value as object, key), `${at}.${key} is missing`)
    assertShape((value as Readonly<Record<string, unknown>>)[key], below, `${at}.${key}`)
  }
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}
