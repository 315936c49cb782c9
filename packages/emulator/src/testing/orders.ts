import { type Emulator, emulate } from '../emulate.ts'

const text = { type: 'string' }
const object = { type: 'object' }
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const ok = { responses: { 200: { description: '', ...json({ $ref: '#/components/schemas/Order' }) } } }
const id = { name: 'id', in: 'path', required: true, schema: text }
const expand = { name: 'expand', in: 'query', schema: { type: 'array', items: text } }
const body = { requestBody: json(object) }

const description = {
  openapi: '3.0.3',
  info: { title: 'Acme Orders', version: '1' },
  servers: [{ url: 'https://orders.example.com' }],
  paths: {
    '/orders': { get: ok, post: { ...ok, ...body } },
    '/orders/{id}': {
      parameters: [id],
      get: { ...ok, parameters: [expand] },
      post: { ...ok, ...body },
      delete: ok,
    },
    '/orders/{id}/lines': { parameters: [id], get: ok },
    '/items': { get: ok },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        properties: {
          id: text,
          note: text,
          total: { type: 'integer' },
          tags: object,
          last_item: text,
          secret: text,
        },
      },
    },
  },
}

const behaviour = {
  title: 'Acme Orders',
  practise: 'key',
  credentials: [{ scheme: 'bearer' }],
  idempotency: { header: 'idempotency-key', seconds: 60, methods: ['POST'] },
  headers: { 'x-version': '{headers.x-version}' },
  parts: {
    made: [
      {
        resource: 'item',
        each: '{body.prices}',
        create: true,
        blank: true,
        key: 'i{index}',
        set: { $use: 'item' },
      },
    ],
    item: { id: 'i{index}', price: '{item}', order: '{record.id}' },
  },
  problems: { too_dear: { status: 402, body: { error: '{message}' } } },
  resources: {
    order: {
      key: 'id',
      schema: 'Order',
      begin: 'blank',
      bare: true,
      unset: true,
      leave: ['secret'],
      size: 2,
      blank: { id: null, note: 'none', total: 0 },
      sample: { id: { $id: 'o{digits:5}', seed: '{index}' } },
      expand: { last_item: 'item' },
      operations: {
        'GET /orders': 'list',
        'POST /orders': {
          does: 'create',
          let: { sum: { $sum: '{body.prices}' }, half: { $product: ['{sum}', 0.5] } },
          refuse: [
            { when: { sum: { above: 100 } }, problem: 'too_dear', variables: { message: '{half} is half' } },
          ],
          set: { id: 'o1', last_item: 'i0' },
          also: [{ $use: 'made' }, { resource: 'order', key: '{record.id}', set: { total: '{sum}' } }],
        },
        'GET /orders/{id}': 'get',
        'POST /orders/{id}': 'update',
        'DELETE /orders/{id}': { does: 'update', retain: ['id'], set: { gone: true }, take: false },
        'GET /orders/{id}/lines': { does: 'list', from: [{ id: 'a' }, { id: 'b' }] },
      },
    },
    item: {
      key: 'id',
      size: 0,
      expand: { order: 'order' },
      blank: { kind: 'item' },
      operations: {
        'GET /items': { does: 'list', filter: { price: { member: 'price', values: { some: [3, 4] } } } },
      },
    },
  },
}

/** `POST /orders {"note":"x"}` */
export async function call(emulator: Emulator, line: string, headers: Record<string, string> = {}) {
  const [method = 'GET', path = '/', sent] = line.split(' ')
  const type = sent === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(emulator.url + path, {
    method,
    headers: { authorization: 'Bearer key', ...type, ...headers },
    ...(sent !== undefined && { body: sent }),
  })
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
}

export async function startOrders() {
  return emulate({ slug: 'acme-orders', description, behaviour }, { seed: 'acme' })
}
