import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { Json } from '../json.ts'

type Check = (value: Json) => boolean

/** The formats as the checks of requests and answers read them, so that what fits here fits there. */
const CHECKS: ReadonlyMap<string, Check> = new Map(
  Object.entries(fullFormats).map(([name, format]) => [name, toCheck(format)]),
)

/** An unknown format allows everything, as JSON Schema has it (validation, section 7.2.3). */
export function fitsFormat(format: string, value: Json): boolean {
  return CHECKS.get(format)?.(value) ?? true
}

function toCheck(format: unknown): Check {
  const rule =
    typeof format === 'object' && format !== null && 'validate' in format ? format : { validate: format }
  const type = 'type' in rule && rule.type === 'number' ? 'number' : 'string'
  const { validate } = rule
  if (validate instanceof RegExp) return (value) => typeof value !== type || validate.test(String(value))
  if (typeof validate === 'function') return (value) => typeof value !== type || Boolean(validate(value))
  return () => true
}
