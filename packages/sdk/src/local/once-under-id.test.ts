import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onceUnderId } from './once-under-id.ts'

test('work under one id is done once, and who asks meanwhile or later gets the same', async () => {
  const once = onceUnderId<number>()
  let done = 0
  const work = async () => ++done
  assert.deepEqual(await Promise.all([once('a', work), once('a', work), once('b', work)]), [1, 1, 2])
  assert.equal(await once('a', work), 1)
})

test('the oldest of very many is forgotten', async () => {
  const once = onceUnderId<number>()
  let done = 0
  const work = async () => ++done
  for (let id = 0; id <= 1_000; id++) await once(String(id), work)
  assert.equal(await once('1000', work), 1_001)
  assert.equal(await once('0', work), 1_002)
})
