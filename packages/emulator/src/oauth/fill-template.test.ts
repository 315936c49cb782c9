import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillTemplate } from './fill-template.ts'

const CASES = [
  ['{now}', 12],
  ['at {now}', 'at 12'],
  ['{none}', null],
  ['{unknown} {constructor}', '{unknown} {constructor}'],
  [
    ['{who}', { deep: '{who}!' }, 1, null, true],
    ['ann', { deep: 'ann!' }, 1, null, true],
  ],
] as const

for (const [template, expected] of CASES) {
  test(`the template ${JSON.stringify(template)} becomes ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(fillTemplate(template, { now: 12, who: 'ann', none: null }), expected)
  })
}
