import type { Schema } from './schema.ts'

/** The parts of an OpenAPI document that are read; everything may be missing. */
export interface OpenApiDocument {
  readonly 'x-provenance'?: Readonly<Record<string, unknown>>
  readonly servers?: readonly { readonly url: string }[]
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface VendorParameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

interface Media {
  readonly schema?: Schema
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

/** What the vendor says of one method and path. */
export interface VendorOperation {
  readonly path: string
  readonly parameters: readonly VendorParameter[]
  /** Media types of the request body; empty where it takes none. */
  readonly encodings: readonly string[]
  readonly body: Schema | undefined
  /** Schema and example of the JSON of the first success. */
  readonly answer: Schema | undefined
  readonly example: unknown
  /** Schemas of the JSON of refusals. */
  readonly refusals: readonly Schema[]
}

export interface VendorDescription {
  readonly provenance: Readonly<Record<string, unknown>>
  readonly server: string | undefined
  /** Finds an operation by method and path; names of path parameters do not count, their places do. */
  find(method: string, path: string): VendorOperation | undefined
  follow(schema: Schema): Schema
}

const JSON_TYPE = 'application/json'

/** Reads a vendor's OpenAPI description, as published or as a slice. */
export function readVendorDescription(document: OpenApiDocument): VendorDescription {
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
  const { requestBody = {}, responses = {} } = operation
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
  const { content: body = {} } = follow(document, requestBody)
  const answers = Object.entries(responses).map(
    ([status, response]) => [status, follow(document, response).content?.[JSON_TYPE]] as const,
  )
  const answer = answers.find(([status]) => status.startsWith('2'))?.[1]
  const [example] = Object.values(answer?.examples ?? {})
  return {
    path,
    parameters: parameters.map((parameter) => follow(document, parameter)),
    encodings: Object.keys(body),
    body: body[JSON_TYPE]?.schema,
    answer: answer?.schema,
    example: example && follow(document, example).value,
    refusals: answers.flatMap(([status, media]) =>
      status.startsWith('4') && media?.schema ? [media.schema] : [],
    ),
  }
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
