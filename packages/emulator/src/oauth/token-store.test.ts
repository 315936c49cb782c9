import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TokenStore } from './token-store.ts'

test('the provider sees what is over by the emulator’s clock as over, whatever its own clock says', async () => {
  const instants = fc.integer({ min: 0, max: 4_000_000_000_000 })
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(instants, instants),
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 0, max: 200_000_000 }),
      async ([start, machine], seconds, passed) => {
        let now = start
        const providerSeconds = () => Math.floor(machine / 1000)
        const store = new TokenStore({ now: () => now, providerSeconds }, () => 'used')
        const model = store.model('AccessToken')
        await model.upsert('t', { iat: providerSeconds(), exp: providerSeconds() + seconds }, seconds)
        now += passed
        const found = await model.find('t')
        const isOver = Number(found?.exp) <= providerSeconds()
        assert.equal(isOver, passed >= seconds * 1000)
      },
    ),
  )
})

test('times come back as they were given while no time passes', async () => {
  const store = new TokenStore({ now: () => 5_000_000, providerSeconds: () => 1000 }, () => 'used')
  const payload = { iat: 1000, iiat: 900, authTime: 800, loginTs: 700, exp: 1060, scope: 'a' }
  await store.model('RefreshToken').upsert('t', payload, 60)
  assert.deepEqual(await store.model('RefreshToken').find('t'), payload)
})

test('what belongs to a grant ends with it, and nothing else does', async () => {
  const store = new TokenStore({ now: () => 0, providerSeconds: () => 0 }, () => 'used')
  const model = store.model('AccessToken')
  await model.upsert('a', { grantId: 'one' }, 60)
  await model.upsert('b', { grantId: 'one' }, 60)
  await model.upsert('c', { grantId: 'two' }, 60)
  await model.revokeByGrantId('one')
  assert.deepEqual(
    await Promise.all(['a', 'b', 'c'].map(async (id) => (await model.find(id)) !== undefined)),
    [false, false, true],
  )
})

test('the oldest make room for the newest', async () => {
  const store = new TokenStore({ now: () => 0, providerSeconds: () => 0 }, () => 'used')
  const model = store.model('AccessToken')
  for (let index = 0; index <= 100_000; index++) await model.upsert(`t${index}`, {}, 60)
  assert.equal(await model.find('t0'), undefined)
  assert.ok(await model.find('t1'))
  assert.ok(await model.find('t100000'))
})
