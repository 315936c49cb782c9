import type { Definition, Operation } from '@sallyport/definition'
import type { Problem } from '@sallyport/errors'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { settingThatFills } from './config.ts'
import { didYouMean, list } from './suggest.ts'

const ajv = new Ajv({
  allErrors: true,
  coerceTypes: false,
  strict: true,
  strictTypes: false,
  allowUnionTypes: true,
})
addFormats.default(ajv)

const compiled = new WeakMap<Operation, ValidateFunction>()

/** Everything that is wrong with the parameters of an operation; empty when they fit. */
export function validateParams(
  definition: Definition,
  operation: Operation,
  params: Readonly<Record<string, unknown>>,
): Problem[] {
  const validate = validatorOf(operation)
  if (validate(params)) return []
  return (validate.errors ?? [])
    .filter((error) => !isBranch(error))
    .map((error) => toProblem(error, { definition, known: Object.keys(operation.params.properties) }))
}

function validatorOf(operation: Operation): ValidateFunction {
  let validate = compiled.get(operation)
  if (validate === undefined) {
    validate = ajv.compile(operation.params)
    compiled.set(operation, validate)
  }
  return validate
}

/** `nullable` is an `anyOf`: its first branch says what is wanted, the rest repeats it. */
function isBranch({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword === 'anyOf' || /\/anyOf\/[1-9]\d*\//.test(schemaPath)
}

interface Known {
  readonly definition: Definition
  readonly known: readonly string[]
}

function toProblem(error: ErrorObject, { definition, known }: Known): Problem {
  const { keyword, params, instancePath } = error
  const path = `params${instancePath.replaceAll('/', '.')}`
  const name = instancePath.slice(1).replaceAll('/', '.') || 'params'
  switch (keyword) {
    case 'required': {
      const missing = String(params.missingProperty)
      const setting = settingThatFills(definition, missing)
      const hint = setting ? ` Give it, or set "${setting}" in the configuration of the connector.` : ''
      return { field: `${path}.${missing}`, code: 'missing', message: `"${missing}" is required.${hint}` }
    }
    case 'additionalProperties': {
      const extra = String(params.additionalProperty)
      const message = `There is no parameter "${extra.slice(0, 80)}".${didYouMean(extra, known)} Known: ${list(known)}.`
      return { field: path, code: 'unknown', message, details: { allowed: known } }
    }
    case 'enum': {
      const allowed: readonly unknown[] = params.allowedValues
      const message = `"${name}" must be one of: ${list(allowed.map(String))}.`
      return { field: path, code: 'enum', message, details: { allowed } }
    }
    default:
      return { field: path, code: keyword, message: `"${name}" ${error.message ?? 'does not fit'}.` }
  }
}
