import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation } from './description.ts'
import { createRouter } from './router.ts'

const operations = ['/user', '/users/{name}', '/users/me', '/a/{x}/b/{y}'].map(
  (path): Operation => ({
    name: `GET ${path}`,
    method: 'GET',
    path,
    parameters: [],
    body: undefined,
    success: { status: 200, example: null },
    documentationUrl: undefined,
  }),
)
const route = createRouter(operations)

const CASES = [
  ['GET', '/user', 'GET /user', {}],
  ['GET', '/users/ada', 'GET /users/{name}', { name: 'ada' }],
  ['GET', '/users/me', 'GET /users/me', {}],
  ['GET', '/a/1%2F2/b/caf%C3%A9', 'GET /a/{x}/b/{y}', { x: '1/2', y: 'café' }],
  ['POST', '/user', undefined, undefined],
  ['GET', '/user/', undefined, undefined],
  ['GET', '/users/', undefined, undefined],
  ['GET', '/users/%zz', undefined, undefined],
  ['GET', 'users', undefined, undefined],
] as const

for (const [method, path, name, params] of CASES) {
  test(`${method} ${path} leads to ${name ?? 'nothing'}`, () => {
    const match = route(method, path)
    assert.equal(match?.operation.name, name)
    assert.deepEqual(match?.params, params)
  })
}
