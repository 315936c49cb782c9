import { callOptionsOf, type Definition, isAuthored, type Operation } from '@sallyport/definition'
import type { Problem } from '@sallyport/errors'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { describeErrors, type Misfit } from './describe-errors.ts'
import { interpret } from './interpret-schema.ts'

/** With more values only the first problem is looked for: half a million wrong ones take half a second to list. */
const MAX_VALUES = 5_000

const firstProblem = compiler({ allErrors: false })
const allProblems = compiler({ allErrors: true })

/**
 * What is wrong with the parameters of an operation, of very many problems the first; empty when they fit. Only schemas
 * that were written in code become code: others are interpreted.
 */
export function validateParams(
  definition: Definition,
  operation: Operation,
  params: Readonly<Record<string, unknown>>,
): Problem[] {
  const find = isAuthored(definition) ? compiled : interpreted
  const errors = find(operation, params)
  return errors.length === 0 ? [] : describeErrors(errors, { definition, known: namesOf(operation) })
}

type Params = Readonly<Record<string, unknown>>

function compiled(operation: Operation, params: Params): readonly Misfit[] {
  const validate = firstProblem(operation)
  if (validate(params)) return []
  return (isLarge(params) ? validate.errors : errorsOf(allProblems(operation), params)) ?? []
}

/** Far over what is shown, so that problems are counted too. */
const MAX_ERRORS = 5_000

function interpreted(operation: Operation, params: Params): readonly Misfit[] {
  return interpret({ ...operation.params }, params, isLarge(params) ? 1 : MAX_ERRORS)
}

/** Whatever may stand among the parameters. */
function namesOf(operation: Operation): string[] {
  return [...new Set([...Object.keys(operation.params.properties), ...callOptionsOf(operation)])]
}

/** One schema is compiled once, when it is first needed. */
function compiler(options: { readonly allErrors: boolean }): (operation: Operation) => ValidateFunction {
  const ajv = new Ajv({
    ...options,
    coerceTypes: false,
    // A parameter may be called `toString`, which every object has.
    ownProperties: true,
    strict: true,
    strictTypes: false,
    allowUnionTypes: true,
  })
  addFormats.default(ajv)
  const compiled = new WeakMap<Operation, ValidateFunction>()
  return (operation) => {
    const validate = compiled.get(operation) ?? ajv.compile(operation.params)
    compiled.set(operation, validate)
    return validate
  }
}

function errorsOf(validate: ValidateFunction, params: unknown): readonly ErrorObject[] {
  validate(params)
  return validate.errors ?? []
}

function isLarge(params: object): boolean {
  const queue: unknown[] = [params]
  for (let at = 0; at < queue.length; at++) {
    const value = queue[at]
    if (typeof value !== 'object' || value === null) continue
    const values = Object.values(value)
    if (queue.length + values.length > MAX_VALUES) return true
    queue.push(...values)
  }
  return false
}
