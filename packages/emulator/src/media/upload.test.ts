import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '../emulate.ts'

const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
const item = {
  type: 'object',
  properties: { id: { type: 'string' }, name: { type: 'string' }, size: { type: 'integer' } },
}
const answers = (schema: object) => ({
  200: { description: '', content: { 'application/json': { schema } } },
})
const file = { content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }

/** Another family of uploads: the address comes in the body, and the answer says which bytes are expected next. */
const acme = {
  slug: 'acme',
  description: {
    openapi: '3.0.3',
    info: { title: 'Acme Files', version: '1' },
    servers: [{ url: 'https://files.example.com' }],
    paths: {
      '/items': { get: { responses: answers({ type: 'array', items: item }) } },
      '/items/{id}': { parameters: [path('id')], get: { responses: answers(item) } },
      '/items/{id}/content': { parameters: [path('id')], get: { responses: answers({}) } },
      '/items/{id}/session': {
        parameters: [path('id')],
        post: { requestBody: { content: { 'application/json': { schema: item } } }, responses: answers({}) },
      },
      '/sessions/{session}': {
        parameters: [path('session')],
        put: { requestBody: file, responses: answers(item) },
      },
    },
  },
  behaviour: {
    title: 'Acme Files',
    credentials: [{ scheme: 'bearer' }],
    problems: {
      upload_range: { status: 416, body: { error: '{message}' } },
      upload_not_found: { status: 410, body: { error: 'gone' } },
      not_found: { status: 404, body: { error: 'no {resource}' } },
    },
    resources: {
      items: {
        key: 'id',
        size: 1,
        bare: true,
        begin: 'blank',
        blank: { id: 'one', name: 'One' },
        operations: {
          'GET /items': 'list',
          'GET /items/{id}': 'get',
          'GET /items/{id}/content': {
            does: 'download',
            scope: [],
            content: { text: 'of {record.name}', type: 'text/plain' },
          },
          'POST /items/{id}/session': {
            does: 'update',
            scope: [],
            key: '{path.id}',
            take: ['name'],
            set: { size: '{content.size}' },
            cases: [
              {
                when: {},
                does: 'upload',
                upload: { begin: { id: { $id: '{hex:12}' }, seconds: 60 } },
                answer: { uploadUrl: '{origin}/sessions/{session.id}' },
              },
            ],
          },
          'PUT /sessions/{session}': {
            does: 'upload',
            open: true,
            scope: [],
            upload: {
              resume: {
                id: '{path.session}',
                multipleOf: 10,
                more: {
                  status: 202,
                  headers: { 'x-have': '{session.received}' },
                  answer: { next: ['{session.received}-'] },
                },
              },
            },
          },
        },
      },
    },
  },
}

async function started(name: string) {
  const emulator = await emulate(acme, { now: () => 0 })
  const authorization = 'Bearer practise'
  const opened = await fetch(`${emulator.url}/items/${name}/session`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Other' }),
  })
  const session = ((await opened.json()) as { uploadUrl?: string }).uploadUrl ?? ''
  const put = (text: string, range?: string) =>
    fetch(session, { method: 'PUT', body: text, headers: { ...(range && { 'content-range': range }) } })
  const get = (at: string) => fetch(`${emulator.url}${at}`, { headers: { authorization } })
  return { emulator, opened, put, get }
}

test('a vendor with an address in the body and another answer for missing bytes is said by the same words', async () => {
  const { emulator, put, get } = await started('one')
  await using _ = emulator
  assert.equal(await (await get('/items/one/content')).text(), 'of One')
  const more = await put('0123456789', 'bytes 0-9/13')
  assert.deepEqual(
    [more.status, more.headers.get('x-have'), await more.json()],
    [202, '10', { next: ['10-'] }],
  )
  assert.equal(((await (await get('/items/one')).json()) as { name: string }).name, 'One')
  const done = await put('abc', 'bytes 10-12/13')
  assert.deepEqual([done.status, await done.json()], [200, { id: 'one', name: 'Other', size: 13 }])
  assert.equal(await (await get('/items/one/content')).text(), '0123456789abc')
})

test('an upload for a record that is not there is not opened', async () => {
  const { emulator, opened } = await started('two')
  await using _ = emulator
  assert.equal(opened.status, 404)
})

test('wrong bytes are told in the words of the vendor, and the ledger keeps no credential for an open address', async () => {
  const { emulator, put } = await started('one')
  await using _ = emulator
  assert.equal((await put('abc', 'bytes 10-12/13')).status, 416)
  const [, entry] = emulator.ledger.requests()
  assert.deepEqual([entry?.credential, entry?.status, entry?.violations], [null, 416, []])
  const lost = await fetch(`${emulator.url}/sessions/none`, { method: 'PUT', body: 'abc' })
  assert.equal(lost.status, 410)
})
