import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Paging } from '../behaviour/paging-behaviour.ts'
import { findWindow } from './page.ts'

const paging: Paging = {
  style: 'after',
  param: 'after',
  before: 'before',
  size: { param: 'limit', default: 3, max: 9 },
}

function find(keys: readonly string[], parameters: Record<string, string | number>) {
  return findWindow({ paging, keys: () => keys, total: keys.length, parameters })
}

test('walking backwards shows each record before the first one once, and ends', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }), (count, limit) => {
      const keys = Array.from({ length: count }, (_, index) => `key-${index}`)
      const seen: string[] = []
      let before = keys.at(-1) ?? ''
      for (let round = 0; round < 100; round += 1) {
        const window = find(keys, { before, limit })
        assert.ok('start' in window && window.backward)
        const page = keys.slice(window.start, window.start + window.size)
        seen.unshift(...page)
        if (window.previous === undefined) break
        before = page[0] ?? ''
      }
      assert.deepEqual(seen, keys.slice(0, -1))
    }),
  )
})

test('a page before the first record is empty', () => {
  const window = find(['a', 'b'], { before: 'a' })
  assert.ok('start' in window)
  assert.deepEqual([window.start, window.size, window.previous], [0, 0, undefined])
})

test('an unknown record is told by the parameter that names it', () => {
  assert.deepEqual(find(['a'], { before: 'x' }), { problem: 'invalid_cursor', param: 'before' })
  assert.deepEqual(find(['a'], { after: 'x' }), { problem: 'invalid_cursor', param: 'after' })
})
