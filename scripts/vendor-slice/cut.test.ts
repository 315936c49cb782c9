import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cut } from './cut.ts'
import { object } from './json.ts'

const description = {
  servers: [{ url: 'https://api.example/v3' }],
  paths: { '/files': { get: { parameters: [], responses: {} } }, '/other': { get: { responses: {} } } },
}
const page = 'https://docs.example/uploads'
const additions = {
  changes: 'Uploads are written by hand.',
  description: { paths: { '/upload/v3/files': { post: { 'x-handwritten': page, responses: {} } } } },
}
const wanted = { operations: ['GET /v3/files'], serverPath: true }

test('a slice has the operations that are asked for and those that are added', () => {
  const { slice, changes } = cut(description, wanted, additions)
  assert.deepEqual(slice.servers, [{ url: 'https://api.example' }])
  assert.deepEqual(slice.paths, {
    '/upload/v3/files': { post: { 'x-handwritten': page, responses: {} } },
    '/v3/files': { get: { parameters: [], responses: {} } },
  })
  assert.match(changes, /without prose.*path of the server.*Uploads are written by hand\.$/)
})

test('a slice has what is read as a form too, where the API takes both', () => {
  const postBodies = { page, formOnly: [], lists: [], objects: [] }
  const { slice, changes } = cut(description, { operations: ['GET /files'], postBodies })
  assert.deepEqual(Object.keys(object(object(slice.paths)['/files'])), ['get', 'post'])
  assert.match(changes, /also as a POST/)
})

test('without changes a slice says only that it is one', () => {
  assert.equal(
    cut(description, { operations: ['GET /files'] }).changes,
    'Only the operations used here and what they reach; without prose; one example per response.',
  )
})
