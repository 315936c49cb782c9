import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { failureOf } from '../testing/failure-of.ts'
import { weatherCall } from '../testing/weather.ts'
import { windowOf } from './window.ts'

const call = (place: { readonly limit?: number; readonly cursor?: string }) =>
  weatherCall({ entity: 'reports', action: 'list', params: { id: 'a', day: 1 }, ...place })

test('without a limit a whole list is given whole', () => {
  const { records, page } = windowOf(call({}), [1, 2, 3])
  assert.deepEqual([records, page], [[1, 2, 3], { nextCursor: null, complete: true }])
})

test('in parts of any size each record comes once, in its order, and then the end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 25 }), (length, limit) => {
      const all = Array.from({ length }, (_, index) => index)
      const seen: unknown[] = []
      let cursor: string | null | undefined
      do {
        const part = windowOf(call({ limit, ...(cursor && { cursor }) }), all)
        assert.ok(part.records.length <= limit)
        assert.equal(part.page.complete, part.page.nextCursor === null)
        seen.push(...part.records)
        cursor = part.page.nextCursor
      } while (cursor !== null)
      assert.deepEqual(seen, all)
    }),
  )
})

test('a cursor keeps the size of its list, and a new limit counts more', () => {
  const { page } = windowOf(call({ limit: 2 }), [1, 2, 3, 4, 5, 6])
  const cursor = page.nextCursor ?? ''
  assert.deepEqual(windowOf(call({ cursor }), [1, 2, 3, 4, 5, 6]).records, [3, 4])
  assert.deepEqual(windowOf(call({ cursor, limit: 3 }), [1, 2, 3, 4, 5, 6]).records, [3, 4, 5])
})

test('past the end of a list that became shorter there is nothing, and no next page', () => {
  const { page } = windowOf(call({ limit: 2 }), [1, 2, 3])
  const later = windowOf(call({ cursor: page.nextCursor ?? '' }), [1])
  assert.deepEqual([later.records, later.page.complete], [[], true])
})

const foreign = ['x', 'from 1', 'from 1 by 0', 'from -1 by 2', 'from 1 by 2 ', 'page=2']
for (const text of foreign) {
  test(`"${text}" is no place in a whole list`, () => {
    const cursor = Buffer.from(text).toString('base64url')
    assert.equal(failureOf(() => windowOf(call({ cursor }), [1])).code, 'invalid_cursor')
  })
}
