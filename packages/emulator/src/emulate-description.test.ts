import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from './emulate.ts'
import { caller, sent } from './testing/practise.ts'

/** OpenAPI 3.1, and nothing beside it. */
const description = {
  openapi: '3.1.0',
  info: { title: 'Weather', version: '1' },
  servers: [{ url: 'https://{region}.weather.example.com/v2', variables: { region: { default: 'eu' } } }],
  paths: {
    '/places/{place}/forecast': {
      get: {
        parameters: [
          { name: 'place', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z]+$' } },
          { name: 'days', in: 'query', required: true, schema: { type: 'integer', minimum: 1, maximum: 14 } },
          {
            name: 'tags',
            in: 'query',
            style: 'pipeDelimited',
            explode: false,
            schema: { type: 'array', items: { enum: ['rain', 'wind'] } },
          },
          { name: 'x-trace', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } },
        ],
        responses: {
          200: {
            description: '',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Forecast' } } },
          },
        },
      },
    },
    '/reports': {
      post: {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['text'],
                properties: { text: { type: ['string', 'null'] } },
              },
            },
          },
        },
        responses: {
          202: { description: '', content: { 'application/json': { example: { accepted: true } } } },
        },
      },
    },
  },
  components: {
    schemas: {
      Forecast: {
        type: 'object',
        required: ['place', 'at', 'celsius', 'wind'],
        properties: {
          place: { type: 'string', minLength: 2 },
          at: { type: 'string', format: 'date-time' },
          celsius: { type: 'number', exclusiveMinimum: -90, maximum: 60 },
          wind: {
            type: ['object', 'null'],
            required: ['from'],
            properties: { from: { enum: ['n', 'e', 's', 'w'] } },
          },
        },
      },
    },
  },
}

const TRACE = { 'x-trace': '0b0e7f3e-8f8a-4f8e-9a55-0c9d2a9f3f11' }

async function weather(seed: string) {
  const emulator = await emulate({ slug: 'weather', description }, { seed, now: () => 0 })
  return { emulator, call: caller(emulator) }
}

test('a description alone is a server: data that fits its schemas, and examples where it has them', async () => {
  const { emulator, call } = await weather('a')
  const { status, json } = await call('/v2/places/oslo/forecast?days=3&tags=rain|wind', { headers: TRACE })
  assert.equal(status, 200)
  assert.ok(json.celsius > -90 && json.celsius <= 60 && !Number.isNaN(Date.parse(json.at)))
  const report = await call('/v2/reports', sent('POST', { text: null }))
  assert.deepEqual([report.status, report.json], [202, { accepted: true }])
  await emulator.close()
})

const WRONG = [
  ['a path that does not fit', '/v2/places/OSLO/forecast?days=3', { headers: TRACE }, 404],
  ['a missing parameter', '/v2/places/oslo/forecast', { headers: TRACE }, 400],
  ['a parameter out of bounds', '/v2/places/oslo/forecast?days=15', { headers: TRACE }, 400],
  ['a parameter of another type', '/v2/places/oslo/forecast?days=soon', { headers: TRACE }, 400],
  [
    'a value that its list does not have',
    '/v2/places/oslo/forecast?days=1&tags=snow',
    { headers: TRACE },
    400,
  ],
  ['a missing header', '/v2/places/oslo/forecast?days=1', {}, 400],
  ['a header of another format', '/v2/places/oslo/forecast?days=1', { headers: { 'x-trace': 'mine' } }, 400],
  ['a missing body', '/v2/reports', { method: 'POST' }, 400],
] as const

for (const [what, path, init, status] of WRONG) {
  test(`${what} is refused with ${status} and written down`, async () => {
    const { emulator, call } = await weather('a')
    assert.equal((await call(path, init)).status, status)
    const [entry] = emulator.ledger.requests()
    assert.equal(entry?.verdict, 'refused')
    assert.ok((entry?.violations.length ?? 0) > 0)
    await emulator.close()
  })
}

test('the seed decides the data', async () => {
  const answers = []
  for (const seed of ['a', 'a', 'b']) {
    const { emulator, call } = await weather(seed)
    answers.push((await call('/v2/places/oslo/forecast?days=3', { headers: TRACE })).json)
    await emulator.close()
  }
  assert.deepEqual(answers[0], answers[1])
  assert.notDeepEqual(answers[0], answers[2])
})
