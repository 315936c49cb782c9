import { BOUNDS } from './bounds.ts'
import { DefinitionSchema } from './definition-schema.ts'
import { interpretSchema, type JsonSchema, type SchemaError } from './interpret-schema.ts'
import { definitions } from './parameter-schema.ts'
import { type DefinitionProblem, pathOf } from './problem.ts'
import { MEANINGS } from './schema-parts.ts'

/** More than are shown, so that alternatives do not crowd out the rest. */
const MAX_ERRORS = 500
const MAX_STEPS = 1_000_000

/** Where JSON does not have the form of a definition. */
export function checkShape(value: unknown): DefinitionProblem[] {
  const errors = interpretSchema(DefinitionSchema as unknown as JsonSchema, value, {
    matches: (pattern, text) => expressionOf(pattern).test(text),
    fits: () => true,
    maxErrors: MAX_ERRORS,
    maxSteps: MAX_STEPS,
    definitions,
  })
  return meant(errors).slice(0, BOUNDS.problems).map(describe)
}

/** The patterns of the schema are ours. */
const expressions = new Map<string, RegExp>()

function expressionOf(pattern: string): RegExp {
  const expression = expressions.get(pattern) ?? new RegExp(pattern, 'u')
  expressions.set(pattern, expression)
  return expression
}

/**
 * Of alternatives the one that was meant: what it says of itself (`scheme`, `style`, `as`) fits, and least else does
 * not. Where none was, that alone is said.
 */
function meant(errors: readonly SchemaError[]): SchemaError[] {
  const choice = errors.find(({ keyword }) => keyword === 'anyOf')
  if (choice === undefined) return [...errors]
  const { schemaPath, instancePath } = choice
  const isBranch = (error: SchemaError) =>
    error.schemaPath.startsWith(`${schemaPath}/`) && error.instancePath.startsWith(instancePath)
  const branches = Map.groupBy(errors.filter(isBranch), (error) =>
    Number(error.schemaPath.slice(schemaPath.length + 1).split('/')[0]),
  )
  const fitting = [...branches.values()]
    .filter((branch) => !branch.some((error) => isAnother(error, instancePath)))
    .map(meant)
    .sort((a, b) => a.length - b.length)
  const others = errors.filter((error) => error !== choice && !isBranch(error))
  return meant([...others, ...(fitting[0] ?? [{ ...choice, keyword: 'choice' }])])
}

/** Whether a branch is for something else than what is there. */
function isAnother({ keyword, instancePath }: SchemaError, at: string): boolean {
  if (keyword === 'type') return instancePath === at
  const below = instancePath.slice(at.length + 1)
  return keyword === 'const' && instancePath.startsWith(`${at}/`) && !below.includes('/')
}

function describe({ keyword, instancePath, params, message }: SchemaError): DefinitionProblem {
  const names = instancePath
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  switch (keyword) {
    case 'required':
      return { path: pathOf([...names, String(params.missingProperty)]), message: 'This is missing.' }
    case 'additionalProperties':
      return {
        path: pathOf([...names, String(params.additionalProperty)]),
        message: 'There is no such word here, or it is no name.',
      }
    case 'pattern':
      return {
        path: pathOf(names),
        message: `This is to be ${MEANINGS.get(String(params.pattern)) ?? 'of another form'}.`,
      }
    case 'enum':
      return { path: pathOf(names), message: `This is to be one of: ${listed(params.allowedValues)}.` }
    case 'choice':
      return { path: pathOf(names), message: 'This has none of the forms that it can have.' }
    default:
      return { path: pathOf(names), message: `This ${message}.` }
  }
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : ''
}
