import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, SallyportError, type SideEffect } from '@sallyport/errors'
import { effectOf, outcomeOf } from './outcome.ts'
import type { ResolvedCall } from './resolve/resolved-call.ts'
import { weatherCall } from './testing/weather.ts'

const CALLS = {
  read: weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } }),
  write: weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } }),
  destructive: weatherCall({ entity: 'stations', action: 'delete', params: { id: 'x' } }),
}
const UPSTREAM = { method: 'POST', host: 'api.weather.example', path: '/stations' }

interface Row {
  readonly code: ErrorCode
  /** What the sender knew. */
  readonly side?: SideEffect
  /** Status that the sender had seen before it gave up. */
  readonly begun?: number
  /** Status of an answer that arrived whole. */
  readonly answered?: number
  /** What it means for a write: the same error, or `outcome_unknown` with this side effect. */
  readonly means: 'same' | 'done' | 'unknown'
}

const rows: readonly Row[] = [
  { code: 'upstream_unavailable', side: 'none', means: 'same' },
  { code: 'upstream_timeout', side: 'none', means: 'same' },
  { code: 'destination_refused', side: 'none', means: 'same' },
  { code: 'shutting_down', side: 'none', means: 'same' },
  { code: 'upstream_unavailable', side: 'unknown', means: 'unknown' },
  { code: 'upstream_timeout', side: 'unknown', means: 'unknown' },
  { code: 'upstream_malformed', side: 'unknown', means: 'unknown' },
  { code: 'shutting_down', side: 'unknown', means: 'unknown' },
  { code: 'upstream_too_large', side: 'unknown', begun: 201, means: 'unknown' },
  { code: 'upstream_unavailable', side: 'unknown', begun: 200, means: 'unknown' },
  { code: 'upstream_too_large', side: 'unknown', begun: 422, means: 'unknown' },
  { code: 'upstream_malformed', answered: 200, means: 'done' },
  { code: 'projection_failed', answered: 201, means: 'done' },
  { code: 'destination_refused', answered: 301, means: 'unknown' },
  { code: 'destination_refused', answered: 303, means: 'unknown' },
  { code: 'destination_refused', answered: 307, means: 'same' },
  { code: 'destination_refused', answered: 308, means: 'same' },
  { code: 'credential_invalid', answered: 401, means: 'same' },
  { code: 'upstream_forbidden', answered: 403, means: 'same' },
  { code: 'upstream_not_found', answered: 404, means: 'same' },
  { code: 'upstream_unavailable', answered: 408, means: 'unknown' },
  { code: 'upstream_conflict', answered: 409, means: 'same' },
  { code: 'upstream_invalid', answered: 422, means: 'same' },
  { code: 'upstream_rate_limited', answered: 429, means: 'same' },
  { code: 'upstream_unavailable', answered: 500, means: 'unknown' },
  { code: 'upstream_unavailable', answered: 503, means: 'unknown' },
  { code: 'upstream_rate_limited', answered: 503, means: 'same' },
]

for (const { code, side = 'none', begun, answered, means } of rows) {
  const upstream = { ...UPSTREAM, ...(begun !== undefined && { status: begun }) }
  const error = new SallyportError(code, 'It failed.', { sideEffect: side, upstream })
  const title = `${code} (${[begun ?? answered ?? 'no status', side].join(', ')})`

  for (const effect of ['write', 'destructive'] as const) {
    test(`${title} on a ${effect} call means: ${means}`, () => {
      const call = CALLS[effect]
      const outcome = outcomeOf(call, { error, effect: effectOf(call, error, answered) })
      if (means === 'same') return assert.equal(outcome, error)
      assert.equal(outcome.code, 'outcome_unknown')
      assert.equal(outcome.sideEffect, means)
      assert.equal(outcome.retryable, false)
      assert.equal(outcome.cause, error)
      assert.deepEqual(outcome.upstream, upstream)
      assert.match(outcome.message, /It failed\.$/)
      assert.ok(outcome.fix)
    })
  }

  test(`${title} on a read changed nothing`, () => {
    const outcome = outcomeOf(CALLS.read, { error, effect: effectOf(CALLS.read, error, answered) })
    assert.deepEqual(
      [outcome.code, outcome.message, outcome.sideEffect, outcome.retryable, outcome.upstream],
      [code, 'It failed.', 'none', error.retryable, upstream],
    )
  })
}

test('a read keeps what its error says', () => {
  const retryAt = new Date(0)
  const details = { sideEffect: 'unknown', fix: 'Wait.', retryAt } as const
  const error = new SallyportError('upstream_timeout', 'Late.', details)
  const outcome = outcomeOf(CALLS.read, { error, effect: 'none' })
  assert.deepEqual([outcome.fix, outcome.retryAt], ['Wait.', retryAt])
})

test('where it is to be looked at first is said: with the read of that record, or the list', () => {
  const error = new SallyportError('upstream_timeout', 'Late.')
  const fixOf = (call: ResolvedCall) => outcomeOf(call, { error, effect: 'unknown' }).fix
  assert.match(fixOf(CALLS.destructive) ?? '', /^Look with stations\.get whether/)
  assert.match(fixOf(CALLS.write) ?? '', /^Look with stations\.list whether/)
})
