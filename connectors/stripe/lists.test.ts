import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { openStage, type Stage } from '../testing/stage.ts'
import { stripe } from './definition.ts'
import { stripeVendor } from './vendor.ts'

type Records = readonly { readonly id: string }[]

/** A stage with five customers, and their ids as they are listed: newest first. */
async function withCustomers(): Promise<{ stage: Stage; ids: readonly string[] }> {
  const customers = Array.from({ length: 5 }, (_, index) => ({
    id: `cus_${index}`,
    created: 1000 - index,
    email: 'ann@example.com',
  }))
  const stage = await openStage(
    { definition: stripe, play: (options) => emulate(stripeVendor, options) },
    { collections: { '/v1/customers': customers } },
  )
  const { data } = await stage.call({ entity: 'customers', action: 'list' })
  return { stage, ids: idsOf(data) }
}

const idsOf = (data: unknown) => (data as Records).map(({ id }) => id)

const WALKS = [
  ['list', {}, 'starting_after'],
  ['api_search', { query: 'email:"ann@example.com"' }, 'page'],
] as const

for (const [action, params, mark] of WALKS) {
  test(`${action} is walked two at a time to its end, by "${mark}"`, async () => {
    const { stage, ids } = await withCustomers()
    await using _ = stage
    const pages: string[][] = []
    let cursor: string | undefined
    do {
      const more = cursor === undefined ? {} : { cursor }
      const { data, page } = await stage.call({ entity: 'customers', action, params, limit: 2, ...more })
      pages.push(idsOf(data))
      assert.equal(page?.complete, page?.nextCursor === null)
      cursor = page?.nextCursor ?? undefined
    } while (cursor !== undefined && pages.length < 10)
    assert.deepEqual(
      pages.map((page) => page.length),
      [2, 2, 1],
    )
    assert.deepEqual(pages.flat().sort(), [...ids].sort())
    assert.ok(new URL(String(stage.sent.at(-1)?.url)).searchParams.has(mark))
    assert.equal(stage.ledger.count({ verdict: 'valid' }), stage.ledger.count())
  })
}

test('ids of records, as older clients send them, say where a list begins or ends', async () => {
  const { stage, ids } = await withCustomers()
  await using _ = stage
  const list = async (params: object) =>
    idsOf((await stage.call({ entity: 'customers', action: 'list', params: { ...params } })).data)
  assert.deepEqual(await list({ starting_after: ids[1] }), ids.slice(2))
  assert.deepEqual(await list({ ending_before: ids[2] }), ids.slice(0, 2))
})

test('a list that was begun after a record goes on from its own cursor', async () => {
  const { stage, ids } = await withCustomers()
  await using _ = stage
  const call = { entity: 'customers', action: 'list', params: { starting_after: ids[0] }, limit: 2 }
  const { data, page } = await stage.call(call)
  const rest = await stage.call({ ...call, cursor: page?.nextCursor ?? '' })
  assert.deepEqual([...idsOf(data), ...idsOf(rest.data)], ids.slice(1))
})

test("a search goes on from Stripe's own mark, as older clients send it", async () => {
  const { stage, ids } = await withCustomers()
  await using _ = stage
  const query = 'email:"ann@example.com"'
  const call = { entity: 'customers', action: 'api_search', limit: 3 }
  const { page } = await stage.call({ ...call, params: { query } })
  const mark = new URLSearchParams(Buffer.from(page?.nextCursor ?? '', 'base64url').toString()).get('after')
  const { data } = await stage.call({ ...call, params: { query, page: mark } })
  assert.equal(idsOf(data).length, ids.length - 3)
})

test('a page that leads to itself is an error and no loop', async () => {
  const { stage } = await withCustomers()
  await using _ = stage
  const list = { entity: 'customers', action: 'list', limit: 1 }
  const first = await stage.call(list)
  stage.faults.add({ kind: 'repeating-cursor', times: 'always', operation: 'GET /v1/customers' })
  const walk = async () => {
    let cursor = first.page?.nextCursor ?? ''
    for (let page = 0; page < 10; page += 1) {
      cursor = (await stage.call({ ...list, cursor })).page?.nextCursor ?? ''
    }
  }
  await assert.rejects(walk(), { code: 'upstream_malformed' })
})
