import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FilterRule } from '../behaviour/filter-behaviour.ts'
import type { JsonObject } from '../json.ts'
import { filterOf } from './filter.ts'

const RECORDS: readonly JsonObject[] = [
  {
    id: 'a',
    state: 'open',
    n: 1,
    at: '2026-01-01T00:00:00Z',
    labels: [{ name: 'bug' }, { name: 'ui' }],
    email: 'ada@example.com',
  },
  { id: 'b', state: 'closed', n: 2, at: '2026-02-01T00:00:00Z', labels: [{ name: 'bug' }], email: null },
  { id: 'c', state: 'open', n: 30, at: '2026-03-01T00:00:00Z', labels: [] },
]

const CASES: readonly (readonly [string, FilterRule, JsonObject, string])[] = [
  ['equal values', { member: 'state' }, { q: 'closed' }, 'b'],
  ['numbers written as text', { member: 'n' }, { q: '30' }, 'c'],
  ['a default where nothing is asked', { member: 'state', default: 'open', any: 'all' }, {}, 'ac'],
  ['the value that lets all pass', { member: 'state', default: 'open', any: 'all' }, { q: 'all' }, 'abc'],
  ['an empty text as nothing asked', { member: 'state' }, { q: '' }, 'abc'],
  ['one of several', { member: 'id', is: 'oneOf' }, { q: ['a', 'c'] }, 'ac'],
  ['values through lists', { member: 'labels.name' }, { q: 'ui' }, 'a'],
  ['every value of a text', { member: 'labels.name', split: ',', every: true }, { q: 'bug, ui' }, 'a'],
  ['any value of a text', { member: 'labels.name', split: ',' }, { q: 'bug,ui' }, 'ab'],
  ['other words for values', { member: 'state', values: { active: 'open' } }, { q: 'active' }, 'ac'],
  ['a part in any case', { member: 'email', is: 'contains' }, { q: 'EXAMPLE' }, 'a'],
  ['a beginning', { member: 'at', is: 'prefix' }, { q: '2026-02' }, 'b'],
  ['times from', { member: 'at', is: 'atLeast' }, { q: '2026-02-01T00:00:00Z' }, 'bc'],
  ['times after', { member: 'at', is: 'above' }, { q: '2026-02-01T01:00:00+01:00' }, 'c'],
  ['numbers up to, by size', { member: 'n', is: 'atMost' }, { q: '4' }, 'ab'],
  ['numbers below', { member: 'n', is: 'below' }, { q: 2 }, 'a'],
  ['a range', { member: 'n', is: 'range' }, { q: { gt: '1', lte: '30' } }, 'bc'],
  ['a range that is one value', { member: 'n', is: 'range' }, { q: '2' }, 'b'],
  ['something that is there', { member: 'email', is: 'exists' }, { q: 'true' }, 'a'],
  ['something that is not there', { member: 'email', is: 'exists' }, { q: 'false' }, 'bc'],
  ['words', { language: 'words', words: ['state', 'labels.name'] }, { q: 'OPEN bug' }, 'a'],
]

for (const [what, rule, parameters, expected] of CASES) {
  test(`a list is narrowed by ${what}`, () => {
    const filter = filterOf({ q: rule }, parameters)
    assert.ok('predicate' in filter)
    assert.equal(
      RECORDS.filter(filter.predicate)
        .map(({ id }) => id)
        .join(''),
      expected,
    )
  })
}

test('all filters of a request have to let a record pass', () => {
  const filter = filterOf(
    { state: { member: 'state' }, n: { member: 'n', is: 'above' } },
    { state: 'open', n: 1 },
  )
  assert.ok('predicate' in filter)
  assert.deepEqual(
    RECORDS.filter(filter.predicate).map(({ id }) => id),
    ['c'],
  )
})

test('a text that is none of its language is the fault of the parameter', () => {
  assert.deepEqual(filterOf({ q: { language: 'term-expressions' } }, { q: '(' }), { param: 'q' })
})

test('null is no text, and neither above nor below anything', () => {
  for (const is of ['contains', 'prefix', 'atLeast', 'atMost', 'above', 'below'] as const) {
    const filter = filterOf({ n: { member: 'n', is } }, { n: 'n' })
    assert.ok('predicate' in filter)
    assert.equal(filter.predicate({ n: null }), false)
  }
})
