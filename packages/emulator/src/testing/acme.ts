import type { Vendor } from '../vendor.ts'

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
const shelf = { name: 'shelf', in: 'path', required: true, schema: { type: 'string' } }
const query = (name: string, schema: object) => ({ name, in: 'query', schema })
const expand = {
  ...query('expand', { type: 'array', items: { type: 'string' } }),
  style: 'deepObject',
  explode: true,
}
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const book = { $ref: '#/components/schemas/Book' }
const ok = (schema: object, status = '200') => ({ [status]: { description: '', ...json(schema) } })
const none = { 204: { description: '' } }

const list = {
  parameters: [
    query('cursor', { type: 'string' }),
    query('limit', { type: 'integer' }),
    query('state', { type: 'string' }),
    query('sort', { type: 'string' }),
  ],
  responses: ok({ type: 'array', items: book }),
}

/** A library that lends books: everything the behaviour language can say, in one small API of our own. */
const description = {
  openapi: '3.0.3',
  info: { title: 'Acme Library', version: '1' },
  servers: [{ url: 'https://library.example.com/v1' }],
  paths: {
    '/shelves/{shelf}/books': {
      parameters: [shelf],
      get: list,
      post: {
        requestBody: { required: true, ...json({ $ref: '#/components/schemas/NewBook' }) },
        responses: ok(book, '201'),
      },
    },
    '/shelves/{shelf}/books/{id}': {
      parameters: [shelf, id],
      get: { parameters: [expand], responses: ok(book) },
      patch: {
        requestBody: json({
          type: 'object',
          properties: { title: { type: 'string' }, notes: { type: 'object' }, state: { type: 'string' } },
        }),
        responses: ok(book),
      },
      delete: { responses: none },
      put: {
        requestBody: json({ type: 'object', properties: { title: { type: 'string' } } }),
        responses: ok(book),
      },
    },
    '/shelves/{shelf}/books/{id}/lend': {
      parameters: [shelf, id],
      post: {
        requestBody: json({ type: 'object', properties: { to: { type: 'string' } } }),
        responses: ok(book),
      },
    },
    '/books': { get: list },
    '/books/{id}': { parameters: [id], get: { responses: ok(book) } },
    '/readers/{id}': { parameters: [id], get: { responses: ok({ $ref: '#/components/schemas/Reader' }) } },
    '/loans': {
      get: {
        responses: ok({
          type: 'object',
          properties: { loans: { type: 'array', items: { type: 'object' } } },
        }),
      },
    },
    '/opening-hours': {
      get: {
        responses: ok({ type: 'object', required: ['monday'], properties: { monday: { type: 'string' } } }),
      },
    },
  },
  components: {
    schemas: {
      NewBook: {
        type: 'object',
        required: ['title'],
        properties: {
          title: { type: 'string', minLength: 1 },
          pages: { type: 'integer' },
          notes: { type: 'object' },
          owner: { type: 'string' },
          colour: { type: 'string' },
        },
      },
      Book: {
        type: 'object',
        required: ['id', 'title', 'state', 'added_at'],
        properties: {
          id: { type: 'string' },
          title: { type: 'string' },
          state: { type: 'string', enum: ['in', 'lent'] },
          pages: { type: 'integer', nullable: true },
          notes: { type: 'object' },
          owner: { type: 'string' },
          reader: { type: 'string' },
          added_at: { type: 'string', format: 'date-time' },
          changed_at: { type: 'string', format: 'date-time' },
        },
      },
      Reader: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'string' }, name: { type: 'string' }, books: { type: 'integer' } },
      },
    },
  },
}

const behaviour = {
  title: 'Acme Library',
  practise: 'library-card',
  credentials: [{ scheme: 'bearer' }],
  etag: { weak: false, ifMatch: true },
  idempotency: { header: 'idempotency-key', replayed: { 'x-replayed': 'yes' }, seconds: 3600 },
  headers: { 'x-request': '{request.number}' },
  rateLimit: {
    buckets: [{ name: 'all', limit: 100, seconds: 60 }],
    headers: { 'x-left': '{remaining}', 'x-reset': '{reset}' },
  },
  aliases: [
    { named: '/v1/readers/{id}', numbered: '/v1/people/{number}', resource: 'readers', member: 'number' },
  ],
  problems: {
    not_found: { status: 404, body: { wrong: 'no {resource} {key}' } },
    invalid: { status: 422, each: '{violation.field}: {violation.code}', body: { wrong: '{errors}' } },
    conflict: { status: 409, body: { wrong: 'it is lent to {who}' } },
    exists: { status: 409, body: { wrong: '{member} is taken' } },
    method_not_allowed: { status: 405, headers: { allow: '{allow}' }, body: { wrong: 'method' } },
  },
  paging: {
    default: { style: 'cursor', param: 'cursor', size: { param: 'limit', default: 2, max: 50 } },
    whole: { style: 'none' },
  },
  resources: {
    books: {
      key: 'id',
      order: 'newest',
      sample: { id: 'book-{index}', title: 'Book {index} of {scope.0}', state: 'in', owner: 'reader-1' },
      blank: { state: 'in', added_at: '{now.iso}' },
      create: { id: { $id: 'bk_{base62:8}' } },
      update: { changed_at: '{now.iso}' },
      merge: ['notes'],
      unique: ['title'],
      expand: { owner: 'readers' },
      operations: {
        'GET /shelves/{shelf}/books': {
          does: 'list',
          filter: { state: { member: 'state', any: 'all' } },
          sort: { by: '{query.sort|null}', direction: 'desc' },
          answer: { books: '{records}', next: '{page.next}', more: '{page.more}', total: '{page.total}' },
        },
        'POST /shelves/{shelf}/books': {
          does: 'create',
          headers: { location: '/v1/shelves/{scope.0}/books/{record.id}' },
        },
        'GET /shelves/{shelf}/books/{id}': 'get',
        'PATCH /shelves/{shelf}/books/{id}': 'update',
        'PUT /shelves/{shelf}/books/{id}': { does: 'put', set: { id: '{path.id}' } },
        'DELETE /shelves/{shelf}/books/{id}': 'delete',
        'POST /shelves/{shelf}/books/{id}/lend': {
          does: 'update',
          take: false,
          key: '{path.id}',
          scope: ['{path.shelf}'],
          refuse: [
            { when: { 'before.state': 'lent' }, problem: 'conflict', variables: { who: '{before.reader}' } },
          ],
          set: { state: 'lent', reader: '{body.to}' },
          answer: { lent: '{record.id}' },
          also: [
            { resource: 'readers', key: '{body.to}', set: { books: { $sum: ['{target.books|0}', 1] } } },
            {
              resource: 'loans',
              create: true,
              key: '{record.id}',
              set: { book: '{record.id}', to: '{body.to}' },
            },
          ],
        },
        'GET /books': { does: 'list', answer: { books: '{records}' }, page: 'default' },
        'GET /books/{id}': 'get',
      },
    },
    readers: {
      key: 'id',
      any: true,
      size: 0,
      sample: { name: 'Reader {key}', books: 0, number: 41 },
      operations: { 'GET /readers/{id}': 'get' },
    },
    loans: {
      key: 'book',
      size: 0,
      operations: { 'GET /loans': { does: 'list', page: 'whole', answer: { loans: '{records}' } } },
    },
  },
}

export const acmeVendor: Vendor = { slug: 'acme', description, behaviour }
