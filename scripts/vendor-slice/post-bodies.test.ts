import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withPostBodies } from './post-bodies.ts'

const page = 'https://docs.example/calls'
const bodies = { page, formOnly: ['/upload'], lists: ['blocks'], objects: ['view'] }
const text = { type: 'string' }

test('a form may be sent as JSON, where what a form holds as a string may be what it is', () => {
  const form = {
    schema: { type: 'object', required: ['blocks'], properties: { blocks: text, view: text, id: text } },
  }
  const post = { requestBody: { required: true, content: { 'application/x-www-form-urlencoded': form } } }
  const properties = {
    blocks: { anyOf: [{ type: 'array', items: {} }, text] },
    view: { anyOf: [{ type: 'object' }, text] },
    id: text,
  }
  const json = { 'x-handwritten': page, schema: { type: 'object', required: ['blocks'], properties } }
  assert.deepEqual(withPostBodies({ paths: { '/call': { post }, '/upload': { post } } }, bodies).paths, {
    '/call': {
      post: {
        requestBody: {
          required: true,
          content: { 'application/x-www-form-urlencoded': form, 'application/json': json },
        },
      },
    },
    '/upload': { post },
  })
})

test('what is asked for with GET may be posted as a form, and answers the same', () => {
  const trace = { name: 'trace', in: 'header', schema: text }
  const id = { name: 'id', in: 'query', required: true, schema: text }
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } }
  const ok = { description: 'OK' }
  const failed = { $ref: '#/components/responses/failed' }
  const get = { operationId: 'read', parameters: [trace, id, limit], responses: { 200: ok, default: failed } }
  const responses = { 200: { $ref: '#/components/responses/read_200' }, default: failed }
  const schema = { type: 'object', required: ['id'], properties: { id: text, limit: { type: 'integer' } } }
  assert.deepEqual(
    withPostBodies(
      { paths: { '/read': { get } }, components: { schemas: {}, responses: { failed: ok } } },
      bodies,
    ),
    {
      paths: {
        '/read': {
          get: { ...get, responses },
          post: {
            operationId: 'read_post',
            'x-handwritten': page,
            parameters: [trace],
            requestBody: { content: { 'application/x-www-form-urlencoded': { schema } } },
            responses,
          },
        },
      },
      components: { schemas: {}, responses: { failed: ok, read_200: ok } },
    },
  )
})

test('a path that is read and posted already stays as it is, but for JSON', () => {
  const item = { get: { responses: {} }, post: { requestBody: { content: { 'text/plain': {} } } } }
  assert.deepEqual(withPostBodies({ paths: { '/both': item } }, bodies).paths, { '/both': item })
})
