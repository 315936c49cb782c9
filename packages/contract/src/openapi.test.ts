import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Errors } from 'typebox/value'
import { clientRoutes } from './client-routes.ts'
import { EXAMPLES } from './examples.ts'
import { openApi } from './openapi.ts'
import type { ApiOperation } from './operation.ts'
import { type OperationId, operations } from './operations.ts'
import { routeModule, routeTable } from './route-table.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }

/** As a client gets it. */
const document = object(
  JSON.parse(JSON.stringify(openApi({ version: '1.2.3', url: 'https://sallyport.example' }))),
)

interface Described {
  readonly path: string
  readonly method: string
  readonly operation: JsonObject
}

const described: readonly Described[] = Object.entries(object(document.paths)).flatMap(([path, item]) =>
  Object.entries(object(item)).map(([method, operation]) => ({ path, method, operation: object(operation) })),
)

test('the document says what it is', () => {
  assert.equal(document.openapi, '3.1.0')
  assert.deepEqual(Object.keys(document), ['openapi', 'info', 'servers', 'tags', 'paths', 'components'])
  const { title, version, license } = object(document.info)
  assert.deepEqual([title, version], ['Sallyport', '1.2.3'])
  // OpenAPI 3.1.0, License Object: an SPDX identifier, and then no URL.
  assert.deepEqual(license, { name: 'Apache-2.0', identifier: 'Apache-2.0' })
  assert.deepEqual(document.servers, [{ url: 'https://sallyport.example' }])
})

test('every operation is described under each of its paths, below the first prefix', () => {
  const expected = Object.entries<ApiOperation>(operations).flatMap(([id, { method, path, aliases }]) =>
    [path, ...aliases].map(
      (each, index) => `${id}${index === 0 ? '' : `Alias${index}`} ${method} /api/v1${each}`,
    ),
  )
  const found = described.map(
    ({ path, method, operation }) => `${operation.operationId} ${method.toUpperCase()} ${path}`,
  )
  assert.deepEqual(found.sort(), expected.sort())
})

test('operation ids are unique, and exactly the older paths are deprecated', () => {
  const ids = described.map(({ operation }) => String(operation.operationId))
  assert.equal(new Set(ids).size, ids.length)
  for (const { operation } of described) {
    assert.equal(operation.deprecated === true, /Alias\d+$/.test(String(operation.operationId)))
  }
})

for (const { path, method, operation } of described) {
  const name = `${method.toUpperCase()} ${path}`

  test(`${name} declares the parameters of its path, and each parameter once`, () => {
    const parameters = array(operation.parameters).map(resolved)
    const inPath = parameters.filter((parameter) => parameter.in === 'path')
    const inTemplate = [...path.matchAll(/\{(\w+)\}/g)].map(([, found]) => found)
    assert.deepEqual(inPath.map((parameter) => parameter.name).sort(), inTemplate.sort())
    // OpenAPI 3.1.0, Parameter Object: a parameter of the path is required.
    assert.ok(inPath.every(({ required }) => required === true))
    const headers = parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name)
    assert.equal(headers.includes('Idempotency-Key'), rowOf(operation).idempotent !== undefined)
    assert.ok(parameters.every((parameter) => ['path', 'query', 'header'].includes(String(parameter.in))))
    assert.ok(parameters.some(({ name, required }) => name === 'X-Organization-Id' && required === false))
    const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
    assert.equal(new Set(keys).size, keys.length)
  })

  test(`${name} takes JSON or a file where it takes a body, and answers with JSON, or a file where it may`, () => {
    const { takes, gives } = rowOf(operation)
    const responses = Object.entries(object(operation.responses)).map(
      ([status, response]) => [status, resolved(response)] as const,
    )
    assert.match(
      responses.map(([status]) => status).join(),
      /^20[0124](?:,201)?(?:,304)?(?:,[45]\d\d)+,default$/,
    )
    // RFC 9110 15.3.5 and 15.4.5: 204 and 304 have no content.
    const contents = responses
      .filter(([status]) => status !== '204' && status !== '304')
      .map(([, response]) => object(response.content))
    if (operation.requestBody) {
      assert.ok(['post', 'put', 'patch'].includes(method))
      const content = object(object(operation.requestBody).content)
      if (takes === 'file') assert.deepEqual(Object.keys(content), ['*/*'])
      else contents.push(content)
    }
    for (const { '*/*': file, ...content } of contents) {
      assert.ok(file === undefined || gives === 'file')
      assert.deepEqual(Object.keys(content), ['application/json'])
      assert.ok(object(content['application/json']).schema)
    }
    assert.ok(responses.every(([, response]) => typeof response.description === 'string'))
  })

  test(`${name} asks for a bearer token exactly where its access rule does`, () => {
    const { access } = rowOf(operation)
    const statuses = Object.keys(object(operation.responses))
    assert.equal(statuses.includes('403'), access !== 'public')
    assert.ok(['400', '401', '429', '500', '503'].every((status) => statuses.includes(status)))
    assert.deepEqual(operation.security, access === 'public' ? [] : [{ bearer: [] }])
    const kinds: readonly string[] = access === 'public' ? [] : access
    for (const kind of ['application', 'scoped']) {
      assert.equal(String(operation.description).includes(`${kind} token`), kinds.includes(kind))
    }
  })
}

test('the security scheme that operations name is declared', () => {
  const schemes = object(object(document.components).securitySchemes)
  const named = described.flatMap(({ operation }) =>
    array(operation.security).map(object).flatMap(Object.keys),
  )
  assert.deepEqual([...new Set(named)], Object.keys(schemes))
  assert.partialDeepStrictEqual(schemes.bearer, { type: 'http', scheme: 'bearer' })
})

test('it is an OpenAPI 3.1 document to a validator that is not ours', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)))
  assert.ok(valid, JSON.stringify(errors ?? null).slice(0, 2000))
  const broken = JSON.parse(JSON.stringify(document))
  broken.paths['/api/v1/events'].get.responses = 'none'
  assert.equal((await new Validator().validate(broken)).valid, false)
})

test('every tag is described, and no other', () => {
  const used = new Set(described.flatMap(({ operation }) => array(operation.tags)))
  const tags = array(document.tags).map(object)
  assert.deepEqual(tags.map(({ name }) => name).sort(), [...used].sort())
  assert.ok(tags.every(({ description }) => typeof description === 'string' && description.length > 10))
})

test('every failure is described by the codes that come with its status', () => {
  const { Error404, Error424 } = object(object(document.components).responses)
  assert.match(String(object(Error404).description), /`connector_not_found`: No such connector/)
  assert.match(String(object(Error424).description), /`credential_invalid`/)
})

test('examples are what the schemas say', () => {
  for (const [id, { body, answer }] of Object.entries(EXAMPLES)) {
    const row: ApiOperation = operations[id as OperationId]
    for (const [schema, example] of [
      [row.body, body],
      [row.answer.schema, answer],
    ] as const) {
      if (example === undefined) continue
      assert.ok(schema !== undefined, id)
      assert.deepEqual([...Errors(schema, example)], [], id)
    }
  }
})

test('the routes that clients carry are those of the table', async () => {
  const file = await readFile(new URL('client-routes.ts', import.meta.url), 'utf8')
  assert.equal(file, routeModule(), 'run "npm run openapi"')
  assert.deepEqual(clientRoutes, routeTable())
})

test('every reference leads somewhere', () => {
  const references = nodesOf(document).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
  assert.ok(references.length > 0)
  for (const reference of references) {
    const [root, ...names] = reference.split('/')
    assert.equal(root, '#')
    const found = names.reduce<Json | undefined>((node, name) => object(node)[name], document)
    assert.ok(found, reference)
  }
})

/** Keywords of JSON Schema 2020-12 and of OpenAPI 3.1 that this API's schemas use. */
const KEYWORDS = new Set([
  '$ref',
  'additionalProperties',
  'anyOf',
  'const',
  'deprecated',
  'description',
  'enum',
  'format',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'maxProperties',
  'minLength',
  'minimum',
  'pattern',
  'patternProperties',
  'properties',
  'required',
  'type',
])
const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

test('every schema is one of JSON Schema 2020-12', () => {
  const schemas = nodesOf(document).flatMap(({ schema }) => (schema === undefined ? [] : [object(schema)]))
  const all = [...schemas, ...Object.values(object(object(document.components).schemas)).map(object)]
  assert.ok(all.length > 20)
  for (const schema of all.flatMap(subschemas)) {
    for (const keyword of Object.keys(schema)) assert.ok(KEYWORDS.has(keyword), keyword)
    if (schema.type !== undefined) assert.ok(TYPES.includes(String(schema.type)), String(schema.type))
    const properties = Object.keys(object(schema.properties))
    for (const name of array(schema.required)) assert.ok(properties.includes(String(name)), String(name))
  }
})

function subschemas(schema: JsonObject): JsonObject[] {
  const below = [
    ...Object.values(object(schema.properties)),
    ...Object.values(object(schema.patternProperties)),
    ...array(schema.anyOf),
    ...[schema.items, schema.additionalProperties].filter((each) => each !== undefined),
  ]
  return [
    schema,
    ...below.filter((each) => typeof each === 'object').flatMap((each) => subschemas(object(each))),
  ]
}

function nodesOf(node: Json | undefined): JsonObject[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf)
  if (typeof node !== 'object' || node === null) return []
  return [node, ...Object.values(node).flatMap(nodesOf)]
}

function object(node: Json | undefined): JsonObject {
  return typeof node === 'object' && node !== null && !Array.isArray(node) ? node : {}
}

/** What a reference leads to, or what stands there itself. */
function resolved(node: Json): JsonObject {
  const { $ref } = object(node)
  if (typeof $ref !== 'string') return object(node)
  const names = $ref.split('/').slice(1)
  return object(names.reduce<Json | undefined>((at, name) => object(at)[name], document))
}

function array(node: Json | undefined): Json[] {
  return Array.isArray(node) ? node : []
}

function rowOf({ operationId }: Readonly<Record<string, unknown>>): ApiOperation {
  const id = String(operationId).replace(/Alias\d+$/, '')
  const [, row] = Object.entries<ApiOperation>(operations).find(([each]) => each === id) ?? []
  return row ?? assert.fail(`${id} is no operation`)
}
