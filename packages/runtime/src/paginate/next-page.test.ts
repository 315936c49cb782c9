import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plan } from '../plan.ts'
import { failureOf } from '../testing/failure-of.ts'
import { letterCall } from '../testing/post-office.ts'
import { nextPage } from './next-page.ts'

interface Style {
  readonly action: string
  /** What an answer holds that goes on at this mark, or ends. */
  readonly answer: (mark: string | undefined) => { readonly body: unknown; readonly records: unknown }
  /** What the request after it asks for. */
  readonly asked: Readonly<Record<string, unknown>>
}

const STYLES: readonly Style[] = [
  {
    action: 'list',
    answer: (mark) => ({ body: { more: mark !== undefined }, records: [{ id: 'a' }, { id: mark ?? 'z' }] }),
    asked: { limit: '2', after: 'm1' },
  },
  {
    action: 'list_drafts',
    answer: (mark) => ({ body: { meta: { next: mark ?? '' } }, records: [] }),
    asked: { count: '2', cursor: 'm1' },
  },
  {
    action: 'list_found',
    answer: (mark) => ({
      body: { data: { letters: { pageInfo: { hasNextPage: mark !== undefined, endCursor: mark ?? 'z' } } } },
      records: [],
    }),
    asked: { first: 2, after: 'm1' },
  },
]

function pageOf({ action, answer }: Style, mark: string | undefined, cursor?: string) {
  const call = letterCall(action, { limit: 2, ...(cursor !== undefined && { cursor }) })
  return nextPage(call, { sent: plan(call).url, headers: {}, ...answer(mark) })
}

function askedWith({ action }: Style, cursor: string): unknown {
  const { url, body } = plan(letterCall(action, { cursor }))
  return body === undefined ? Object.fromEntries(url.searchParams) : JSON.parse(String(body)).variables
}

for (const style of STYLES) {
  test(`${style.action}: the mark of an answer asks for the next page, in the same size`, () => {
    const { nextCursor, complete } = pageOf(style, 'm1') ?? {}
    assert.equal(complete, false)
    assert.deepEqual(askedWith(style, nextCursor ?? ''), style.asked)
  })

  test(`${style.action}: without more the list is complete`, () => {
    assert.deepEqual(pageOf(style, undefined), { nextCursor: null, complete: true })
  })

  test(`${style.action}: a mark that leads to this page again is an error, not the end`, () => {
    const cursor = pageOf(style, 'm1')?.nextCursor ?? ''
    assert.equal(failureOf(() => pageOf(style, 'm1', cursor)).code, 'upstream_malformed')
    assert.equal(pageOf(style, 'm2', cursor)?.complete, false)
  })

  test(`${style.action}: a cursor cannot ask for more than a page may hold`, () => {
    const own = Buffer.from(pageOf(style, 'm1')?.nextCursor ?? '', 'base64url').toString()
    for (const size of ['11', '0', 'x', '1e9']) {
      const cursor = Buffer.from(own.replace('=2', `=${size}`)).toString('base64url')
      assert.equal(failureOf(() => plan(letterCall(style.action, { cursor }))).code, 'invalid_cursor')
    }
  })

  test(`${style.action}: a cursor holds nothing but the mark and the size`, () => {
    const cursor = Buffer.from('after=m1&cursor=m1&secret=1').toString('base64url')
    assert.equal(failureOf(() => plan(letterCall(style.action, { cursor }))).code, 'invalid_cursor')
  })
}

for (const [what, body, records] of [
  ['more without a record to go on after', { more: true }, []],
  ['more after a record without a name', { more: true }, [{}]],
] as const) {
  test(`${what} is an error`, () => {
    const call = letterCall('list')
    const read = () => nextPage(call, { sent: plan(call).url, headers: {}, body, records })
    assert.equal(failureOf(read).code, 'upstream_malformed')
  })
}

test('a mark that is longer than a cursor may be is an error', () => {
  const [, drafts] = STYLES
  assert.ok(drafts)
  assert.equal(failureOf(() => pageOf(drafts, 'x'.repeat(20_000))).code, 'upstream_malformed')
})
