import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_WORLD } from './no-world.ts'
import { prepare } from './template.ts'

test('a member called __proto__ is joined as any other', () => {
  const body = JSON.parse('{"__proto__":{"admin":true},"a":1}')
  const joined = prepare({ $merge: [{ b: 2 }, '{body}'] })({ body }, NO_WORLD)
  assert.equal(JSON.stringify(joined), '{"b":2,"__proto__":{"admin":true},"a":1}')
  assert.equal(Object.getPrototypeOf(joined), Object.prototype)
})
