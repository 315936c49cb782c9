import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ConnectorUnderTest } from './connector-under-test.ts'
import type { Practice } from './practice.ts'
import { assertRecords } from './record-shape.ts'
import { openStage, type Stage } from './stage.ts'
import { valueAt } from './value-at.ts'

/** What is true of a connector that reads well, over real HTTP. */
export function readingSuite(subject: ConnectorUnderTest, practice: Practice): void {
  const { definition } = subject
  const largest = Math.max(...practice.lists().map(({ operation }) => practice.largestPage(operation)))
  const size = largest + 1

  describe(`${definition.title}: reading`, () => {
    let stage: Stage
    before(async () => {
      stage = await openStage(subject, practice.collections(size))
    })
    after(() => stage[Symbol.asyncDispose]())

    for (const { entity, action, operation } of practice.lists()) {
      test(`${entity}.${action} is walked to its end, in pages of any size up to the largest`, async () => {
        const max = practice.largestPage(operation)
        for (const limit of [max, Math.ceil(size / 3)]) {
          const params = practice.requiredParams(entity, action)
          const pages = await walk(stage, { entity, action, params, limit })
          const sizes = pages.map((page) => page.length)
          assert.ok(pages.length >= 2)
          assert.deepEqual(sizes, expectedSizes(size, limit))
          assert.equal(new Set(pages.flat().map((record) => keyOf(subject, entity, record))).size, size)
          assertRecords(definition, entity, pages.flat())
        }
      })

      test(`${entity}.${action} takes every one of its parameters`, async () => {
        const { page } = await stage.call({
          entity,
          action,
          params: practice.params(entity, action),
          limit: 1,
        })
        assert.notEqual(page, undefined)
      })
    }

    for (const { entity, action } of practice.gets()) {
      test(`${entity}.${action} finds what the list showed`, async () => {
        const list = await stage.call({
          entity,
          action: 'list',
          params: practice.requiredParams(entity, 'list'),
        })
        assert.ok(Array.isArray(list.data))
        for (const record of [list.data.at(0), list.data.at(-1)]) {
          const params = practice.params(entity, action, record)
          const { data, page } = await stage.call({ entity, action, params })
          assert.equal(page, undefined)
          assert.equal(keyOf(subject, entity, data), keyOf(subject, entity, record))
          assertRecords(definition, entity, [data])
        }
      })
    }

    test('every request was one that the vendor describes', () => {
      assert.ok(stage.ledger.count() > practice.lists().length)
      assert.deepEqual(
        stage.ledger.requests().filter(({ verdict }) => verdict !== 'valid'),
        [],
      )
    })
  })

  describe(`${definition.title}: what was recorded from it`, () => {
    for (const { entity, action, params } of subject.practice.recorded ?? []) {
      test(`${entity}.${action} of ${Object.values(params).join('/')} has the shape of our records`, async () => {
        await using stage = await openStage(subject)
        const { data } = await stage.call({ entity, action, params })
        const records = [data].flat()
        assert.ok(records.length > 0)
        assertRecords(definition, entity, records)
      })
    }
  })
}

interface Listing {
  readonly entity: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  readonly limit: number
}

/** More than any list here has: one that does not end is stopped. */
const MAX_PAGES = 20

async function walk(stage: Stage, listing: Listing): Promise<unknown[][]> {
  const pages: unknown[][] = []
  let cursor: string | null = null
  do {
    const { data, page } = await stage.call({ ...listing, ...(cursor !== null && { cursor }) })
    assert.ok(Array.isArray(data) && page)
    pages.push(data)
    cursor = page.nextCursor
    assert.equal(page.complete, cursor === null)
  } while (cursor !== null && pages.length < MAX_PAGES)
  return pages
}

function expectedSizes(size: number, limit: number): number[] {
  return Array.from({ length: Math.ceil(size / limit) }, (_, index) => Math.min(limit, size - index * limit))
}

function keyOf({ definition }: ConnectorUnderTest, entity: string, record: unknown): string {
  const key = definition.entities[entity]?.key.map((field) => valueAt(record, field)) ?? []
  assert.ok(key.length > 0 && !key.includes(undefined), `a record of ${entity} without its key`)
  return JSON.stringify(key)
}
