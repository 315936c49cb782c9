import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkHeader, type Relation } from './link-header.ts'
import { findWindow } from './page.ts'

const ALL: readonly Relation[] = ['prev', 'next', 'last', 'first']

function header(page: number, total: number, relations = ALL): string | undefined {
  const paging = { style: 'page', param: 'page', size: { param: 'per_page', default: 3, max: 100 } } as const
  const window = findWindow({ paging, parameters: { page }, keys: () => [], total })
  assert.ok(!('problem' in window))
  const url = new URL('https://api.example.com/issues?state=all&page=1')
  return linkHeader({ url, param: 'page', relations, first: 1 }, window)
}

test('the first page links to the next and the last', () => {
  assert.equal(
    header(1, 13),
    '<https://api.example.com/issues?state=all&page=2>; rel="next", <https://api.example.com/issues?state=all&page=5>; rel="last"',
  )
})

test('a page in the middle links everywhere, in the order of the vendor', () => {
  const relations = (header(3, 13) ?? '').match(/rel="\w+"/g)
  assert.deepEqual(relations, ['rel="prev"', 'rel="next"', 'rel="last"', 'rel="first"'])
})

test('the last page has no next, and a list of one page no header', () => {
  assert.doesNotMatch(header(5, 13) ?? '', /next|last/)
  assert.equal(header(1, 3), undefined)
  assert.equal(header(1, 13, ['prev']), undefined)
})
