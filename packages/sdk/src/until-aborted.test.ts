import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import { untilAborted } from './until-aborted.ts'

test('without a signal the promise itself is waited for', async () => {
  assert.equal(await untilAborted(Promise.resolve(1), undefined), 1)
})

test('the reason of the signal comes first, before and after it aborts', async () => {
  const reason = new Error('enough')
  const never = new Promise(() => {})
  await assert.rejects(untilAborted(never, AbortSignal.abort(reason)), (error) => error === reason)
  const controller = new AbortController()
  const waiting = untilAborted(never, controller.signal)
  controller.abort(reason)
  await assert.rejects(waiting, (error) => error === reason)
})

test('a promise that settles leaves no listener on the signal', async () => {
  const { signal } = new AbortController()
  await untilAborted(Promise.resolve(1), signal)
  await assert.rejects(untilAborted(Promise.reject(new Error('no')), signal), /no/)
  await Promise.resolve()
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

test('what fails after its caller has gone disturbs nobody', async () => {
  const late = Promise.withResolvers<never>()
  await assert.rejects(untilAborted(late.promise, AbortSignal.abort(new Error('gone'))), /gone/)
  late.reject(new Error('unheard'))
  await new Promise((resolve) => setImmediate(resolve))
})
