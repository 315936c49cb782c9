import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../json.ts'
import { prepareCondition } from './condition.ts'
import { NO_WORLD } from './no-world.ts'
import { prepare } from './template.ts'

const holds = (when: JsonObject, variables: JsonObject) =>
  prepareCondition(when, prepare)(variables, NO_WORLD)

const CASES: readonly (readonly [when: JsonObject, holds: boolean])[] = [
  [{ n: { above: 1, below: 5 } }, true],
  [{ n: { above: 1, below: 3 } }, false],
  [{ n: { exists: true, not: 3 } }, false],
  [{ text: { startsWith: 'a', matches: 'c$' } }, true],
  [{ text: { startsWith: 'a', matches: 'd$' } }, false],
]

for (const [when, expected] of CASES) {
  test(`${JSON.stringify(when)} ${expected ? 'holds' : 'does not hold'}`, () => {
    assert.equal(holds(when, { n: 3, text: 'abc' }), expected)
  })
}

for (const test_ of [{}, { exist: true }, { above: 1, belov: 2 }]) {
  test(`${JSON.stringify(test_)} is no condition`, () => {
    assert.throws(() => holds({ n: test_ }, {}), /is no condition/)
  })
}
