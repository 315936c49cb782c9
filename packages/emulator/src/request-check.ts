import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { Description, Operation, Parameter } from './description.ts'
import { asObject, type JsonObject } from './json.ts'
import { toJsonSchema } from './json-schema.ts'

/** One way in which a request departs from the vendor's description. It never holds the value itself. */
export interface Violation {
  readonly in: 'path' | 'query' | 'header' | 'body'
  /** Name of the parameter or dotted path into the body; `null` for the whole. */
  readonly field: string | null
  readonly code: 'missing' | 'invalid' | 'unknown'
  readonly message: string
}

export interface RequestCheck {
  path(operation: Operation, params: Readonly<Record<string, string>>): readonly Violation[]
  query(operation: Operation, query: Readonly<Record<string, string>>): readonly Violation[]
  body(operation: Operation, body: JsonObject): readonly Violation[]
}

type Part = 'path' | 'query' | 'body'

const OPTIONS = { allErrors: true, strict: false, validateSchema: false, logger: false } as const

/** Validates requests by the schemas of a description. Each schema is compiled when it is first needed. */
export function createRequestCheck(description: Description): RequestCheck {
  // Parameters arrive as text, so a number is whatever reads as one; a body says its types itself.
  const parameters = withFormats(new Ajv({ ...OPTIONS, coerceTypes: true }))
  const bodies = withFormats(new Ajv(OPTIONS))
  const components = { schemas: toJsonSchema(description.schemas) }
  const compiled = new Map<string, ValidateFunction>()

  const check = (part: Part, operation: Operation, value: JsonObject): readonly Violation[] => {
    const key = `${part} of ${operation.name}`
    const ajv = part === 'body' ? bodies : parameters
    const validate = compiled.get(key) ?? ajv.compile({ ...schemaOf(part, operation), components })
    compiled.set(key, validate)
    return validate({ ...value })
      ? []
      : unique((validate.errors ?? []).map((error) => violation(part, error)))
  }
  return {
    path: (operation, params) => check('path', operation, params),
    query: (operation, query) => [
      ...check('query', operation, query),
      ...unknown('query', query, new Set(parametersIn('query', operation).map(({ name }) => name))),
    ],
    body: (operation, body) => [
      ...check('body', operation, body),
      ...unknown('body', body, new Set(Object.keys(asObject(operation.body?.properties)))),
    ],
  }
}

function withFormats(ajv: Ajv): Ajv {
  formats.default(ajv)
  return ajv
}

function schemaOf(part: Part, operation: Operation): JsonObject {
  if (part === 'body') return asObject(toJsonSchema(operation.body ?? {}))
  const parameters = parametersIn(part, operation)
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, toJsonSchema(schema)])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  }
}

function parametersIn(part: Part, operation: Operation): readonly Parameter[] {
  return operation.parameters.filter((parameter) => parameter.in === part)
}

function unknown(part: Part, value: JsonObject, names: ReadonlySet<string>): Violation[] {
  return Object.keys(value)
    .filter((name) => !names.has(name))
    .map((field) => ({ in: part, field, code: 'unknown', message: 'is not described' }))
}

function violation(part: Part, error: ErrorObject): Violation {
  const path = error.instancePath.split('/').slice(1).map(unescapePointer)
  const message = error.message ?? 'is invalid'
  if (error.keyword !== 'required')
    return { in: part, field: path.join('.') || null, code: 'invalid', message }
  return { in: part, field: [...path, error.params.missingProperty].join('.'), code: 'missing', message }
}

/** RFC 6901, section 4. */
function unescapePointer(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** A value that fits no branch of an `anyOf` fails once per branch. */
function unique(violations: readonly Violation[]): Violation[] {
  const seen = new Map(violations.map((found) => [`${found.field} ${found.code}`, found]))
  return [...seen.values()]
}
