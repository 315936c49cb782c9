import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { createRootKeyCheck } from './root-key-check.ts'

test('the root key is asked for once a minute, however many poll', async () => {
  let [asked, clock] = [0, 0]
  const check = createRootKeyCheck(
    async () => void asked++,
    () => clock,
  )
  await Promise.all(Array.from({ length: 100 }, check))
  clock = 59_999
  await check()
  assert.equal(asked, 1)
  clock = 60_000
  await check()
  assert.equal(asked, 2)
})

test('an engine whose key service is away stays ready, and one that is locked out does not', async () => {
  const away = new SallyportError('vault_unavailable', 'away', { retryable: true })
  const denied = new SallyportError('vault_unavailable', 'denied', { retryable: false })
  await createRootKeyCheck(
    () => Promise.reject(away),
    () => 0,
  )()
  await assert.rejects(
    createRootKeyCheck(
      () => Promise.reject(denied),
      () => 0,
    )(),
    denied,
  )
})
