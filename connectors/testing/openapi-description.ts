import type { Schema } from './schema.ts'
import type { VendorOperation, VendorParameter } from './vendor-description.ts'

/** The parts of an OpenAPI document that are read; everything may be missing. */
export interface OpenApiDocument {
  readonly 'x-provenance'?: Readonly<Record<string, unknown>>
  readonly servers?: readonly { readonly url: string }[]
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

interface Media {
  readonly schema?: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, Reference & { readonly value?: unknown }>>
}
type Content = Readonly<Record<string, Media>>
interface Reference {
  readonly $ref?: string
}
interface OperationObject {
  readonly parameters?: readonly (VendorParameter & Reference)[]
  readonly requestBody?: Reference & { readonly content?: Content }
  readonly responses?: Readonly<Record<string, Reference & { readonly content?: Content }>>
}

export interface OpenApiDescription {
  readonly provenance: Readonly<Record<string, unknown>>
  readonly server: string | undefined
  find(method: string, path: string): VendorOperation | undefined
  follow(schema: Schema): Schema
}

const JSON_TYPE = 'application/json'

/** Reads a vendor's OpenAPI description, as published or as a slice. */
export function readOpenApi(document: OpenApiDocument): OpenApiDescription {
  const operations = new Map(
    Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => method !== 'parameters')
        .map(([method, operation]) => [
          `${method.toUpperCase()} ${shapeOf(path)}`,
          readOperation(document, { path, item, operation: operation as OperationObject }),
        ]),
    ),
  )
  return {
    provenance: document['x-provenance'] ?? {},
    server: document.servers?.[0]?.url,
    find: (method, path) => operations.get(`${method} ${shapeOf(path)}`),
    follow: (schema) => follow(document, schema),
  }
}

interface Place {
  readonly path: string
  readonly item: OperationObject
  readonly operation: OperationObject
}

function readOperation(document: OpenApiDocument, { path, item, operation }: Place): VendorOperation {
  const { requestBody = {} } = operation
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
  const bodies = Object.entries(follow(document, requestBody).content ?? {})
  return {
    path,
    parameters: parameters.map((parameter) => follow(document, parameter)),
    bodies: Object.fromEntries(bodies.map(([type, { schema = {} }]) => [bare(type), schema])),
    ...answersOf(document, operation),
  }
}

type Answers = Pick<VendorOperation, 'answer' | 'answerTypes' | 'example' | 'refusals'>

function answersOf(document: OpenApiDocument, { responses = {} }: OperationObject): Answers {
  const all = Object.entries(responses).map(
    ([status, response]) => [status, follow(document, response).content ?? {}] as const,
  )
  const successes = all.filter(([status]) => status.startsWith('2')).map(([, content]) => content)
  const media = successes.find((content) => jsonOf(content))
  const answer = media && jsonOf(media)
  const [named] = Object.values(answer?.examples ?? {})
  return {
    answer: answer?.schema,
    answerTypes: successes.flatMap((content) => Object.keys(content).map(bare)),
    example: named === undefined ? answer?.example : follow(document, named).value,
    refusals: all.flatMap(([status, content]) => {
      const schema = jsonOf(content)?.schema
      return schema && (status.startsWith('4') || status === 'default') ? [schema] : []
    }),
  }
}

function jsonOf(content: Content): Media | undefined {
  return Object.entries(content).find(([type]) => bare(type) === JSON_TYPE)?.[1]
}

/** A media type without its parameters. */
function bare(type: string): string {
  return type.split(';')[0]?.trim().toLowerCase() ?? type
}

function shapeOf(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}')
}

function follow<Node extends Reference>(document: OpenApiDocument, node: Node): Node {
  if (node.$ref === undefined) return node
  const [, section = '', kind = '', name = ''] = node.$ref.split('/')
  const found = section === 'components' ? document.components?.[kind]?.[name] : undefined
  if (found === undefined) throw new TypeError(`The description has no ${node.$ref}.`)
  return follow(document, found as Node)
}
