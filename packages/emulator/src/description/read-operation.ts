import { asObject, isObject, type Json, type JsonObject } from '../json.ts'
import type { MediaType, Operation, Parameter, RequestBody, SecurityRequirement } from './operation.ts'
import { readParameter } from './read-parameter.ts'
import { readServer, type Server } from './read-servers.ts'
import { readSuccess } from './read-success.ts'
import type { Resolve } from './references.ts'
import type { SchemaReader } from './schema-references.ts'

/** What all operations of a description are read with. */
export interface Document {
  readonly root: JsonObject
  readonly server: Server
  readonly resolve: Resolve
  readonly schemas: SchemaReader
}

/** An operation's place in the description; `item` is the path item with its reference followed. */
export interface Place {
  readonly path: string
  readonly method: string
  readonly item: JsonObject
}

export function readOperation(document: Document, { path, method, item }: Place): Operation {
  const { root, resolve, schemas } = document
  const found = asObject(item[method])
  const name = `${method.toUpperCase()} ${path}`
  const place = `"${name}"`
  const server = readServer(found.servers, place) ?? readServer(item.servers, `"${path}"`)
  const documentationUrl = asObject(found.externalDocs).url
  return {
    name,
    method: method.toUpperCase(),
    path,
    ...(server && server.basePath !== document.server.basePath ? { basePath: server.basePath } : {}),
    parameters: readParameters([...listOf(item.parameters), ...listOf(found.parameters)], document, place),
    body: readBody(resolve(found.requestBody, place), schemas, place),
    success: readSuccess(asObject(found.responses), resolve, { schemas, place }),
    security: readSecurity(found.security ?? root.security),
    documentationUrl: typeof documentationUrl === 'string' ? documentationUrl : undefined,
  }
}

/** OpenAPI 3.1.0, "Operation Object": a parameter is known by its name and place, and the later one wins. */
function readParameters(nodes: readonly Json[], document: Document, place: string): readonly Parameter[] {
  const parameters = new Map<string, Parameter>()
  for (const node of nodes) {
    const parameter = readParameter(document.resolve(node, place), document.schemas, place)
    parameters.set(`${parameter.in} ${parameter.name}`, parameter)
  }
  return [...parameters.values()]
}

function readBody(node: JsonObject, schemas: SchemaReader, place: string): RequestBody | undefined {
  if (!isObject(node.content)) return undefined
  const content = Object.entries(node.content).map(([type, media]): [string, MediaType] => [
    type,
    {
      schema: schemas.read(asObject(media).schema, `the body of ${place}`),
      encoding: asObject(asObject(media).encoding),
    },
  ])
  return { required: node.required === true, content: new Map(content) }
}

function readSecurity(node: Json | undefined): readonly SecurityRequirement[] | undefined {
  if (!Array.isArray(node)) return undefined
  return node.filter(isObject).map((requirement) => Object.keys(requirement))
}

function listOf(node: Json | undefined): readonly Json[] {
  return Array.isArray(node) ? node : []
}
