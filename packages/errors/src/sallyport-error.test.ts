import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { errorCodes, isErrorCode } from './codes.ts'
import { SallyportError } from './sallyport-error.ts'

test('an error has the facts that the table has for its code', () => {
  for (const [code, { about, ...facts }] of Object.entries(errorCodes)) {
    assert.ok(isErrorCode(code))
    const { family, status, act, retryable, sideEffect, message } = new SallyportError(code, about)
    assert.deepEqual({ family, status, act, retryable, sideEffect, message }, { ...facts, message: about })
  }
})

test('where the case at hand is known better, the details count', () => {
  const details = {
    act: 'operator',
    retryable: false,
    sideEffect: 'done',
    fix: 'Look at the log.',
    problems: [{ field: null, code: 'type', message: 'It is no list.' }],
    retryAt: new Date('2026-01-01T00:00:00Z'),
    upstream: { method: 'GET', host: 'api.example', path: '/things/{id}', status: 503 },
    requestId: 'r-1',
    cause: new Error('ECONNRESET'),
  } as const
  const error = new SallyportError('upstream_unavailable', 'It failed.', details)
  for (const [name, value] of Object.entries(details)) assert.equal(Reflect.get(error, name), value, name)
  assert.equal(error.status, 502)
})

test('what is not known is undefined, and the list of problems is empty', () => {
  const { fix, retryAt, upstream, requestId, problems, cause } = new SallyportError('internal', 'It failed.')
  assert.deepEqual([fix, retryAt, upstream, requestId, cause], Array(5).fill(undefined))
  assert.deepEqual(problems, [])
})

test('it is an error like any other: with a name, a message, a stack and a cause', () => {
  const cause = new Error('ECONNRESET')
  const error = new SallyportError('internal', 'It failed.', { cause })
  assert.ok(error instanceof Error)
  assert.equal(String(error), 'SallyportError: It failed.')
  assert.match(error.stack ?? '', /sallyport-error\.test\.ts/)
  assert.match(inspect(error), /ECONNRESET/)
})

test('the cause stays out of JSON', () => {
  const error = new SallyportError('internal', 'It failed.', { cause: new Error('postgres://owner:pass@db') })
  assert.doesNotMatch(JSON.stringify(error), /postgres/)
})

test('an error of another copy of this package is recognised, in both directions', async () => {
  // Another query makes another module of the same file, as a second installed version would be.
  const copy: string = './sallyport-error.ts?second-copy'
  const other: { readonly SallyportError: typeof SallyportError } = await import(copy)
  assert.notEqual(other.SallyportError, SallyportError)
  const foreign = new other.SallyportError('internal', 'It failed.')
  assert.equal(foreign instanceof SallyportError, false)
  assert.equal(SallyportError.isInstance(foreign), true)
  assert.equal(other.SallyportError.isInstance(new SallyportError('internal', 'It failed.')), true)
})

test('nothing else is taken for one', () => {
  const lookalike = { name: 'SallyportError', code: 'internal', message: 'It failed.' }
  for (const value of [new Error('It failed.'), lookalike, 'internal', null, undefined, 500]) {
    assert.equal(SallyportError.isInstance(value), false, inspect(value))
  }
})
