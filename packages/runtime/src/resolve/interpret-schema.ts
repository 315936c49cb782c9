import { FORMATS, interpretSchema, type JsonSchema, type SchemaError, TOO_LONG } from '@sallyport/definition'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { searchLinear } from './pattern.ts'

/** Pairs of schema and value that are looked at for one call. */
const MAX_STEPS = 2_000_000
/** Steps of matching for one call: some tenths of a second at worst. */
const MAX_WORK = 20_000_000
/** Longest text whose format is looked at; a longer one has none of them. */
const LONGEST_TEXT = 4_096

/**
 * What does not fit a schema that came from outside. The schema is read and never becomes code, and reading takes
 * bounded time, whatever it says.
 *
 * @param maxErrors After so many nothing more is looked at.
 */
export function interpret(schema: JsonSchema, value: unknown, maxErrors: number): SchemaError[] {
  let work = 0
  const matches = (pattern: string, text: string) => {
    if (work > MAX_WORK) return false
    const search = searchLinear(pattern, text)
    work += search.work
    return search.found
  }
  const errors = interpretSchema(schema, value, { matches, fits, maxErrors, maxSteps: MAX_STEPS })
  return work > MAX_WORK ? [...errors, TOO_LONG] : errors
}

/** The formats of Ajv's own package: both ways to validate mean the same. */
function fits(format: string, text: string): boolean {
  const known = FORMATS.find((name) => name === format)
  if (known === undefined || text.length > LONGEST_TEXT) return false
  const stated: unknown = fullFormats[known]
  if (stated instanceof RegExp) return stated.test(text)
  if (typeof stated === 'function') return stated(text) === true
  return isValidator(stated) && stated.validate(text)
}

function isValidator(value: unknown): value is { readonly validate: (text: string) => boolean } {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'validate') === 'function'
}
