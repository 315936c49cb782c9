import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { del, get, patch, pathParams, post, put } from './operation.ts'

for (const [build, method, effect] of [
  [get, 'GET', 'read'],
  [post, 'POST', 'write'],
  [put, 'PUT', 'write'],
  [patch, 'PATCH', 'write'],
  [del, 'DELETE', 'destructive'],
] as const) {
  test(`${method} has the effect ${effect} unless it says otherwise, and takes only what it declares`, () => {
    const { params, ...rest } = build('/things', {})
    assert.deepEqual(rest, { method, path: '/things', effect })
    assert.deepEqual({ ...params }, { type: 'object', properties: {}, additionalProperties: false })
    assert.equal(build('/things', { effect: 'money' }).effect, 'money')
  })
}

test('what is not optional is required', () => {
  const { params } = get('/things', { params: { a: Type.String(), b: Type.Optional(Type.String()) } })
  assert.deepEqual(params.required, ['a'])
})

for (const [path, names] of [
  ['/repos/{owner}/{repo}', ['owner', 'repo']],
  ['/repos', []],
  ['/{a}{b_2}/c', ['a', 'b_2']],
  ['/{}/{not-a-name}', []],
] as const) {
  test(`the parameters of ${path} are ${names.join(' and ') || 'none'}`, () => {
    assert.deepEqual(pathParams(path), names)
  })
}
