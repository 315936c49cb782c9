import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bearer,
  type Definition,
  defineConnector,
  del,
  entity,
  get,
  type Idempotency,
  type IdempotencyKey,
  type Operation,
  patch,
  post,
  put,
} from '@sallyport/definition'
import { Type } from 'typebox'
import { type Safety, safetyOf } from './lost-answers.ts'

const KEY: IdempotencyKey = { header: 'idempotency-key' }

/** What the definition and the operation say of repeating, and what that makes of it. */
const ROWS: readonly (readonly [
  operation: Operation,
  ofAll: IdempotencyKey | undefined,
  own: Idempotency | undefined,
  safety: Safety,
])[] = [
  [get('/x', {}), KEY, undefined, 'read'],
  [post('/x', { effect: 'read' }), undefined, undefined, 'read'],
  [post('/x', {}), undefined, undefined, 'none'],
  [post('/x', {}), KEY, undefined, 'key'],
  [patch('/x', {}), KEY, undefined, 'key'],
  [post('/x', {}), KEY, 'none', 'none'],
  [post('/x', {}), { param: 'id' }, undefined, 'none'],
  [post('/x', { params: { id: Type.String() } }), { param: 'id' }, undefined, 'key'],
  [post('/x', {}), undefined, 'natural', 'natural'],
  [post('/x', {}), undefined, { verify: 'get' }, 'verify'],
  [post('/x', {}), undefined, { param: 'id' }, 'key'],
  [put('/x', {}), KEY, undefined, 'natural'],
  [put('/x', {}), undefined, 'none', 'none'],
  [del('/x', {}), undefined, undefined, 'natural'],
]

for (const [operation, ofAll, own, safety] of ROWS) {
  const stated = `${JSON.stringify(ofAll)} of all and ${JSON.stringify(own)} of its own`
  test(`${operation.method} (${operation.effect}) with ${stated} is ${safety}`, () => {
    const stating = own === undefined ? operation : { ...operation, idempotency: own }
    assert.equal(safetyOf(definitionOf(ofAll), stating), safety)
  })
}

function definitionOf(idempotency: IdempotencyKey | undefined): Definition {
  return defineConnector({
    slug: 'cats',
    id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
    title: 'Cats',
    about: 'Cats.',
    source: { package: 'handwritten', version: '1', file: 'https://cats.example', licence: 'none' },
    server: { url: 'https://api.example' },
    ...(idempotency && { idempotency }),
    auth: { token: bearer({ field: 'token', title: 'Token' }) },
    errors: { rules: [], message: ['message'] },
    entities: {
      cats: entity({
        about: 'Cats.',
        record: Type.Object({ id: Type.String() }),
        key: ['id'],
        actions: { get: get('/cats/{id}', { params: { id: Type.String() } }) },
      }),
    },
  })
}
