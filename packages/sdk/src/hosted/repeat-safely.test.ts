import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, SallyportError } from '@sallyport/errors'
import { repeatSafely } from './repeat-safely.ts'

const now = () => Date.now()

/** Fails with these, one after the other, and then answers. */
function failing(...errors: readonly unknown[]) {
  let asked = 0
  const ask = async () => {
    const error = errors[asked++]
    if (error !== undefined) throw error
    return 'answer'
  }
  return { ask, asked: () => asked }
}

const error = (code: ErrorCode, more: ConstructorParameters<typeof SallyportError>[2] = {}) =>
  new SallyportError(code, 'It failed.', more)

test('what passes is asked for again, three times in all', async () => {
  const passing = failing(error('engine_unreachable'), error('storage_unavailable'))
  assert.equal(await repeatSafely(passing.ask, { now }), 'answer')
  assert.equal(passing.asked(), 3)
  const lasting = failing(...Array.from({ length: 5 }, () => error('engine_unreachable')))
  await assert.rejects(repeatSafely(lasting.ask, { now }), { code: 'engine_unreachable' })
  assert.equal(lasting.asked(), 3)
})

const FINAL: readonly (readonly [what: string, error: unknown])[] = [
  ['a refusal', error('invalid_params')],
  ['a third party that is down, which the engine has asked again itself', error('upstream_unavailable')],
  ['a wrong address', error('engine_unreachable', { retryable: false })],
  ['an answer that took longer than anybody waits', error('engine_unreachable', { cause: timeout() })],
  ['a time that is far away', error('rate_limited', { retryAt: new Date(Date.now() + 60_000) })],
  ['an unknown outcome that the engine itself tells of', error('outcome_unknown', { requestId: 'id' })],
  ['what is no error of ours', new TypeError('a bug')],
]
for (const [what, thrown] of FINAL) {
  test(`${what} is final`, async () => {
    const { ask, asked } = failing(thrown)
    await assert.rejects(repeatSafely(ask, { now }), (heard) => heard === thrown)
    assert.equal(asked(), 1)
  })
}

test('a lost answer and a call that is still at work are asked for again, and a time that is near waited for', async () => {
  const near = new Date(Date.now() + 30)
  for (const thrown of [
    error('outcome_unknown'),
    error('idempotency_in_progress'),
    error('rate_limited', { retryAt: near }),
  ]) {
    const { ask, asked } = failing(thrown)
    assert.equal(await repeatSafely(ask, { now }), 'answer')
    assert.equal(asked(), 2)
  }
  assert.ok(Date.now() >= near.getTime())
})

test('whoever gives up while it pauses hears so at once', async () => {
  const controller = new AbortController()
  const reason = new Error('enough')
  const { ask, asked } = failing(error('engine_unreachable'))
  const asking = repeatSafely(ask, { signal: controller.signal, now })
  setTimeout(() => controller.abort(reason), 10)
  await assert.rejects(asking, (heard) => heard === reason)
  assert.equal(asked(), 1)
})

function timeout(): Error {
  return new DOMException('The operation timed out.', 'TimeoutError')
}
