import type { ConfigField, Definition, Operation } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'
import { matcherOf } from './pattern.ts'

/** Settings of one connector, each field holding one or more values. */
export type ConnectorConfig = Readonly<Record<string, readonly string[]>>

const MAX_VALUES = 1000
const MAX_VALUE = 1000

/**
 * Reads a connector's settings. A value may come as a string, as a list, or as a list in one string
 * with commas: clients of all generations are understood. What the definition does not name is left out.
 *
 * @throws SallyportError `invalid_request` listing every setting that does not fit. No values: a secret
 * may have been put there by mistake.
 */
export function parseConfig(definition: Definition, raw: Readonly<Record<string, unknown>>): ConnectorConfig {
  const problems: Problem[] = []
  const entries = Object.entries(definition.config ?? {}).flatMap(([name, field]) => {
    const given = raw[name] ?? field.default
    if (given === undefined) {
      if (field.required) problems.push(missing(name, field))
      return []
    }
    const values = valuesOf(given)
    if (values?.every((value) => matcherOf(definition, field.pattern)(value) !== undefined))
      return [[name, values] as const]
    problems.push(misfit(name, field))
    return []
  })
  if (problems.length === 0) return Object.fromEntries(entries)
  throw new SallyportError('invalid_request', `The configuration does not fit ${definition.title}.`, {
    problems,
  })
}

function missing(name: string, { example }: ConfigField): Problem {
  return { field: name, code: 'missing', message: `"${name}" is required, such as "${example}".` }
}

function misfit(name: string, { example }: ConfigField): Problem {
  const message = `"${name}" is to look like "${example}", as text or as a list of such texts.`
  return { field: name, code: 'format', message }
}

/**
 * Supplies parameters that the caller left out. A setting fills all of its pieces or none: with an
 * owner of the caller's own, the configured repository of another owner would be a wrong guess. A
 * setting with several values fills nothing, for the same reason.
 */
export function fillFromConfig(
  definition: Definition,
  { params: { properties } }: Operation,
  given: { readonly params: Readonly<Record<string, unknown>>; readonly settings: ConnectorConfig },
): Readonly<Record<string, unknown>> {
  const filled = { ...given.params }
  for (const [name, field] of Object.entries(definition.config ?? {})) {
    const pieces = onlyPieces(definition, field, given.settings[name] ?? [])
    if (pieces === undefined) continue
    const wanted = Object.entries(field.fills ?? {}).filter(([param]) => Object.hasOwn(properties, param))
    const agrees = wanted.every(
      ([param, piece]) => !Object.hasOwn(filled, param) || filled[param] === pieces[piece],
    )
    if (agrees) for (const [param, piece] of wanted) filled[param] = pieces[piece]
  }
  return filled
}

/** The setting that could supply a parameter, for the message that misses it. */
export function settingThatFills({ config = {} }: Definition, param: string): string | undefined {
  return Object.keys(config).find((name) => Object.hasOwn(config[name]?.fills ?? {}, param))
}

function valuesOf(raw: unknown): string[] | undefined {
  const items = typeof raw === 'string' ? raw.split(',') : raw
  if (!Array.isArray(items) || items.length > MAX_VALUES) return undefined
  const values = items.map((item) => (typeof item === 'string' ? item.trim() : ''))
  return values.every((value) => value !== '' && value.length <= MAX_VALUE) ? values : undefined
}

function onlyPieces(definition: Definition, { pattern }: ConfigField, [value, ...more]: readonly string[]) {
  return value === undefined || more.length > 0 ? undefined : matcherOf(definition, pattern)(value)
}
