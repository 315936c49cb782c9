import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition, Idempotency, Operation } from '@sallyport/definition'
import { type ErrorCode, SallyportError, type SideEffect } from '@sallyport/errors'
import { params, weather, weatherCall } from '../testing/weather.ts'
import { mayRepeat, type Safety, safetyOf } from './safety.ts'

const HEADER = { header: 'x-once' }
const call = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })

interface Row {
  readonly method: Operation['method']
  readonly effect?: Operation['effect']
  readonly stated?: Idempotency
  readonly general?: Definition['idempotency']
  readonly is: Safety
}

const ROWS: readonly Row[] = [
  { method: 'GET', effect: 'read', is: 'read' },
  { method: 'POST', effect: 'read', is: 'read' },
  { method: 'POST', effect: 'read', general: HEADER, is: 'read' },
  { method: 'POST', effect: 'read', stated: 'none', is: 'read' },
  { method: 'GET', is: 'none' },
  { method: 'POST', is: 'none' },
  { method: 'PATCH', is: 'none' },
  { method: 'PUT', is: 'natural' },
  { method: 'DELETE', effect: 'destructive', is: 'natural' },
  { method: 'PUT', effect: 'money', is: 'natural' },
  { method: 'POST', general: HEADER, is: 'key' },
  { method: 'PATCH', general: HEADER, is: 'key' },
  { method: 'POST', general: { param: 'once' }, is: 'key' },
  { method: 'POST', general: { param: 'not-a-parameter' }, is: 'none' },
  { method: 'PUT', general: HEADER, is: 'natural' },
  { method: 'DELETE', general: HEADER, is: 'natural' },
  { method: 'GET', general: HEADER, is: 'none' },
  { method: 'POST', general: HEADER, stated: 'none', is: 'none' },
  { method: 'POST', general: HEADER, stated: 'natural', is: 'natural' },
  { method: 'PUT', stated: 'none', is: 'none' },
  { method: 'DELETE', stated: 'none', is: 'none' },
  { method: 'PUT', stated: HEADER, is: 'key' },
  { method: 'POST', stated: { param: 'id' }, is: 'key' },
  { method: 'POST', stated: { verify: 'get' }, is: 'verify' },
]

for (const { method, effect = 'write', stated, general, is } of ROWS) {
  const says = `${stated ? `its own ${JSON.stringify(stated)}` : 'nothing'} over ${JSON.stringify(general ?? 'nothing')}`
  test(`a ${method} with the effect ${effect}, ${says}, is safe by: ${is}`, () => {
    const operation = {
      method,
      path: '/x',
      effect,
      params: params({ 'once?': { type: 'string' } }),
      ...(stated && { idempotency: stated }),
    }
    const definition = { ...weather, ...(general && { idempotency: general }) }
    assert.equal(safetyOf({ ...call, operation, definition }), is)
  })
}

const FAILURES: readonly (readonly [code: ErrorCode, mends: boolean])[] = [
  ['upstream_unavailable', true],
  ['upstream_timeout', true],
  ['upstream_rate_limited', true],
  ['upstream_malformed', true],
  ['upstream_not_found', false],
  ['upstream_conflict', false],
  ['upstream_invalid', false],
  ['upstream_forbidden', false],
  ['upstream_too_large', false],
  ['credential_invalid', false],
  ['destination_refused', false],
  ['projection_failed', false],
  ['shutting_down', false],
  ['vault_unavailable', false],
]
const SAFETIES: readonly Safety[] = ['read', 'key', 'natural', 'verify', 'none']
const EFFECTS: readonly SideEffect[] = ['none', 'unknown', 'done']

for (const [code, mends] of FAILURES) {
  test(`${code} is ${mends ? 'repeated where that is safe' : 'never repeated'}`, () => {
    const error = new SallyportError(code, 'It failed.')
    for (const safety of SAFETIES) {
      for (const effect of EFFECTS) {
        const safe = effect === 'none' || ['read', 'key', 'natural'].includes(safety)
        assert.equal(mayRepeat(safety, error, effect), mends && safe, `${safety}, ${effect}`)
      }
    }
  })
}
