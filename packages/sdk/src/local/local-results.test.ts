import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { HandleAnswer, RowsAnswer } from '@sallyport/tools'
import { createLocalResults, type LocalResults } from './local-results.ts'

const HOUR = 60 * 60 * 1000
const records = Array.from({ length: 300 }, (_, id) => ({
  id,
  title: `Title ${id}`,
  body: 'Words. '.repeat(50),
}))

let now: number
let ids: number
let results: LocalResults
beforeEach(() => {
  now = Date.UTC(2026, 0, 1)
  ids = 0
  results = createLocalResults({ now: () => now, newId: () => `id-${++ids}` })
})
const keep = async () => ((await results.fit(records, { maxTokens: 400 })).data as HandleAnswer).handle ?? ''
const rows = (handle: string, query: object) => (results.query(handle, query, 1000) as RowsAnswer).rows

test('what fits is given, and what does not is kept and answers queries', async () => {
  assert.equal((await results.fit(records.slice(0, 1), { maxTokens: 400 })).report.outcome, 'full')
  const handle = await keep()
  const query = { filter: [{ field: 'id', op: 'gte', value: 298 }], select: ['title'] }
  assert.deepEqual(rows(handle, query), [{ title: 'Title 298' }, { title: 'Title 299' }])
})

test('it is there for an hour', async () => {
  const handle = await keep()
  now += HOUR - 1
  assert.equal(rows(handle, { limit: 1, select: ['id'] }).length, 1)
  now += 1
  assert.throws(() => rows(handle, {}), { code: 'result_not_found', act: 'agent' })
})

test('of more than a hundred the oldest goes, and a handle that never was is told alike', async () => {
  const first = await keep()
  for (let more = 0; more < 99; more++) await keep()
  assert.equal(rows(first, { limit: 1, select: ['id'] }).length, 1)
  await keep()
  assert.throws(() => rows(first, {}), { code: 'result_not_found' })
  assert.throws(() => rows('never', {}), { code: 'result_not_found' })
  assert.equal(rows('id-2', { limit: 1, select: ['id'] }).length, 1)
})
