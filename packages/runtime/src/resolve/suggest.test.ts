import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyText } from '../testing/any-text.ts'
import { list, nearest, quote } from './suggest.ts'

const KNOWN = ['issues', 'labels', 'organizations', 'repositories', 'users']

for (const [given, meant] of [
  ['issue', 'issues'],
  ['isues', 'issues'],
  ['ISSUES', 'issues'],
  ['lables', 'labels'],
  ['org', 'organizations'],
  ['Repo', 'repositories'],
  ['customers', undefined],
  ['', undefined],
  ['issues'.repeat(20), undefined],
] as const) {
  test(`"${given.slice(0, 20)}" is taken for ${meant ?? 'nothing'}`, () => {
    assert.equal(nearest(given, KNOWN), meant)
  })
}

test('where nothing is known nothing is meant', () => {
  assert.equal(nearest('issues', []), undefined)
})

test('a name longer than any name is not compared', () => {
  assert.equal(nearest('x'.repeat(81), ['x'.repeat(82)]), undefined)
})

test('whatever is suggested is known', () => {
  fc.assert(
    fc.property(anyText, fc.array(fc.string()), (name, known) => {
      const meant = nearest(name, known)
      assert.ok(meant === undefined || known.includes(meant))
    }),
  )
})

test('a quoted text keeps to its line and has an end', () => {
  assert.equal(quote('a"b\n\u0000'), '"a\\"b\\n\\u0000"')
  assert.equal(quote('x'.repeat(100_000)), `"${'x'.repeat(80)}..."`)
})

test('of many names the first are listed, and the others counted', () => {
  const names = Array.from({ length: 75 }, (_, index) => `n${index}`)
  assert.equal(list(names.slice(0, 3)), 'n0, n1, n2')
  assert.match(list(names), /n59 and 15 more$/)
})
