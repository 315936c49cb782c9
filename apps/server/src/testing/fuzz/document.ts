import { Ajv2020, addFormats, type ValidateFunction } from './ajv.ts'
import type { Schema } from './from-schema.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

interface DocumentedOperation {
  readonly operationId: string
  readonly security: readonly unknown[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

/** The engine's own OpenAPI document, as it serves it. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** One operation under all of its paths. */
export interface Route {
  /** As its row in the contract is called. */
  readonly id: string
  readonly method: string
  readonly paths: readonly string[]
  readonly isPublic: boolean
  readonly parameters: readonly Parameter[]
  readonly body: Schema | undefined
  readonly takesFile: boolean
  readonly responses: DocumentedOperation['responses']
}

export function routesOf(served: Document): Route[] {
  const document = withoutReferences(served, served) as Document
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const byId = Map.groupBy(all, ({ operation }) => operation.operationId.replace(/Alias\d+$/, ''))
  return [...byId].flatMap(([id, found]) => {
    const [first] = found
    if (first === undefined) return []
    const { parameters = [], requestBody, responses, security } = first.operation
    const content = requestBody?.content ?? {}
    return [
      {
        id,
        method: first.method,
        paths: found.map(({ path }) => path),
        isPublic: security.length === 0,
        parameters,
        body: content['application/json']?.schema,
        takesFile: '*/*' in content,
        responses,
      },
    ]
  })
}

/** The same with everything in its place that it refers to: schemas of ours do not refer to themselves. */
function withoutReferences(value: unknown, document: Document): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutReferences(one, document))
  if (typeof value !== 'object' || value === null) return value
  const reference: unknown = Reflect.get(value, '$ref')
  if (typeof reference === 'string' && reference.startsWith('#/')) {
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((at, name) => Reflect.get(Object(at), name), document)
    return withoutReferences(found, document)
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withoutReferences(inner, document)]),
  )
}

export interface AnswerOfRoute {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** Says what of an answer is not as the document states it. */
export function answerChecker(): (route: Route, answer: AnswerOfRoute) => string | undefined {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  addFormats(ajv)
  const compiled = new Map<Schema, ValidateFunction>()
  const validatorOf = (schema: Schema) => {
    const known = compiled.get(schema) ?? ajv.compile(schema)
    compiled.set(schema, known)
    return known
  }
  return ({ responses }, answer) => {
    const { status } = answer
    const stated = responses[status] ?? (status < 300 ? undefined : responses.default)
    if (stated === undefined) return `the status ${status} is not stated`
    if (stated.content === undefined) return answer.text === '' ? undefined : 'a body is not stated'
    return checkContent(stated.content, answer, validatorOf)
  }
}

function checkContent(
  content: Content,
  { status, type, text }: AnswerOfRoute,
  validatorOf: (schema: Schema) => ValidateFunction,
): string | undefined {
  // Of an answer that may also be a file nobody knows what its JSON is.
  if (status < 300 && '*/*' in content) return undefined
  const schema = content['application/json']?.schema
  if (schema === undefined) return undefined
  if (!type.startsWith('application/json')) return `the content type ${type} is not stated`
  const validate = validatorOf(schema)
  if (validate(parsed(text))) return undefined
  const [first] = validate.errors ?? []
  return `the body is not as stated: ${first?.instancePath} ${first?.message}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
