import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { openStage } from '../testing/stage.ts'
import { stripe } from './definition.ts'
import { stripeVendor } from './vendor.ts'

const open = () => openStage({ definition: stripe, play: (options) => emulate(stripeVendor, options) })

test('a customer is created from a form with nested members, under a key of its own', async () => {
  await using stage = await open()
  const params = {
    email: 'ada@example.com',
    address: { city: 'London' },
    metadata: { plan: 'pro', seats: '3' },
  }
  const { data } = await stage.call({ entity: 'customers', action: 'create', params })
  const created = data as {
    readonly email: string
    readonly metadata: unknown
    readonly address: { city: string }
  }
  assert.deepEqual(
    [created.email, created.metadata, created.address.city],
    ['ada@example.com', params.metadata, 'London'],
  )
  const entry = stage.ledger.only({ operation: 'POST /v1/customers', verdict: 'valid', body: params })
  assert.match(entry.headers['idempotency-key'] ?? '', /^[\w-]{16,255}$/)
})

test('customers are walked by the last one of each page, and filtered by a range', async () => {
  await using stage = await open()
  for (let index = 0; index < 5; index += 1) {
    await stage.call({ entity: 'customers', action: 'create', params: { email: `${index}@example.com` } })
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { data, page } = await stage.call({
      entity: 'customers',
      action: 'list',
      params: { created: { gte: 1 } },
      limit: 2,
      ...(cursor !== undefined && { cursor }),
    })
    seen.push(...(data as { readonly id: string }[]).map(({ id }) => id))
    cursor = page?.nextCursor ?? undefined
  } while (cursor !== undefined)
  assert.equal(new Set(seen).size, seen.length)
  assert.ok(seen.length >= 5)
  assert.equal(
    stage.ledger.count({ operation: 'GET /v1/customers', verdict: 'valid' }),
    Math.ceil(seen.length / 2),
  )
})

test('a page that leads to itself is an error and no loop', async () => {
  await using stage = await open()
  for (let index = 0; index < 3; index += 1)
    await stage.call({ entity: 'customers', action: 'create', params: {} })
  const list = { entity: 'customers', action: 'list', limit: 1 }
  const first = await stage.call(list)
  stage.faults.add({ kind: 'repeating-cursor', times: 'always', operation: 'GET /v1/customers' })
  const call = async () => {
    let cursor = first.page?.nextCursor ?? ''
    for (let page = 0; page < 10; page += 1) {
      cursor = (await stage.call({ ...list, cursor })).page?.nextCursor ?? ''
    }
  }
  await assert.rejects(call(), { code: 'upstream_malformed' })
})
