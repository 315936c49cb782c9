import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../json.ts'
import { sameJson } from './same-json.ts'

const CASES: readonly (readonly [Json, Json, boolean])[] = [
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: 1, b: 2 }, { a: 1 }, false],
  [{ a: null }, { b: null }, false],
  [[1, 2], [2, 1], false],
  [[1], [1, null], false],
  [[], {}, false],
  [null, {}, false],
  [1, '1', false],
]

for (const [left, right, same] of CASES)
  test(`${JSON.stringify(left)} and ${JSON.stringify(right)} are ${same ? 'the same' : 'different'}`, () => {
    assert.equal(sameJson(left, right), same)
  })
