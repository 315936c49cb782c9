import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from '../paginate/page.ts'
import type { WalkBudget, WalkEnd } from '../walk.ts'

export interface PlayedPage {
  readonly data: readonly unknown[]
  readonly page: Page
}

export interface PlayedList {
  /** Gives the page at a cursor. */
  readonly ask: (cursor: string | undefined) => Promise<PlayedPage>
  readonly cursor?: string
  readonly budget: WalkBudget
  readonly now: () => number
}

/** A walk to its end, every record told to `onRecord` as it comes. */
export type WalkUnderTest = (list: PlayedList, onRecord: (record: unknown) => void) => Promise<WalkEnd>

const page = (data: readonly unknown[], nextCursor: string | null): PlayedPage => ({
  data,
  page: { nextCursor, complete: nextCursor === null },
})

/** Two records on each of five pages; cursors are the numbers of pages. */
const five = (cursor = '1') =>
  page([`${cursor}a`, `${cursor}b`], cursor === '5' ? null : `${Number(cursor) + 1}`)

const BUDGETS: readonly (readonly [what: string, budget: WalkBudget, pages: number])[] = [
  ['as many records as there are, and more', { items: 11 }, 5],
  ['exactly the records of two pages', { items: 4 }, 2],
  ['a record of the third page', { items: 5 }, 3],
  ['one record', { items: 1 }, 1],
  // ["1a","1b"] and a cursor of one digit.
  ['the bytes of two pages', { bytes: 24 }, 2],
  ['a byte more', { bytes: 25 }, 3],
  ['the time of three pages', { milliseconds: 3_000 }, 3],
  ['little time and many records', { milliseconds: 1, items: 10 }, 1],
]

/** The rules of walking a list, for every part that walks one. */
export function walkSuite(name: string, walk: WalkUnderTest): void {
  /** Every page takes a second. */
  const play = async (script: (cursor?: string) => PlayedPage, list: Partial<PlayedList> = {}) => {
    const asked: (string | undefined)[] = []
    const records: unknown[] = []
    let now = 0
    const ask = async (cursor: string | undefined) => {
      asked.push(cursor)
      now += 1_000
      return script(cursor)
    }
    const result = walk({ ask, budget: {}, now: () => now, ...list }, (record) => records.push(record))
    const end = await result.catch((error: unknown) => error)
    return { asked, records, end }
  }

  describe(`${name} walks a list`, () => {
    test('to its end, page by page', async () => {
      const { asked, records, end } = await play(five)
      assert.deepEqual(asked, [undefined, '2', '3', '4', '5'])
      assert.equal(records.length, 10)
      assert.deepEqual(end, { complete: true, nextCursor: null })
    })

    test('from a cursor on', async () => {
      const { asked, records } = await play(five, { cursor: '4' })
      assert.deepEqual(
        [asked, records],
        [
          ['4', '5'],
          ['4a', '4b', '5a', '5b'],
        ],
      )
    })

    for (const [what, budget, pages] of BUDGETS) {
      test(`with a budget of ${what}, over ${pages} pages`, async () => {
        const { asked, records, end } = await play(five, { budget })
        assert.deepEqual([asked.length, records.length], [pages, 2 * pages])
        const nextCursor = pages === 5 ? null : `${pages + 1}`
        assert.deepEqual(end, { complete: pages === 5, nextCursor })
      })
    }

    test('and goes on where its budget ended it, without a gap', async () => {
      const first = await play(five, { budget: { items: 3 } })
      const cursor = (first.end as WalkEnd).nextCursor ?? ''
      const second = await play(five, { cursor })
      assert.deepEqual([...first.records, ...second.records], (await play(five)).records)
    })

    test('and does not go in a circle', async () => {
      for (const list of [{}, { cursor: 'a' }]) {
        const { asked, end } = await play((cursor) => page([1], cursor === 'a' ? 'b' : 'a'), list)
        assert.equal(Reflect.get(end as Error, 'code'), 'upstream_malformed')
        assert.ok(asked.length <= 3)
      }
    })

    test('over a hundred empty pages, and no more', async () => {
      const empty =
        (pages: number) =>
        (cursor = '0') =>
          Number(cursor) < pages ? page([], `${Number(cursor) + 1}`) : page(['found'], null)
      assert.deepEqual((await play(empty(100))).records, ['found'])
      const { asked, end } = await play(empty(101))
      assert.equal(Reflect.get(end as Error, 'code'), 'upstream_malformed')
      assert.equal(asked.length, 101)
    })

    test('over empty pages again after one that is not', async () => {
      const { end } = await play((cursor = '0') => {
        const at = Number(cursor)
        return page(at === 90 ? ['found'] : [], at === 180 ? null : `${at + 1}`)
      })
      assert.deepEqual(end, { complete: true, nextCursor: null })
    })

    test('only with a budget that is one', async () => {
      for (const items of [0, -1, Number.NaN]) {
        const { asked, end } = await play(five, { budget: { items } })
        assert.ok(end instanceof TypeError)
        assert.equal(asked.length, 0)
      }
    })
  })
}
