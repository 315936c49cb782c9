import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { type OrganizationScope, scopeOfOrganization } from '../scope.ts'
import { ChangeSignal } from '../testing/change-signal.ts'
import { ScopedCache } from './scoped-cache.ts'

interface Row {
  readonly value: string
}

const acme = scopeOfOrganization('acme')
const rival = scopeOfOrganization('rival')
let changes: ChangeSignal
let table: Map<string, Row>
let loads: string[]
let cache: ScopedCache<Row>

const load = async ({ organizationId }: OrganizationScope, id: string) => {
  loads.push(`${organizationId} ${id}`)
  return table.get(`${organizationId} ${id}`)
}

beforeEach(() => {
  changes = new ChangeSignal()
  table = new Map([
    ['acme 1', { value: 'of acme' }],
    ['rival 1', { value: 'of the rival' }],
  ])
  loads = []
  cache = new ScopedCache({ changes, max: 10, load })
})

test('a row is loaded once, and then answered without a promise', async () => {
  assert.deepEqual(await cache.get(acme, '1'), { value: 'of acme' })
  assert.deepEqual(cache.get(acme, '1'), { value: 'of acme' })
  assert.deepEqual(loads, ['acme 1'])
})

test('readers that meet while a row is cold share one load', async () => {
  const rows = await Promise.all(Array.from({ length: 100 }, () => cache.get(acme, '1')))
  assert.equal(new Set(rows).size, 1)
  assert.deepEqual(loads, ['acme 1'])
})

test('one id in two organizations is two rows', async () => {
  const rows = await Promise.all([cache.get(acme, '1'), cache.get(rival, '1')])
  assert.deepEqual(
    rows.map((row) => row?.value),
    ['of acme', 'of the rival'],
  )
})

test('what is not there is not remembered', async () => {
  assert.equal(await cache.get(acme, '2'), undefined)
  table.set('acme 2', { value: 'new' })
  assert.deepEqual(await cache.get(acme, '2'), { value: 'new' })
})

test('a change of one organization empties its part, and no other', async () => {
  await Promise.all([cache.get(acme, '1'), cache.get(rival, '1')])
  table.set('acme 1', { value: 'changed' })
  changes.announce('acme')
  assert.deepEqual(await cache.get(acme, '1'), { value: 'changed' })
  assert.deepEqual(cache.get(rival, '1'), { value: 'of the rival' })
})

test('an organization whose id begins like another is another', async () => {
  const longer = scopeOfOrganization('acme2')
  table.set('acme2 1', { value: 'of acme2' })
  await cache.get(longer, '1')
  changes.announce('acme')
  assert.deepEqual(cache.get(longer, '1'), { value: 'of acme2' })
})

test('a change of everything empties everything', async () => {
  await Promise.all([cache.get(acme, '1'), cache.get(rival, '1')])
  changes.announce('all')
  assert.ok(cache.get(acme, '1') instanceof Promise)
  assert.ok(cache.get(rival, '1') instanceof Promise)
})

test('a row that was read before a change and delivered after it is not kept, nor waited for by later readers', async () => {
  const before = Promise.withResolvers<Row>()
  const answers = [before.promise, Promise.resolve({ value: 'new' })]
  cache = new ScopedCache({ changes, max: 10, load: () => answers.shift() ?? assert.fail('a third load') })
  const early = cache.get(acme, '1')
  changes.announce('acme')
  const late = cache.get(acme, '1')
  before.resolve({ value: 'old' })
  assert.deepEqual([await early, await late], [{ value: 'old' }, { value: 'new' }])
  assert.deepEqual(cache.get(acme, '1'), { value: 'new' })
})

test('a load that fails is tried again by the next reader', async () => {
  const answers = [() => Promise.reject(new Error('gone')), () => Promise.resolve({ value: 'back' })]
  cache = new ScopedCache({
    changes,
    max: 10,
    load: () => answers.shift()?.() ?? assert.fail('a third load'),
  })
  await assert.rejects(async () => cache.get(acme, '1'), /gone/)
  assert.deepEqual(await cache.get(acme, '1'), { value: 'back' })
})

test('while changes may be missed every read goes to the database, and what was kept counts again afterwards', async () => {
  await cache.get(acme, '1')
  changes.isTrusted = false
  table.set('acme 1', { value: 'changed unseen' })
  assert.deepEqual(await cache.get(acme, '1'), { value: 'changed unseen' })
  assert.deepEqual(await cache.get(acme, '1'), { value: 'changed unseen' })
  assert.equal(loads.length, 3)
  changes.isTrusted = true
  changes.announce('acme')
  assert.deepEqual(await cache.get(acme, '1'), { value: 'changed unseen' })
  assert.equal((await cache.get(acme, '1'))?.value, 'changed unseen')
  assert.equal(loads.length, 4)
})

test('the row unused for longest makes room', async () => {
  cache = new ScopedCache({ changes, max: 2, load })
  table.set('acme 2', { value: 'second' })
  for (const [scope, id] of [
    [acme, '1'],
    [acme, '2'],
    [rival, '1'],
  ] as const) {
    await cache.get(scope, id)
  }
  assert.ok(cache.get(acme, '1') instanceof Promise)
})
