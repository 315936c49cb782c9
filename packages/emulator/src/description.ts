import { asObject, asObjects, isObject, type Json, type JsonObject } from './json.ts'

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: JsonObject
}

export interface Operation {
  /** Method and path template: `GET /repos/{owner}/{repo}`. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** Schema of the JSON request body, where the operation takes one. */
  readonly body: JsonObject | undefined
  /** Status and example of the first 2xx response. */
  readonly success: { readonly status: number; readonly example: Json }
  readonly documentationUrl: string | undefined
}

export interface Description {
  readonly origin: string
  readonly operations: ReadonlyMap<string, Operation>
  readonly schemas: JsonObject
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch']

/**
 * Reads the operations of an OpenAPI 3.0 description.
 * Throws a `TypeError` when it has no paths, no server or a reference that leads nowhere.
 */
export function readDescription(document: object): Description {
  const root = asObject(document)
  const origin = asObjects(root.servers)[0]?.url
  if (!isObject(root.paths) || typeof origin !== 'string') {
    throw new TypeError('The description is no OpenAPI document with "paths" and "servers".')
  }
  const operations = Object.entries(root.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => isObject(asObject(item)[method])).map((method) =>
      readOperation(root, { path, method, item: asObject(item) }),
    ),
  )
  return {
    origin: new URL(origin).origin,
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    schemas: asObject(asObject(root.components).schemas),
  }
}

interface Place {
  readonly path: string
  readonly method: string
  readonly item: JsonObject
}

function readOperation(root: JsonObject, { path, method, item }: Place): Operation {
  const found = asObject(item[method])
  const resolve = (node: Json | undefined): JsonObject => resolveIn(root, node)
  const body = asObject(resolve(found.requestBody).content)['application/json']
  const documentationUrl = asObject(found.externalDocs).url
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    parameters: [...asObjects(item.parameters), ...asObjects(found.parameters)]
      .map(resolve)
      .map(readParameter),
    body: isObject(body) ? asObject(body.schema) : undefined,
    success: readSuccess(asObject(found.responses), resolve),
    documentationUrl: typeof documentationUrl === 'string' ? documentationUrl : undefined,
  }
}

function readParameter(node: JsonObject): Parameter {
  return {
    name: String(node.name),
    in: String(node.in),
    required: node.required === true,
    schema: asObject(node.schema),
  }
}

function readSuccess(
  responses: JsonObject,
  resolve: (node: Json | undefined) => JsonObject,
): Operation['success'] {
  const [status = '200', response] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const content = asObject(asObject(resolve(response).content)['application/json'])
  const [example] = Object.values(asObject(content.examples))
  return { status: Number(status), example: resolve(example).value ?? content.example ?? null }
}

function resolveIn(root: JsonObject, node: Json | undefined): JsonObject {
  const reference = asObject(node).$ref
  if (typeof reference !== 'string') return asObject(node)
  const [, ...path] = reference.split('/')
  const found = path.reduce<Json | undefined>((parent, key) => asObject(parent)[key], root)
  if (!isObject(found)) throw new TypeError(`The description has no "${reference}".`)
  return resolveIn(root, found)
}
