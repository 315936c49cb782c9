import type { Definition } from '@sallyport/definition'
import type { Problem } from '@sallyport/errors'
import type { ErrorObject } from 'ajv'
import { settingThatFills } from './config.ts'
import { didYouMean, list, quote } from './suggest.ts'

/** More than a caller can make by mistake; without it a hostile call would get an answer larger than itself. */
const MAX_PROBLEMS = 50
const MAX_PATH = 200

/** What one schema and one value have against each other, as Ajv and the interpreter say it. */
export type Misfit = Pick<ErrorObject, 'keyword' | 'instancePath' | 'schemaPath' | 'params' | 'message'>

export interface Known {
  readonly definition: Definition
  /** What may stand among the parameters. */
  readonly known: readonly string[]
}

/** Says what a validator found in words that a model or a person can act on. */
export function describeErrors(errors: readonly Misfit[], known: Known): Problem[] {
  const own = errors.filter((error) => !isBranch(error))
  const nullable = nullablePlaces(errors)
  const problems = own
    .slice(0, MAX_PROBLEMS)
    .map((error) => describe(error, { ...known, orNull: nullable.has(error.instancePath) }))
  const more = own.length - problems.length
  if (more > 0) problems.push({ field: 'params', code: 'more', message: `And ${more} more problems.` })
  return problems
}

/** `nullable` is an `anyOf`: its first branch says what is wanted, the rest repeats it. */
function isBranch({ keyword, schemaPath }: Misfit): boolean {
  return keyword === 'anyOf' || /\/anyOf\/[1-9]\d*\//.test(schemaPath)
}

function nullablePlaces(errors: readonly Misfit[]): ReadonlySet<string> {
  const refused = errors.filter(({ keyword, params }) => keyword === 'type' && params.type === 'null')
  return new Set(refused.map(({ instancePath }) => instancePath))
}

interface Context extends Known {
  /** Whether null would do too. */
  readonly orNull: boolean
}

function describe(error: Misfit, { definition, known, orNull }: Context): Problem {
  const { keyword, params } = error
  const name = error.instancePath.slice(1, MAX_PATH).replaceAll('/', '.')
  const field = name === '' ? 'params' : `params.${name}`
  switch (keyword) {
    case 'required': {
      const missing = String(params.missingProperty)
      const setting = settingThatFills(definition, missing)
      const hint = setting
        ? ` Give it, or set "${setting}" in the connector's configuration to one value.`
        : ''
      return { field: `${field}.${missing}`, code: 'missing', message: `"${missing}" is required.${hint}` }
    }
    case 'additionalProperties': {
      const extra = String(params.additionalProperty)
      const hint = didYouMean(extra, known) || ` Known: ${list(known)}.`
      const message = `There is no parameter ${quote(extra)}.${hint}`
      return { field, code: 'unknown', message, details: { allowed: known } }
    }
    case 'enum': {
      const allowed: readonly unknown[] = orNull ? [...params.allowedValues, null] : params.allowedValues
      const message = `"${name}" must be one of: ${list(allowed.map(String))}.`
      return { field, code: 'enum', message, details: { allowed } }
    }
    default: {
      const what = `${error.message ?? 'does not fit'}${orNull && keyword === 'type' ? ' or null' : ''}`
      return { field, code: keyword, message: `"${name || 'params'}" ${what}.` }
    }
  }
}
