import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition } from '@sallyport/definition'
import { emulate } from '@sallyport/emulator'
import { recordFindings } from '../testing/record-shape.ts'
import { openStage, type Stage } from '../testing/stage.ts'
import { valueAt } from '../testing/value-at.ts'
import { stripe } from './definition.ts'
import { type Called, callThrough } from './testing/call-through.ts'
import { stripeVendor } from './vendor.ts'

const definition: Definition = stripe
const cast = { definition, play: (options: object) => emulate(stripeVendor, options) }

type Params = Readonly<Record<string, unknown>>

/** Records in states that no operation of ours leads to. */
async function unreached() {
  await using stage = await openStage(cast)
  const make = async (entity: string, params: Params, action = 'create') => {
    const { data } = await stage.call({ entity, action, params })
    return data as Params
  }
  const paid = { amount: 100, currency: 'usd', payment_method: 'pm_card_visa', confirm: true }
  const payment = await make('payment_intents', paid)
  const charge = await make('charges', { id: payment.latest_charge }, 'get')
  const refund = await make('refunds', { charge: charge.id })
  const { id: customer } = await make('customers', {})
  const recurring = { interval: 'month' }
  const { id: product } = await make('products', { name: 'Seats' })
  const { id: price } = await make('prices', { product, currency: 'usd', unit_amount: 0, recurring })
  const subscription = await make('subscriptions', { customer, items: [{ price }] })
  return {
    '/v1/charges': [{ ...charge, id: 'ch_held', amount_captured: 0, captured: false }],
    '/v1/refunds': [{ ...refund, id: 're_waits', status: 'requires_action' }],
    '/v1/subscriptions': [{ ...subscription, id: 'sub_paused', status: 'paused' }],
  }
}

/** Every operation, done over HTTP once for all tests. */
const done = (async () => {
  const stage = await openStage(cast, { collections: await unreached() })
  const called = await callThrough(stage)
  await stage[Symbol.asyncDispose]()
  return { called, requests: stage.ledger.requests() }
})()

type Requests = ReturnType<Stage['ledger']['requests']>

const posts = (requests: Requests) => requests.filter(({ method }) => method === 'POST')

test('every operation is done, and no other', async () => {
  const { called } = await done
  const names = Object.entries(definition.entities).flatMap(([entity, { actions }]) =>
    Object.keys(actions).map((action) => `${entity}.${action}`),
  )
  assert.deepEqual([...new Set(called.map(nameOf))].sort(), names.sort())
})

test('every request is one that Stripe describes, in the version that was described', async () => {
  const { called, requests } = await done
  assert.equal(requests.length, called.length)
  const others = requests.filter(({ verdict }) => verdict !== 'valid')
  assert.deepEqual(
    others.map(({ operation, violations }) => ({ operation, violations })),
    [],
  )
  assert.deepEqual([...new Set(requests.map(({ headers }) => headers['stripe-version']))], ['2022-11-15'])
})

test('every answer has records as they are stated, or says that one was deleted', async () => {
  const { called } = await done
  for (const each of called) {
    if (each.action === 'delete') assert.equal(valueAt(each.data, 'deleted'), true, each.entity)
    else assert.deepEqual(recordFindings(definition, each, [each.data].flat()), [])
  }
})

test('every POST has a key of its own', async () => {
  const { requests } = await done
  const keys = posts(requests).map(({ headers }) => headers['idempotency-key'] ?? '')
  for (const key of keys) assert.match(key, /^[\w-]{16,255}$/)
  assert.equal(new Set(keys).size, keys.length)
})

test('what is not a POST has no key: Stripe takes none', async () => {
  const { requests } = await done
  const others = requests.filter(({ method }) => method !== 'POST')
  assert.deepEqual([...new Set(others.map(({ headers }) => headers['idempotency-key']))], [undefined])
})

function nameOf({ entity, action }: Called): string {
  return `${entity}.${action}`
}
