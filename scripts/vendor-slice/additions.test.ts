import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operationsOf, withAdditions } from './additions.ts'

test('additions are merged member by member, and null removes', () => {
  assert.deepEqual(
    withAdditions(
      {
        info: { title: 'Toy', version: '1' },
        paths: { '/cats': { get: { enum: [1, 2], deprecated: true } } },
      },
      {
        changes: '',
        description: {
          info: { version: '2' },
          paths: { '/cats': { get: { enum: [3], deprecated: null }, post: {} }, '/dogs': { get: {} } },
        },
      },
    ),
    {
      info: { title: 'Toy', version: '2' },
      paths: { '/cats': { get: { enum: [3] }, post: {} }, '/dogs': { get: {} } },
    },
  )
})

test('a parameter of an addition stands beside the others, or for the one of its name and place', () => {
  const inQuery = (name: string, type: string) => ({ name, in: 'query', schema: { type } })
  const shared = { $ref: '#/components/parameters/page' }
  const header = { name: 'ts', in: 'header' }
  assert.deepEqual(
    withAdditions(
      { paths: { '/cats': { get: { parameters: [shared, inQuery('ts', 'number'), header] } } } },
      {
        changes: '',
        description: {
          paths: { '/cats': { get: { parameters: [inQuery('ts', 'string'), inQuery('id', 'string')] } } },
        },
      },
    ),
    {
      paths: {
        '/cats': { get: { parameters: [shared, header, inQuery('ts', 'string'), inQuery('id', 'string')] } },
      },
    },
  )
})

test('a parameter that no operation has is removed from operations and paths', () => {
  const token = { name: 'token', in: 'query' }
  const header = { name: 'token', in: 'header' }
  const paths = { '/cats': { parameters: [token], get: { parameters: [header, token] }, post: {} } }
  assert.deepEqual(withAdditions({ paths }, { changes: '', withoutParameters: [token], description: {} }), {
    paths: { '/cats': { parameters: [], get: { parameters: [header] }, post: {} } },
  })
})

test('the operations of the additions are those of their paths', () => {
  const paths = { '/cats': { servers: [], parameters: [], get: {}, post: {} }, '/dogs': { put: {} } }
  assert.deepEqual(operationsOf({ changes: '', description: { paths } }), [
    'GET /cats',
    'POST /cats',
    'PUT /dogs',
  ])
})
