import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readDescription } from './read-description.ts'

const SERVERS = [{ url: 'https://api.example.com/v1/' }]
const OK = { 200: { description: 'OK' } }

function documentOf(paths: object, components: object = {}) {
  return { openapi: '3.0.3', servers: SERVERS, paths, components }
}

/** The operation that a document of one path has. */
function only(item: object, components?: object) {
  const [operation] = readDescription(documentOf({ '/x': item }, components)).operations.values()
  assert.ok(operation)
  return operation
}

test('the first server gives the origin and the base path', () => {
  const { origin, basePath } = readDescription(documentOf({}))
  assert.deepEqual({ origin, basePath }, { origin: 'https://api.example.com', basePath: '/v1' })
})

test('variables of a server are replaced by their defaults', () => {
  const { origin, basePath } = readDescription({
    ...documentOf({}),
    servers: [
      {
        url: 'https://{region}.example.com/{version}',
        variables: { region: { default: 'eu' }, version: { default: 'v2' } },
      },
    ],
  })
  assert.deepEqual({ origin, basePath }, { origin: 'https://eu.example.com', basePath: '/v2' })
})

test('an operation with a server of its own keeps the path of that', () => {
  const files = 'https://files.example.com/upload'
  const { operations } = readDescription(
    documentOf({
      '/a': { servers: [{ url: files }], get: {}, put: { servers: [{ url: `${files}/2` }] } },
      '/b': { get: {} },
    }),
  )
  assert.deepEqual(
    [...operations.values()].map(({ name, basePath }) => [name, basePath]),
    [
      ['GET /a', '/upload'],
      ['PUT /a', '/upload/2'],
      ['GET /b', undefined],
    ],
  )
})

test("an operation's parameters add to those of its path and replace them", () => {
  const { parameters } = only({
    parameters: [
      { name: 'id', in: 'query', schema: { type: 'string' } },
      { name: 'id', in: 'header', schema: {} },
    ],
    get: { parameters: [{ name: 'id', in: 'query', required: true, schema: { type: 'integer' } }] },
  })
  assert.deepEqual(
    parameters.map((one) => [one.in, one.required, one.schema]),
    [
      ['query', true, { type: 'integer' }],
      ['header', false, {}],
    ],
  )
})

test('style and explode have the defaults of their places', () => {
  const { parameters } = only({
    get: {
      parameters: [
        ...['path', 'query', 'header', 'cookie'].map((place) => ({ name: place, in: place })),
        { name: 'deep', in: 'query', style: 'deepObject' },
        { name: 'odd', in: 'header', style: 'form' },
        { name: 'packed', in: 'query', explode: false },
      ],
    },
  })
  assert.deepEqual(
    parameters.map(({ name, style, explode, required }) => [name, style, explode, required]),
    [
      ['path', 'simple', false, true],
      ['query', 'form', true, false],
      ['header', 'simple', false, false],
      ['cookie', 'form', true, false],
      ['deep', 'deepObject', false, false],
      ['odd', 'simple', false, false],
      ['packed', 'form', false, false],
    ],
  )
})

test('references of parameters, bodies, responses, examples and path items are followed', () => {
  const operation = readDescription({
    ...documentOf(
      { '/x': { $ref: '#/components/pathItems/x' } },
      {
        pathItems: {
          x: {
            post: {
              parameters: [{ $ref: '#/components/parameters/a~1b' }],
              requestBody: { $ref: '#/components/requestBodies/b' },
              responses: { 201: { $ref: '#/components/responses/r' } },
            },
          },
        },
        parameters: { 'a/b': { $ref: '#/components/parameters/c' }, c: { name: 'c', in: 'query' } },
        requestBodies: {
          b: { content: { 'application/json': { schema: { $ref: '#/components/schemas/s' } } } },
        },
        responses: {
          r: { content: { 'application/json': { examples: { e: { $ref: '#/components/examples/e' } } } } },
        },
        examples: { e: { value: [1] } },
        schemas: { s: { type: 'string', nullable: true } },
      },
    ),
  }).operations.get('POST /x')
  assert.equal(operation?.parameters[0]?.name, 'c')
  assert.deepEqual(operation?.body?.content.get('application/json')?.schema, {
    $ref: '#/components/schemas/s',
  })
  assert.deepEqual(operation?.success, {
    status: 201,
    mediaType: 'application/json',
    schema: undefined,
    example: [1],
  })
})

const SUCCESSES = [
  ['the first 2xx', { 404: {}, 204: {}, 200: {} }, 200],
  ['2XX, as 200', { '2XX': {}, default: {} }, 200],
  ['the default, as 200', { default: {}, 400: {} }, 200],
  ['a redirect where nothing else is', { 302: {}, 404: {} }, 302],
  ['204 where nothing is described', {}, 204],
] as const

for (const [what, responses, status] of SUCCESSES) {
  test(`success is ${what}`, () => assert.equal(only({ get: { responses } }).success.status, status))
}

test('JSON is preferred among the media types of an answer, and its example taken', () => {
  const content = { 'text/html': { example: 'a' }, 'application/json': { example: null, schema: {} } }
  const { success } = only({ get: { responses: { 200: { content } } } })
  assert.deepEqual(success, { status: 200, mediaType: 'application/json', schema: {}, example: null })
})

test('security is that of the operation, else of the document', () => {
  const { operations } = readDescription({
    ...documentOf({ '/x': { get: {}, put: { security: [] }, post: { security: [{ b: [], c: [] }, {}] } } }),
    security: [{ a: [] }],
  })
  assert.deepEqual(
    [...operations.values()].map(({ name, security }) => [name, security]),
    [
      ['GET /x', [['a']]],
      ['PUT /x', []],
      ['POST /x', [['b', 'c'], []]],
    ],
  )
})

test('a schema reference into the paths leads to a copy among the schemas', () => {
  const description = readDescription(
    documentOf({
      '/a{b}': {
        get: { responses: { 200: { content: { 'application/json': { schema: { type: 'integer' } } } } } },
      },
      '/c': {
        get: {
          parameters: [
            {
              name: 'q',
              in: 'query',
              schema: { $ref: '#/paths/~1a%7Bb%7D/get/responses/200/content/application~1json/schema' },
            },
          ],
        },
      },
    }),
  )
  const reference = String(description.operations.get('GET /c')?.parameters[0]?.schema.$ref)
  assert.match(reference, /^#\/components\/schemas\//)
  assert.deepEqual(Object.values(description.schemas), [{ type: 'integer' }])
})

test('what cannot be used is left out, and told with its place', () => {
  const parameters = [{ name: 'q', in: 'query', schema: { $ref: '#/components/schemas/none', pattern: '[' } }]
  const description = readDescription(documentOf({ '/x': { get: { parameters } } }))
  assert.deepEqual(description.operations.get('GET /x')?.parameters[0]?.schema, {})
  assert.deepEqual(description.notes, [
    'In "q" of "GET /x" the reference "#/components/schemas/none" leads nowhere.',
    'In "q" of "GET /x" the pattern "[" is no regular expression of JavaScript (flag u).',
  ])
})

const REFUSED = [
  ['no paths', { openapi: '3.1.0', servers: SERVERS }, /"paths"/],
  ['OpenAPI 2', { swagger: '2.0', paths: {} }, /OpenAPI 3/],
  ['no servers', { openapi: '3.1.0', paths: {} }, /"servers"/],
  ['a server that is no address', { ...documentOf({}), servers: [{ url: 'https://' }] }, /address/],
  [
    'a parameter that refers to itself',
    documentOf(
      { '/x': { get: { parameters: [{ $ref: '#/components/parameters/a' }] } } },
      { parameters: { a: { $ref: '#/components/parameters/b' }, b: { $ref: '#/components/parameters/a' } } },
    ),
    /"GET \/x" refers to itself/,
  ],
  [
    'a parameter that is not there',
    documentOf(
      { '/x': { get: { parameters: [{ $ref: '#/components/parameters/__proto__' }] } } },
      { parameters: {} },
    ),
    /"GET \/x" refers to "#\/components\/parameters\/__proto__"/,
  ],
  [
    'a parameter without a name',
    documentOf({ '/x': { get: { parameters: [{ in: 'query' }] } } }),
    /"GET \/x"/,
  ],
  [
    'too many operations',
    documentOf(
      Object.fromEntries(
        Array.from({ length: 20_001 }, (_, index) => [`/${index}`, { get: { responses: OK } }]),
      ),
    ),
    /20000 operations/,
  ],
] as const

for (const [what, document, message] of REFUSED) {
  test(`a document with ${what} is refused`, () =>
    assert.throws(() => readDescription(document), { name: 'TypeError', message }))
}

for (const slug of ['github', 'stripe', 'slack', 'google-drive']) {
  test(`the description of ${slug} is read without anything left out`, () => {
    const file = new URL(`../../../../connectors/${slug}/vendor.json`, import.meta.url)
    const description = readDescription(JSON.parse(readFileSync(file, 'utf8')))
    assert.ok(description.operations.size > 0)
    assert.deepEqual(description.notes, [])
  })
}
