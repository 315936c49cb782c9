import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Paging } from '../behaviour/paging-behaviour.ts'
import type { JsonObject } from '../json.ts'
import { cursorAt, positionOf } from './cursor.ts'
import { findWindow, type Lie, type Window } from './page.ts'

const size = { param: 'limit', default: 3, max: 5 }
const PAGINGS: readonly Paging[] = [
  { style: 'page', param: 'page', size },
  { style: 'page', param: 'page', size, first: 0 },
  { style: 'offset', param: 'offset', size },
  { style: 'cursor', param: 'cursor', size },
  { style: 'after', param: 'starting_after', before: 'ending_before', size },
]

function find(paging: Paging, keys: readonly string[], more: { parameters?: JsonObject; lie?: Lie } = {}) {
  return findWindow({
    paging,
    keys: () => keys,
    total: keys.length,
    parameters: more.parameters ?? {},
    lie: more.lie,
  })
}

function windowOf(paging: Paging, keys: readonly string[], parameters: JsonObject): Window {
  const found = find(paging, keys, { parameters })
  if ('problem' in found) throw new Error(found.problem)
  return found
}

for (const paging of PAGINGS) {
  test(`walking ${paging.style} pages from ${paging.first ?? 1} shows each record once, and ends`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 9 }), (count, limit) => {
        const keys = Array.from({ length: count }, (_, index) => `key-${index}`)
        const seen: string[] = []
        let next: Window['next']
        for (let round = 0; round < 100; round += 1) {
          const parameters = { limit, ...(next !== undefined && { [paging.param ?? '']: next }) }
          const window = windowOf(paging, keys, parameters)
          assert.ok(window.size <= 5)
          seen.push(...keys.slice(window.start, window.start + window.size))
          next = window.next
          if (next === undefined) break
        }
        assert.deepEqual(seen, keys)
      }),
    )
  })
}

test('a page before a record ends at it', () => {
  const [, , , , after] = PAGINGS
  assert.ok(after)
  const { start, size } = windowOf(after, ['a', 'b', 'c', 'd', 'e'], { ending_before: 'd', limit: 2 })
  assert.deepEqual([start, size], [1, 2])
})

const REFUSED: readonly (readonly [Paging, JsonObject, string])[] = [
  [{ style: 'cursor', param: 'cursor', size }, { cursor: 'nonsense' }, 'invalid_cursor'],
  [{ style: 'after', param: 'after', size }, { after: 'unknown' }, 'invalid_cursor'],
  [{ style: 'after', param: 'after', before: 'before', size }, { before: 'unknown' }, 'invalid_cursor'],
  [{ style: 'offset', param: 'offset', size }, { offset: -1 }, 'invalid_cursor'],
  [{ style: 'cursor', param: 'cursor', size }, { limit: 'many' }, 'invalid_page_size'],
  [
    { style: 'cursor', param: 'cursor', size: { ...size, over: 'refuse' } },
    { limit: 6 },
    'invalid_page_size',
  ],
  [
    { style: 'cursor', param: 'cursor', size: { ...size, over: 'refuse' } },
    { limit: 0 },
    'invalid_page_size',
  ],
]

for (const [paging, parameters, problem] of REFUSED) {
  test(`${JSON.stringify(parameters)} is ${problem} of ${paging.style} paging`, () => {
    const found = find(paging, ['a', 'b'], { parameters })
    assert.equal('problem' in found && found.problem, problem)
  })
}

test('a lie repeats the page, never ends, or promises more than there is', () => {
  const paging: Paging = { style: 'cursor', param: 'cursor', size: { ...size, default: 2 } }
  const lies = (['repeat', 'endless', 'empty'] as const).map((lie) => {
    const found = find(paging, ['a', 'b', 'c'], { parameters: { cursor: cursorAt(2) }, lie })
    return 'problem' in found ? found.problem : [found.start, found.next]
  })
  assert.deepEqual(lies, [
    [2, cursorAt(2)],
    [2, cursorAt(0)],
    [3, cursorAt(4)],
  ])
})

test('a cursor gives its position back, and other text is none', () => {
  fc.assert(
    fc.property(fc.nat(999_999_999), (position) => assert.equal(positionOf(cursorAt(position)), position)),
  )
  fc.assert(fc.property(fc.string(), (text) => assert.equal(positionOf(`${text}!`), undefined)))
})

test('pages from a number begin with the first record that is not below it', () => {
  const paging: Paging = { style: 'from', param: 'token', size }
  const keys = ['2', '5', '6', '9', '30']
  const cases = [
    ['1', 0, '9'],
    ['3', 1, '30'],
    ['6', 2, undefined],
    ['31', 5, undefined],
  ] as const
  for (const [token, start, next] of cases) {
    const window = windowOf(paging, keys, { token })
    assert.deepEqual([window.start, window.next], [start, next], token)
  }
  for (const token of ['x', '-1', '1.5', ' 1']) {
    assert.deepEqual(find(paging, keys, { parameters: { token } }), {
      problem: 'invalid_cursor',
      param: 'token',
    })
  }
})
