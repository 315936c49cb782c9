import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation } from '../description/operation.ts'
import { createRouter } from './router.ts'

function operation(name: string, more: Partial<Operation> = {}): Operation {
  const [method = '', path = ''] = name.split(' ')
  return {
    name,
    method,
    path,
    parameters: [],
    body: undefined,
    success: { status: 200, mediaType: undefined, schema: undefined, example: undefined },
    security: undefined,
    documentationUrl: undefined,
    ...more,
  }
}

const route = createRouter(
  [
    'GET /user',
    'GET /users/{name}',
    'DELETE /users/{id}',
    'GET /users/me',
    'GET /a/{x}/b/{y}',
    'GET /a/{x}/{z}/c',
    'GET /compare/{base}...{head}',
    'GET /compare/{spec}',
    'POST /jobs/{id}:cancel',
    'POST /jobs/{id}',
    'GET /pairs/{a}-{b}-{c}.json',
    'GET /{owner}/contents/{path}',
    'GET /{owner}/branches/{branch}/protection',
    'GET /{owner}/branches/{branch}',
  ].map((name) => operation(name)),
  { multiSegment: new Set(['path', 'branch']) },
)

const CASES = [
  ['GET', '/user', 'GET /user', {}],
  ['GET', '/us%65r', 'GET /user', {}],
  ['GET', '/users/ada', 'GET /users/{name}', { name: 'ada' }],
  ['GET', '/users/me', 'GET /users/me', {}],
  ['DELETE', '/users/me', 'DELETE /users/{id}', { id: 'me' }],
  ['GET', '/a/1%2F2/b/caf%C3%A9', 'GET /a/{x}/b/{y}', { x: '1/2', y: 'café' }],
  ['GET', '/a/1/b/c', 'GET /a/{x}/b/{y}', { x: '1', y: 'c' }],
  ['GET', '/a/1/2/c', 'GET /a/{x}/{z}/c', { x: '1', z: '2' }],
  ['GET', '/compare/v1...v2', 'GET /compare/{base}...{head}', { base: 'v1', head: 'v2' }],
  ['GET', '/compare/v1....v2', 'GET /compare/{base}...{head}', { base: 'v1', head: '.v2' }],
  ['GET', '/compare/...v2', 'GET /compare/{spec}', { spec: '...v2' }],
  ['GET', '/compare/v1', 'GET /compare/{spec}', { spec: 'v1' }],
  ['POST', '/jobs/7:cancel', 'POST /jobs/{id}:cancel', { id: '7' }],
  ['POST', '/jobs/:cancel', 'POST /jobs/{id}', { id: ':cancel' }],
  ['GET', '/pairs/1-2-3.json', 'GET /pairs/{a}-{b}-{c}.json', { a: '1', b: '2', c: '3' }],
  ['GET', '/o/contents/a/b%20c/d.ts', 'GET /{owner}/contents/{path}', { owner: 'o', path: 'a/b c/d.ts' }],
  ['GET', '/o/branches/f/x', 'GET /{owner}/branches/{branch}', { owner: 'o', branch: 'f/x' }],
  [
    'GET',
    '/o/branches/f/x/protection',
    'GET /{owner}/branches/{branch}/protection',
    { owner: 'o', branch: 'f/x' },
  ],
] as const

for (const [method, path, name, params] of CASES) {
  test(`${method} ${path} leads to ${name}`, () => {
    const match = route(method, path)
    assert.ok(match && 'operation' in match)
    assert.equal(match.operation.name, name)
    assert.deepEqual(match.params, params)
  })
}

for (const path of [
  '/user/',
  '/users/',
  '/users/%zz',
  'users',
  '/pairs/1-2.json',
  '/pairs/--.json',
  '',
  '//',
  '/o/contents/',
]) {
  test(`"${path}" leads to nothing`, () => assert.equal(route('GET', path), undefined))
}

test('a path that has other methods names them all', () => {
  assert.deepEqual(route('PUT', '/users/me'), { allow: ['DELETE', 'GET'] })
  assert.deepEqual(route('GET', '/jobs/7:cancel'), { allow: ['POST'] })
})

test('values are given as they were sent, too', () => {
  const match = route('GET', '/users/a%2Cb')
  assert.ok(match && 'raw' in match)
  assert.deepEqual([match.params, match.raw], [{ name: 'a,b' }, { name: 'a%2Cb' }])
})

test('operations lie below the base path, or below their own', () => {
  const under = createRouter([operation('GET /a'), operation('GET /b', { basePath: '/upload' })], {
    basePath: '/v1',
  })
  const names = ['/v1/a', '/a', '/upload/b', '/v1/b'].map((path) => {
    const match = under('GET', path)
    return match && 'operation' in match ? match.operation.name : undefined
  })
  assert.deepEqual(names, ['GET /a', undefined, 'GET /b', undefined])
})

test('a variable that the description marks may hold slashes', () => {
  const parameters: Operation['parameters'] = [
    {
      name: 'ref',
      in: 'path',
      required: true,
      style: 'simple',
      explode: false,
      schema: {},
      mediaType: undefined,
      multiSegment: true,
    },
  ]
  const match = createRouter([operation('GET /refs/{ref}', { parameters })])('GET', '/refs/heads/main')
  assert.ok(match && 'params' in match)
  assert.deepEqual(match.params, { ref: 'heads/main' })
})

test('hostile variable names are members like others', () => {
  const match = createRouter([operation('GET /{__proto__}')])('GET', '/x')
  assert.ok(match && 'params' in match)
  assert.deepEqual(Object.entries(match.params), [['__proto__', 'x']])
})

test('paths of many segments lead to nothing soon', () => {
  assert.equal(route('GET', `/o/branches${'/x'.repeat(10_000)}`), undefined)
})
