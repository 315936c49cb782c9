import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { linkHeader, pageOf } from './paging.ts'

test('the pages of a list, put together, are the list', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (list, size) => {
      const { last } = pageOf(list, { number: 1, size })
      const pages = Array.from(
        { length: last },
        (_, index) => pageOf(list, { number: index + 1, size }).records,
      )
      assert.deepEqual(pages.flat(), list)
      assert.ok(pages.every((records) => records.length <= size))
      assert.deepEqual(pageOf(list, { number: last + 1, size }).records, [])
    }),
  )
})

const LINKS = [
  [1, 1, undefined],
  [1, 3, ['next=2', 'last=3']],
  [2, 3, ['prev=1', 'next=3', 'last=3', 'first=1']],
  [3, 3, ['prev=2', 'first=1']],
  [9, 3, ['prev=3', 'first=1']],
] as const

for (const [number, last, expected] of LINKS) {
  test(`page ${number} of ${last} has the links ${expected ?? 'of none'}`, () => {
    const header = linkHeader(new URL('https://api.example/list?a=b&page=7&c=d'), { number, last })
    const links = header
      ?.split(', ')
      .map((link) => /^<https:\/\/api\.example\/list\?a=b&page=(\d+)&c=d>; rel="(\w+)"$/.exec(link))
    assert.deepEqual(
      links?.map((link) => `${link?.[2]}=${link?.[1]}`),
      expected,
    )
  })
}
