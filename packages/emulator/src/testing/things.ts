import type { Vendor } from '../vendor.ts'

const ok = { 200: { description: '', content: { 'application/json': { schema: { type: 'object' } } } } }
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
const inQuery = (name: string) => ({ name, in: 'query', schema: { type: 'string' } })
const body = { content: { 'application/json': { schema: { type: 'object' } } } }
const paged = [inQuery('offset'), inQuery('limit'), inQuery('sort'), inQuery('q'), inQuery('least')]

const description = {
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  servers: [{ url: 'https://things.example.com' }],
  paths: {
    '/boxes/{box}': {
      parameters: [inPath('box')],
      get: { responses: ok },
      patch: { requestBody: body, responses: ok },
    },
    '/boxes/{box}/things': { parameters: [inPath('box')], get: { parameters: paged, responses: ok } },
    '/boxes/{box}/things/{id}': {
      parameters: [inPath('box'), inPath('id')],
      patch: { requestBody: body, responses: ok },
    },
    '/search': { get: { parameters: paged, responses: ok } },
    '/made': { get: { responses: ok } },
    '/tray': { get: { responses: ok } },
    '/version': { get: { responses: ok } },
    '/kinds': {
      get: {
        parameters: [{ name: 'x-kind', in: 'header', required: true, schema: { enum: ['a', 'b'] } }],
        responses: ok,
      },
    },
    '/cases': { get: { parameters: [inQuery('big')], responses: ok } },
    '/file': { get: { responses: ok } },
  },
}

/** What one test or another wants to be there, of an API that nobody has. */
export const thingsBehaviour = {
  title: 'Things',
  credentials: [{ scheme: 'bearer' }],
  practise: 'library-card',
  problems: {},
  aliases: [
    { named: '/boxes/{box}', numbered: '/box-numbers/{number}', resource: 'boxes', member: 'number' },
  ],
  paging: {
    default: {
      style: 'offset',
      param: 'offset',
      size: { param: 'limit', default: 2, max: 10 },
      link: ['first', 'prev', 'next', 'last'],
      headers: { 'x-total': '{page.total}', 'x-next': '{page.next}' },
    },
  },
  resources: {
    boxes: {
      key: 'name',
      any: true,
      size: 0,
      sample: { number: 7 },
      operations: { 'GET /boxes/{box}': 'get', 'PATCH /boxes/{box}': { does: 'update', take: ['name'] } },
    },
    things: {
      key: 'id',
      size: 5,
      sample: { id: 'thing-{index}', due: null, labels: {} },
      operations: {
        'GET /boxes/{box}/things': {
          does: 'list',
          filter: { least: { member: 'due', is: 'atLeast' } },
          sort: { by: '{query.sort|null}', members: { id: 'id' } },
        },
        'PATCH /boxes/{box}/things/{id}': 'update',
        'GET /file': {
          does: 'download',
          scope: ['a'],
          key: 'thing-0',
          content: { text: 'hello', type: 'text/plain' },
          headers: { 'x-file': 'yes' },
        },
        'GET /search': {
          does: 'list',
          scope: [],
          filter: { q: { language: 'qualified-search', names: { box: { scope: '/' } }, words: ['id'] } },
        },
      },
    },
    made: {
      key: 'id',
      size: 0,
      create: { id: { $id: 'made_{base62:8}' } },
      operations: { 'GET /made': 'create', 'GET /tray': { does: 'list', page: 'default' } },
    },
  },
  operations: {
    'GET /version': { does: 'answer', answer: { version: '{headers.x-version}' } },
    'GET /kinds': { does: 'answer', answer: { kind: '{headers.x-kind}' } },
    'GET /cases': {
      does: 'answer',
      let: { size: 'small' },
      answer: { size: '{size}', same: '{size}' },
      cases: [{ when: { 'query.big': { exists: true } }, let: { size: 'not {size}' } }],
    },
  },
}

export const thingsVendor: Vendor = { slug: 'things', description, behaviour: thingsBehaviour }
