import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letterCall } from './testing/post-office.ts'
import { walkSuite } from './testing/walk-suite.ts'
import { weatherCall } from './testing/weather.ts'
import { all, type WalkedPage } from './walk.ts'

const list = letterCall('list')

walkSuite('the runtime', async ({ ask, cursor, budget, now }, onRecord) => {
  const pages = all(
    { ...list, cursor },
    async (call) => ({ ...(await ask(call.cursor)), meta: {}, warnings: [] }),
    { now, budget },
  )
  for (;;) {
    const { done, value } = await pages.next()
    if (done) return value
    for (const record of value.data) onRecord(record)
  }
})

/** Pages of so many records, without an end. */
const endless = (size: number, record: unknown = {}) => {
  let at = 0
  return async () => {
    at += 1
    const page = { nextCursor: String(at), complete: false }
    const warnings = [{ code: 'partial', message: 'Something is missing.' }]
    return { data: Array.from({ length: size }, () => record), page, meta: {}, warnings }
  }
}

async function pagesOf(walk: ReturnType<typeof all>): Promise<WalkedPage[]> {
  const pages: WalkedPage[] = []
  for await (const page of walk) pages.push(page)
  return pages
}

test('without a budget of its own a walk ends after 10,000 records', async () => {
  const pages = await pagesOf(all(list, endless(100), { now: () => 0 }))
  assert.equal(pages.length, 100)
})

test('without a budget of its own a walk ends after 32 MB', async () => {
  const megabyte = 'x'.repeat(1024 * 1024)
  const pages = await pagesOf(all(list, endless(1, megabyte), { now: () => 0, budget: { items: 1_000 } }))
  assert.equal(pages.length, 32)
})

test('without a budget of its own a walk ends after five minutes', async () => {
  let now = 0
  const pages = await pagesOf(all(list, endless(1), { now: () => (now += 60_000) }))
  assert.equal(pages.length, 5)
})

test('each page comes with its own warnings', async () => {
  const [first] = await pagesOf(all(list, endless(1), { now: () => 0, budget: { items: 1 } }))
  assert.deepEqual(
    first?.warnings.map(({ code }) => code),
    ['partial'],
  )
})

test('what is no list is not walked', async () => {
  const call = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
  await assert.rejects(all(call, endless(1), { now: () => 0 }).next(), TypeError)
})

test('a page that cannot be read ends a walk with its error', async () => {
  const failure = new Error('no')
  await assert.rejects(all(list, () => Promise.reject(failure), { now: () => 0 }).next(), failure)
})
