import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bearer,
  type Definition,
  defineConnector,
  entity,
  get,
  linkHeader,
  nullable,
  post,
} from '@sallyport/definition'
import { Type } from 'typebox'
import type { OpenApiDocument } from './openapi-description.ts'
import { planted } from './planted.ts'
import { readVendorDescription } from './vendor-description.ts'
import { vendorFindings } from './vendor-findings.ts'

const id = Type.Integer()

const definition: Definition = defineConnector({
  slug: 'cats',
  id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Cats',
  about: 'Cats.',
  source: { package: 'cats', version: '1', file: 'cats.json', licence: 'MIT' },
  server: { url: 'https://api.example' },
  auth: { token: bearer({ field: 'token', title: 'Token' }) },
  errors: { rules: [], message: ['message'] },
  entities: {
    cats: entity({
      about: 'Cats.',
      record: Type.Object({
        id,
        mood: Type.Enum(['calm', 'wild']),
        owner: nullable(Type.Object({ login: Type.String() })),
        tags: Type.Optional(Type.Array(Type.String())),
        weight: Type.Optional(Type.Number()),
      }),
      key: ['id'],
      actions: {
        list: get('/homes/{home}/cats', {
          params: { home: Type.String(), mood: Type.Optional(Type.Enum(['calm', 'wild'])) },
          page: linkHeader({ size: 'per_page', max: 50, place: ['page'] }),
          records: 'data.items',
        }),
        create: post('/homes/{home}/cats', {
          params: {
            home: Type.String(),
            id,
            tags: Type.Optional(Type.Array(Type.String())),
            colour: Type.Optional(nullable(Type.String())),
          },
        }),
      },
    }),
  },
})

const cat = {
  type: 'object',
  required: ['id', 'mood', 'owner'],
  properties: {
    id: { type: 'integer' },
    mood: { type: 'string', enum: ['calm', 'wild'] },
    owner: { nullable: true, allOf: [{ $ref: '#/components/schemas/owner' }] },
    tags: { type: 'array', items: { type: 'string' } },
    weight: { type: 'integer' },
    unused: { type: 'string' },
  },
}
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const CAT = { $ref: '#/components/schemas/cat' }

const described = {
  'x-provenance': { package: 'cats', version: '1', file: 'cats.json', licence: 'MIT' },
  servers: [{ url: 'https://api.example' }],
  paths: {
    '/homes/{home_id}/cats': {
      parameters: [{ name: 'home_id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        parameters: [
          { name: 'mood', in: 'query', schema: { type: 'string', enum: ['calm', 'wild', 'both'] } },
          { $ref: '#/components/parameters/page' },
          { name: 'per_page', in: 'query', schema: { type: 'integer', maximum: 50 } },
        ],
        responses: {
          200: json({
            type: 'object',
            properties: {
              data: { type: 'object', properties: { items: { type: 'array', items: CAT } } },
            },
          }),
        },
      },
      post: {
        requestBody: json({
          type: 'object',
          required: ['id'],
          properties: {
            id: { type: 'integer' },
            tags: { type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'object' }] } },
            colour: { type: 'string', nullable: true },
          },
        }),
        responses: { 201: json(CAT), 422: json({ $ref: '#/components/schemas/refusal' }) },
      },
    },
  },
  components: {
    parameters: { page: { name: 'page', in: 'query', schema: { type: 'integer' } } },
    schemas: {
      cat,
      refusal: { type: 'object', properties: { message: { type: 'string' } } },
      owner: { type: 'object', required: ['login'], properties: { login: { type: 'string' } } },
    },
  },
}

test('a definition that agrees with the description has no findings', () => {
  assert.deepEqual(findings(), [])
})

const ITEM = 'components.schemas.cat'
const LIST = 'paths./homes/{home_id}/cats.get'
const CREATE = 'paths./homes/{home_id}/cats.post'
const BODY = `${CREATE}.requestBody.content.application/json.schema`

/** A place in the vendor's description, what is put there (`undefined` removes it), and what is then found. */
const VENDOR: readonly (readonly [place: string, value: unknown, ...found: string[]])[] = [
  ['x-provenance.version', '2', 'source.version is not that of the description'],
  ['servers.0.url', 'https://other.example', 'server.url is https://other.example there'],
  ['components.schemas.refusal.properties', { error: {} }, 'errors.message message is in no refusal'],
  [LIST, undefined, 'cats.list there is no GET /homes/{home}/cats'],
  [`${LIST}.parameters.0.name`, 'temper', 'cats.list params.mood is not described'],
  [`${LIST}.parameters.0.in`, 'header', 'cats.list params.mood is not described'],
  [`${LIST}.parameters.0.required`, true, 'cats.list params.mood is required there'],
  [`${LIST}.parameters.0.schema.enum`, ['calm'], 'cats.list params.mood may be "wild"'],
  [`${LIST}.parameters.0.schema`, { type: 'integer' }, 'cats.list params.mood may be string'],
  [`${LIST}.parameters.2.schema.maximum`, 100, 'cats.list page.max is 100 there'],
  [`${LIST}.parameters.2.name`, 'count', 'cats.list page.size there is no number "per_page" in the query'],
  ['components.parameters.page.name', 'place', 'cats.list page.place.page is not described'],
  [
    `${LIST}.responses.200.content.application/json.schema.properties.data`,
    { type: 'array', items: CAT },
    'cats.list records are not described',
  ],
  [`${BODY}.properties.id.type`, 'string', 'cats.create params.id may be integer'],
  [`${BODY}.properties.colour.nullable`, false, 'cats.create params.colour may be null'],
  [`${BODY}.properties.tags.items`, { type: 'integer' }, 'cats.create params.tags[] may be string'],
  [`${BODY}.required`, ['id', 'tags'], 'cats.create params.tags is required there'],
  [`${BODY}.required`, ['id', 'name'], 'cats.create params.name is required there'],
  [
    `${CREATE}.requestBody.content`,
    { 'multipart/form-data': {} },
    'cats.create body is multipart/form-data there, not application/json',
    'cats.create params.colour is not described',
    'cats.create params.id is not described',
    'cats.create params.tags is not described',
  ],
  [`${ITEM}.required`, ['id', 'mood'], ...both('record.owner may be missing')],
  [`${ITEM}.properties.id.nullable`, true, ...both('record.id may be null')],
  [`${ITEM}.properties.id.type`, 'number', ...both('record.id may be number')],
  [`${ITEM}.properties.mood.enum`, undefined, ...both('record.mood may be other than calm, wild')],
  [`${ITEM}.properties.mood.enum`, ['calm', 'asleep'], ...both('record.mood may be "asleep"')],
  [`${ITEM}.properties.tags.items`, undefined, ...both('record.tags[] may be any')],
  [`${ITEM}.properties.mood`, undefined, ...both('record.mood is not described')],
  [`${ITEM}.properties.weight`, undefined, 'cats record.weight is in no answer'],
  ['components.schemas.owner.required', [], ...both('record.owner.login may be missing')],
  ['components.schemas.owner.properties.login.nullable', true, ...both('record.owner.login may be null')],
  ['components.schemas.owner.properties.login', undefined, ...both('record.owner.login is not described')],
]

for (const [place, value, ...found] of VENDOR) {
  test(`${place} = ${JSON.stringify(value)}: ${found[0]}`, () => {
    assert.deepEqual(findings(planted(described, place, value)).sort(), [...found].sort())
  })
}

test('a body in several forms takes what any of them takes, and needs what all of them need', () => {
  const forms = [
    {
      type: 'object',
      required: ['id', 'colour'],
      properties: { id: { type: 'integer' }, colour: { type: 'string' } },
    },
    {
      type: 'object',
      required: ['id', 'tags'],
      properties: { id: { type: 'integer' }, tags: { type: 'array' } },
    },
  ]
  assert.deepEqual(findings(planted(described, BODY, { oneOf: forms })), [
    'cats.create params.colour may be null',
  ])
  const parts = { allOf: [{ properties: { id: { type: 'integer' } } }, { required: ['id', 'tags'] }] }
  assert.deepEqual(findings(planted(described, BODY, parts)), [
    'cats.create params.tags is not described',
    'cats.create params.colour is not described',
    'cats.create params.tags is required there',
  ])
})

test('a reference that leads nowhere is an error of the description', () => {
  const document = planted(described, 'components.parameters', {})
  assert.throws(() => findings(document), /has no #\/components\/parameters\/page/)
})

test('a vendor that takes no parameters takes no body', () => {
  const body = planted(described, `${CREATE}.requestBody`, undefined)
  assert.ok(findings(body).includes('cats.create body is not taken there, not application/json'))
})

function both(problem: string): string[] {
  return [`cats.list ${problem}`, `cats.create ${problem}`]
}

function findings(document: OpenApiDocument = planted(described, 'unused', 1)): string[] {
  return vendorFindings(definition, readVendorDescription({ openapi: document })).map(
    ({ at, problem }) => `${at} ${problem}`,
  )
}
