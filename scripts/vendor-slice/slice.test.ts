import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { format, isObject, type Json, type JsonObject } from './json.ts'
import { slice } from './slice.ts'
import sources from './sources.json' with { type: 'json' }

const described: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Toy', version: '1', description: 'Prose' },
  servers: [{ url: 'https://api.example' }],
  tags: [{ name: 'cats' }],
  'x-webhooks': {},
  paths: {
    '/cats': {
      parameters: [{ $ref: '#/components/parameters/page' }],
      get: {
        summary: 'List cats',
        description: 'Prose',
        tags: ['cats'],
        'x-vendor': 1,
        responses: {
          200: {
            description: 'Cats',
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/cat' } },
                examples: { first: { $ref: '#/components/examples/cats' }, second: { value: [] } },
              },
            },
          },
        },
      },
      post: { responses: {} },
    },
    '/dogs': { get: { responses: {} } },
  },
  components: {
    parameters: {
      page: { name: 'page', in: 'query', description: 'Prose', schema: { type: 'integer', default: 1 } },
    },
    examples: { cats: { value: [{ description: 'kept', 'x-kept': true, example: 1 }] } },
    schemas: {
      cat: {
        type: 'object',
        description: 'Prose',
        required: ['description'],
        properties: {
          description: { type: 'string', example: 'Prose' },
          mother: { $ref: '#/components/schemas/cat' },
        },
      },
      dog: { type: 'object' },
    },
  },
}

test('a slice holds the operation, what it reaches, its first example, and no prose', () => {
  assert.deepEqual(slice(described, ['GET /cats']), {
    openapi: '3.0.3',
    info: { title: 'Toy', version: '1' },
    servers: [{ url: 'https://api.example' }],
    paths: {
      '/cats': {
        parameters: [{ $ref: '#/components/parameters/page' }],
        get: {
          summary: 'List cats',
          responses: {
            200: {
              description: 'Cats',
              content: {
                'application/json': {
                  schema: { type: 'array', items: { $ref: '#/components/schemas/cat' } },
                  examples: { first: { $ref: '#/components/examples/cats' } },
                },
              },
            },
          },
        },
      },
    },
    components: {
      examples: { cats: { value: [{ description: 'kept', 'x-kept': true, example: 1 }] } },
      parameters: { page: { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } } },
      schemas: {
        cat: {
          type: 'object',
          required: ['description'],
          properties: { description: { type: 'string' }, mother: { $ref: '#/components/schemas/cat' } },
        },
      },
    },
  })
})

test('the order in which operations are named does not matter', () => {
  const [one, other] = [
    ['GET /dogs', 'POST /cats', 'GET /cats'],
    ['GET /cats', 'GET /dogs', 'POST /cats'],
  ]
  assert.equal(format(slice(described, one)), format(slice(described, other)))
})

test('an operation that the vendor does not describe is told', () => {
  assert.throws(() => slice(described, ['GET /birds']), /no operation "GET \/birds"/)
})

test('the format is JSON, with short things on one line', () => {
  assert.equal(format({ a: [1, { b: null }], c: {} }), '{ "a": [1, { "b": null }], "c": {} }')
  assert.deepEqual(JSON.parse(format(described)), described)
  assert.ok(format(described).split('\n').length > 20)
})

for (const [slug, source] of Object.entries(sources)) {
  const vendor: JsonObject = JSON.parse(
    readFileSync(new URL(`../../connectors/${slug}/vendor.json`, import.meta.url), 'utf8'),
  )

  test(`the slice of ${slug} has the operations that are asked for, from the source that is pinned`, () => {
    const paths = Object.entries(object(vendor.paths))
    const operations = paths.flatMap(([path, item]) =>
      Object.keys(object(item))
        .filter((key) => key !== 'parameters')
        .map((method) => `${method.toUpperCase()} ${path}`),
    )
    assert.deepEqual(operations.sort(), [...source.operations].sort())
    const { package: name, version, file, sha256 } = object(vendor['x-provenance'])
    assert.deepEqual(
      { name, version, file, sha256 },
      { name: source.package, version: source.version, file: source.file, sha256: source.sha256 },
    )
  })

  test(`the slice of ${slug} lacks nothing that it refers to`, () => {
    const references = [...JSON.stringify(vendor).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path = '']) => path,
    )
    assert.ok(references.length > 0)
    for (const reference of references) {
      const found = reference
        .split('/')
        .reduce<Json | undefined>((parent, key) => object(parent)[key], vendor)
      assert.ok(found !== undefined, reference)
    }
  })
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}
