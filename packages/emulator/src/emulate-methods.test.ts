import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Emulator, emulate } from './emulate.ts'

const ok = {
  200: { description: '', content: { 'application/json': { schema: { type: 'object' } } } },
}
const form = (required: string[]) => ({
  content: {
    'application/x-www-form-urlencoded': {
      schema: {
        type: 'object',
        required,
        properties: { id: { type: 'string' }, name: { type: 'string' }, note: { type: 'string' } },
      },
    },
  },
})
const parameters = [{ name: 'id', in: 'query', required: true, schema: { type: 'string' } }]

/** An API of methods, in the manner of those that answer 200 to everything. */
const description = {
  openapi: '3.0.3',
  info: { title: 'Methods', version: '1' },
  servers: [{ url: 'https://methods.example.com/api' }],
  security: [{ token: [] }],
  paths: {
    '/rooms.get': {
      get: { parameters, responses: ok },
      post: { requestBody: form(['id']), responses: ok },
    },
    '/rooms.close': { post: { requestBody: form(['id']), responses: ok } },
    '/rooms.create': { post: { requestBody: form(['id']), responses: ok } },
    '/ping': { get: { security: [], responses: ok } },
  },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
}

const behaviour = {
  title: 'Methods',
  credentials: [{ scheme: 'bearer' }],
  problems: { default: { status: 200, body: { ok: false, error: '{problem}' } } },
  resources: {
    rooms: {
      key: 'id',
      bare: true,
      size: 0,
      let: { room: { $find: 'rooms', by: 'id', is: '{params.id}' } },
      refuse: [{ when: { 'room.closed': true }, problem: 'is_closed' }],
      operations: {
        'GET|POST /rooms.get': { does: 'get', key: '{params.id}', answer: { ok: true, room: '{record}' } },
        'POST /rooms.create': {
          does: 'create',
          refuse: [{ when: { room: { exists: true } }, problem: 'name_taken' }],
          set: { id: '{params.id}', closed: false },
        },
        'POST /rooms.close': {
          does: 'update',
          key: '{room.id}',
          set: { closed: true },
          answer: { ok: true },
        },
      },
    },
  },
  operations: { 'GET /ping': { does: 'answer', headers: { 'content-type': 'text/plain' }, answer: 'pong' } },
}

let emulator: Emulator

before(async () => {
  emulator = await emulate({ slug: 'methods', description, behaviour }, { credentials: 't' })
})
after(() => emulator.close())

async function post(method: string, form: Record<string, string> = {}) {
  const headers = { authorization: 'Bearer t' }
  const body = new URLSearchParams(form)
  const answer = await fetch(`${emulator.url}/api/${method}`, { method: 'POST', headers, body })
  return [answer.status, await answer.json()]
}

test('one word of the behaviour may be for several methods of HTTP', async () => {
  await post('rooms.create', { id: 'a' })
  const room = { ok: true, room: { id: 'a', closed: false } }
  assert.deepEqual(await post('rooms.get', { id: 'a' }), [200, room])
  const got = await fetch(`${emulator.url}/api/rooms.get?id=a`, { headers: { authorization: 'Bearer t' } })
  assert.deepEqual(await got.json(), room)
})

test('a problem without words of its own is told in those for all others', async () => {
  assert.deepEqual(await post('rooms.get', { id: 'none' }), [200, { ok: false, error: 'not_found' }])
  assert.deepEqual(await post('rooms.none'), [200, { ok: false, error: 'no_route' }])
})

test('what speaks against all operations of a resource comes before what speaks against one', async () => {
  await post('rooms.create', { id: 'b' })
  assert.deepEqual(await post('rooms.create', { id: 'b' }), [200, { ok: false, error: 'name_taken' }])
  await post('rooms.close', { id: 'b' })
  assert.deepEqual(await post('rooms.create', { id: 'b' }), [200, { ok: false, error: 'is_closed' }])
  assert.deepEqual(await post('rooms.get', { id: 'b' }), [200, { ok: false, error: 'is_closed' }])
})

test('a form without members lacks those that are required', async () => {
  assert.deepEqual(await post('rooms.get'), [200, { ok: false, error: 'invalid' }])
})

test('where the description asks for no credential none is needed, and a text is sent as it is', async () => {
  const answer = await fetch(`${emulator.url}/api/ping`)
  assert.equal(answer.headers.get('content-type'), 'text/plain')
  assert.equal(await answer.text(), 'pong')
})
