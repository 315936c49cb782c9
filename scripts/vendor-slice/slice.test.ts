import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format, type JsonObject } from './json.ts'
import { slice } from './slice.ts'

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

test('a slice has the security schemes that are asked for, and the names of their scopes', () => {
  const { security, components } = slice(
    {
      security: [{ basic: [] }],
      paths: { '/cats': { get: { security: [{ login: ['read'] }], responses: {} } } },
      components: {
        securitySchemes: {
          basic: { type: 'http', scheme: 'basic', description: 'Prose' },
          login: { type: 'oauth2', flows: { implicit: { scopes: { read: 'Prose', description: 'Prose' } } } },
          other: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    ['GET /cats'],
  )
  assert.deepEqual(security, [{ basic: [] }])
  assert.deepEqual(components, {
    securitySchemes: {
      basic: { type: 'http', scheme: 'basic' },
      login: { type: 'oauth2', flows: { implicit: { scopes: { read: '', description: '' } } } },
    },
  })
})
