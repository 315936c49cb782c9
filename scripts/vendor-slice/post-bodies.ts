import { isObject, type Json, type JsonObject, object } from './json.ts'

/** How an API takes its arguments, where every method takes them in several ways. */
export interface PostBodies {
  /** The vendor's page that says so. */
  readonly page: string
  /** Paths whose form cannot be sent as JSON. */
  readonly formOnly: readonly string[]
  /** Arguments that are a list, which a form holds as JSON in a string. */
  readonly lists: readonly string[]
  /** Arguments that are an object, which a form holds as JSON in a string. */
  readonly objects: readonly string[]
}

const FORM = 'application/x-www-form-urlencoded'

/**
 * The description with what holds for all methods of the API: what is posted as a form may be posted as
 * JSON, and what is asked for with GET may be posted as a form of the same arguments. The answers of such a
 * method become components, which both refer to.
 */
export function withPostBodies(description: JsonObject, bodies: PostBodies): JsonObject {
  const responses = new Map(Object.entries(object(object(description.components).responses)))
  const paths = Object.entries(object(description.paths)).map(([path, found]) => {
    const item = object(found)
    if (isObject(item.post)) {
      return [path, bodies.formOnly.includes(path) ? item : { ...item, post: withJson(item.post, bodies) }]
    }
    if (!isObject(item.get)) return [path, item]
    const get = { ...item.get, responses: shared(item.get, responses) }
    return [path, { ...item, get, post: asForm(get, bodies) }]
  })
  const components = { ...object(description.components), responses: Object.fromEntries(responses) }
  return { ...description, paths: Object.fromEntries(paths), components }
}

/** References to the responses of an operation, which are put among the components. */
function shared(operation: JsonObject, components: Map<string, Json>): JsonObject {
  const references = Object.entries(object(operation.responses)).map(([status, response]) => {
    if (operation.operationId === undefined || object(response).$ref !== undefined) return [status, response]
    const name = `${operation.operationId}_${status}`
    components.set(name, response)
    return [status, { $ref: `#/components/responses/${name}` }]
  })
  return Object.fromEntries(references)
}

function withJson(post: JsonObject, bodies: PostBodies): JsonObject {
  const body = object(post.requestBody)
  const content = object(body.content)
  const schema = object(object(content[FORM]).schema)
  const properties = Object.entries(object(schema.properties))
  if (properties.length === 0 || content['application/json'] !== undefined) return post
  const inJson = properties.map(([name, property]) => [name, asJson(name, property, bodies)])
  const json = { 'x-handwritten': bodies.page, schema: { ...schema, properties: Object.fromEntries(inJson) } }
  return { ...post, requestBody: { ...body, content: { ...content, 'application/json': json } } }
}

function asJson(name: string, property: Json, { lists, objects }: PostBodies): Json {
  if (lists.includes(name)) return { anyOf: [{ type: 'array', items: {} }, property] }
  return objects.includes(name) ? { anyOf: [{ type: 'object' }, property] } : property
}

function asForm(get: JsonObject, { page }: PostBodies): JsonObject {
  const parameters = (Array.isArray(get.parameters) ? get.parameters : []).map(object)
  const query = parameters.filter((parameter) => parameter.in === 'query')
  const required = query.filter((parameter) => parameter.required === true).map(nameOf)
  const schema = {
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(query.map((parameter) => [nameOf(parameter), parameter.schema ?? {}])),
  }
  const { operationId } = get
  return {
    ...get,
    'x-handwritten': page,
    ...(typeof operationId === 'string' ? { operationId: `${operationId}_post` } : {}),
    parameters: parameters.filter((parameter) => parameter.in !== 'query'),
    requestBody: { content: { [FORM]: { schema } } },
  }
}

function nameOf(parameter: JsonObject): string {
  return String(parameter.name)
}
