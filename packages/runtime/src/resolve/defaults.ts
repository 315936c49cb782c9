import type { Operation } from '@sallyport/definition'

type Params = Readonly<Record<string, unknown>>

const known = new WeakMap<Operation, readonly (readonly [name: string, value: unknown])[]>()

/** Adds what the schemas of parameters state as their defaults, where nothing was given: the third party need not have the same. */
export function withDefaults(operation: Operation, params: Params): Params {
  const defaults = defaultsOf(operation)
  if (defaults.length === 0) return params
  return { ...Object.fromEntries(defaults.filter(([name]) => !Object.hasOwn(params, name))), ...params }
}

function defaultsOf(operation: Operation) {
  const defaults =
    known.get(operation) ??
    Object.entries(operation.params.properties).flatMap(([name, schema]) =>
      'default' in schema && schema.default !== undefined ? [[name, schema.default] as const] : [],
    )
  known.set(operation, defaults)
  return defaults
}
