import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import type { JsonObject } from '../json.ts'
import { pageOf } from './connection.ts'
import { Entity } from './entity.ts'
import type { Asked, AskedField } from './graph.ts'
import { Ready } from './ready.ts'

const field = buildSchema('type Query { list: [Int] }').getQueryType()?.getFields()
  .list as AskedField['field']

type Cursor = 'key' | 'opaque'

function page(size: number, args: JsonObject, cursor: Cursor) {
  return pageOfKeys(all(size), args, { cursor, max: 50, over: 'refuse' })
}

function pageOfKeys(
  names: readonly string[],
  args: JsonObject,
  pages: { cursor: Cursor; max: number; over: 'refuse' | 'clamp' },
) {
  const records = names.map((key) => new Entity('Row', { record: {}, scope: ['a'], key }))
  const errors = { error: (problem: string) => new Error(problem) }
  const graph = { behaviour: { path: '/', pages: { default: 7, ...pages } }, errors }
  const asked = { graph, lie: undefined } as unknown as Asked
  const { values } = pageOf(asked, records, { parent: 'Query', field, args })
  assert.ok(values.pageInfo instanceof Ready)
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = values.pageInfo.values
  const keys = (values.nodes as Entity[]).map(({ stored }) => stored.key)
  return {
    keys,
    hasNextPage,
    hasPreviousPage,
    startCursor: startCursor as string | null,
    endCursor: endCursor as string | null,
  }
}

const sizes = fc.record({
  total: fc.integer({ min: 0, max: 60 }),
  step: fc.integer({ min: 1, max: 50 }),
  cursor: fc.constantFrom('key' as const, 'opaque' as const),
})
const all = (total: number) => Array.from({ length: total }, (_, index) => `k${index}`)

describe('pages of a connection', () => {
  it('show every record once, from the first to the last', () => {
    fc.assert(
      fc.property(sizes, ({ total, step, cursor }) => {
        const seen: string[] = []
        let after: string | null = null
        for (;;) {
          const one = page(total, { first: step, after }, cursor)
          seen.push(...one.keys)
          if (!one.hasNextPage) break
          after = one.endCursor
        }
        assert.deepEqual(seen, all(total))
      }),
    )
  })

  it('show every record once, from the last to the first', () => {
    fc.assert(
      fc.property(sizes, ({ total, step, cursor }) => {
        const seen: string[] = []
        let before: string | null = null
        for (;;) {
          const one = page(total, { last: step, before }, cursor)
          seen.unshift(...one.keys)
          if (!one.hasPreviousPage) break
          before = one.startCursor
        }
        assert.deepEqual(seen, all(total))
      }),
    )
  })

  it('refuse a size or a cursor that makes no sense', () => {
    for (const args of [{ first: 51 }, { first: 0 }, { first: -1 }, { last: 51 }]) {
      assert.throws(() => page(5, args, 'key'), /invalid_page_size/)
    }
    for (const args of [{ after: 'x' }, { before: 'x' }]) {
      assert.throws(() => page(5, args, 'opaque'), /invalid_cursor/)
    }
  })

  it('lie between two cursors, and are cut from the end that is asked for', () => {
    const range = fc.record({
      total: fc.integer({ min: 1, max: 40 }),
      from: fc.nat({ max: 39 }),
      to: fc.nat({ max: 39 }),
      size: fc.integer({ min: 1, max: 50 }),
      end: fc.constantFrom('first', 'last'),
    })
    fc.assert(
      fc.property(range, ({ total, from, to, size, end }) => {
        const [start, stop] = [Math.min(from, total - 1), Math.min(to, total - 1)]
        const whole = all(total)
        const cursors = { after: `a/k${start}`, before: `a/k${stop}` }
        const between = whole.slice(start + 1, stop)
        const shown = page(total, { ...cursors, [end]: size }, 'key')
        assert.deepEqual(shown.keys, end === 'first' ? between.slice(0, size) : between.slice(-size))
        const { after, before } = cursors
        assert.deepEqual(page(total, { after, last: size }, 'key').keys, whole.slice(start + 1).slice(-size))
        assert.deepEqual(
          page(total, { before, first: size }, 'key').keys,
          whole.slice(0, stop).slice(0, size),
        )
      }),
    )
  })

  it('end at the last record where fewer are shown than asked for', () => {
    const shown = pageOfKeys(all(9), { last: 8 }, { cursor: 'key', max: 3, over: 'clamp' })
    assert.deepEqual([shown.keys, shown.hasNextPage], [['k6', 'k7', 'k8'], false])
  })

  it('are empty where nothing but the count is asked for', () => {
    const shown = pageOfKeys(all(9), { first: 0 }, { cursor: 'opaque', max: 3, over: 'clamp' })
    assert.deepEqual([shown.keys, shown.hasNextPage], [[], true])
  })

  it('come to an end where records have the same name or none', () => {
    const names = ['', '', 'x', 'x', 'x', '']
    const seen: string[] = []
    let after: string | null = null
    for (let turn = 0; turn <= names.length; turn += 1) {
      const one = pageOfKeys(names, { first: 1, after }, { cursor: 'opaque', max: 3, over: 'clamp' })
      seen.push(...one.keys)
      if (!one.hasNextPage) break
      after = one.endCursor
    }
    assert.deepEqual(seen, names)
  })
})
