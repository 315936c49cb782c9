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

function page(size: number, args: JsonObject, cursor: 'key' | 'opaque') {
  const records = Array.from(
    { length: size },
    (_, index) => new Entity('Row', { record: {}, scope: ['a'], key: `k${index}` }),
  )
  const errors = { error: (problem: string) => new Error(problem) }
  const graph = { behaviour: { path: '/', pages: { default: 7, max: 50, over: 'refuse', cursor } }, errors }
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
})
