import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { onceUnderId } from './once-under-id.ts'

test('work under one id is done once, and who asks meanwhile or later gets the same', async () => {
  const once = onceUnderId<number>()
  let done = 0
  const work = async () => ++done
  assert.deepEqual(await Promise.all([once('a', work), once('a', work), once('b', work)]), [1, 1, 2])
  assert.equal(await once('a', work), 1)
})

test('what failed is done anew where it has certainly changed nothing, and not where it may have', async () => {
  const once = onceUnderId<never>()
  for (const [code, times] of [
    ['rate_limited', 2],
    ['outcome_unknown', 1],
  ] as const) {
    let done = 0
    const work = async () => {
      done++
      throw new SallyportError(code, 'It failed.')
    }
    for (const _ of [1, 2]) await assert.rejects(once(code, work), { code })
    assert.equal(done, times)
  }
})

test('the oldest of very many is forgotten', async () => {
  const once = onceUnderId<number>()
  let done = 0
  const work = async () => ++done
  for (let id = 0; id <= 1_000; id++) await once(String(id), work)
  assert.equal(await once('1000', work), 1_001)
  assert.equal(await once('0', work), 1_002)
})
