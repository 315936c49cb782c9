import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slice } from './slice.ts'

test('a slice keeps how a request is written: styles, encodings, headers of answers, servers of a path', () => {
  const item = {
    servers: [{ url: 'https://uploads.example' }],
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' }, 'x-multi-segment': true },
    ],
    post: {
      servers: [{ url: 'https://files.example' }],
      externalDocs: { url: 'https://docs.example' },
      parameters: [
        { name: 'when', in: 'query', style: 'deepObject', explode: true, schema: { type: 'object' } },
        { name: 'q', in: 'query', allowReserved: true, content: { 'text/plain': { example: 'a:b' } } },
      ],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', properties: { tags: { type: 'array' }, example: { type: 'string' } } },
            encoding: { tags: { style: 'deepObject', explode: true }, example: { explode: false } },
          },
          'multipart/form-data': { schema: { type: 'object' }, example: { 'x-kept': 1 } },
        },
      },
      responses: { 200: { description: 'OK', headers: { 'X-Next': { schema: { type: 'string' } } } } },
    },
  }
  assert.deepEqual(slice({ paths: { '/cats/{id}': item } }, ['POST /cats/{id}']).paths, {
    '/cats/{id}': item,
  })
})

test('of the marks of the vendor only those stay that are named', () => {
  const get = { 'x-kept': 1, 'x-other': 2, responses: {} }
  assert.deepEqual(slice({ paths: { '/cats': { get } } }, ['GET /cats'], ['x-kept']).paths, {
    '/cats': { get: { 'x-kept': 1, responses: {} } },
  })
})
