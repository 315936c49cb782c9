import assert from 'node:assert/strict'
import { test } from 'node:test'
import { valueAt } from './field-paths.ts'

const value = JSON.parse('{"a":{"b":[{"c":null}],"d":0},"":{"x":1},"__proto__":{"y":2}}')

for (const [path, found] of [
  ['a.d', 0],
  ['a.b.0.c', null],
  ['a.b', [{ c: null }]],
  ['.x', 1],
  ['__proto__.y', 2],
  ['a.x', undefined],
  ['a.d.x', undefined],
  ['a.b.1', undefined],
  ['a.b.0.c.d', undefined],
  ['constructor', undefined],
  ['a.constructor.name', undefined],
  ['a.b.map', undefined],
  ['a.__proto__.toString', undefined],
] as const) {
  test(`at "${path}" there is ${JSON.stringify(found) ?? 'nothing'}`, () => {
    assert.deepEqual(valueAt(value, path), found)
  })
}

for (const nothing of [undefined, null, 'text', 5, true]) {
  test(`a path into ${nothing} leads nowhere`, () => {
    assert.equal(valueAt(nothing, 'length'), undefined)
  })
}
