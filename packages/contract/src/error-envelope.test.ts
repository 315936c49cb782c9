import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, errorCodes, isErrorCode, type Problem, SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { Check } from 'typebox/value'
import { fromErrorBody, toErrorBody } from './error-body.ts'
import { ErrorEnvelope } from './error-envelope.ts'

const optional = { requiredKeys: [] }
const text = fc.string({ unit: 'binary' })

const problem: fc.Arbitrary<Problem> = fc.record(
  {
    field: fc.option(text),
    message: text,
    code: text,
    // Through JSON once, which knows no -0 and no prototypes.
    details: fc.dictionary(text, fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value))),
  },
  { requiredKeys: ['field', 'message', 'code'], noNullPrototype: true },
)

const details = fc.record(
  {
    act: fc.constantFrom('agent', 'user', 'developer', 'operator', 'wait'),
    retryable: fc.boolean(),
    sideEffect: fc.constantFrom('none', 'done', 'unknown'),
    fix: text,
    // RFC 3339 writes years with four digits.
    retryAt: fc.date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') }),
    problems: fc.array(problem, { maxLength: 4 }),
  },
  { ...optional, noNullPrototype: true },
)

const code = fc.constantFrom(...Object.keys(errorCodes).filter(isErrorCode))

test('what a client reads is what the engine wrote, and fits the published schema, for any error', () => {
  fc.assert(
    fc.property(code, text, details, (...[code, message, details]) => {
      const sent = new SallyportError(code, message, details)
      const body = overTheWire(toErrorBody(sent, 'r-1'))
      assert.ok(Check(ErrorEnvelope, body))
      const received = fromErrorBody(sent.status, body)
      assert.deepEqual(factsOf(received), { ...factsOf(sent), requestId: 'r-1' })
    }),
  )
})

test('an error has this form on the wire', () => {
  const error = new SallyportError('invalid_params', 'issues.list: "state" must be one of: open, closed.', {
    fix: 'Give one of them.',
    problems: [
      {
        field: 'params.state',
        code: 'enum',
        message: 'One of two.',
        details: { allowed: ['open', 'closed'] },
      },
      { field: null, code: 'type', message: 'No object.' },
    ],
  })
  assert.deepEqual(overTheWire(toErrorBody(error, 'r-1')), {
    message: 'issues.list: "state" must be one of: open, closed.',
    errors: [
      {
        field: 'params.state',
        message: 'One of two.',
        error_code: 'enum',
        details: { allowed: ['open', 'closed'] },
      },
      { field: null, message: 'No object.', error_code: 'type', details: null },
    ],
    code: 'invalid_params',
    act: 'agent',
    retryable: false,
    retry_at: null,
    side_effect: 'none',
    fix: 'Give one of them.',
    request_id: 'r-1',
  })
})

test('neither the cause nor what is known of the third party leaves the engine', () => {
  const error = new SallyportError('upstream_unavailable', 'GitHub failed to answer.', {
    cause: new Error('postgres://owner:pass@db'),
    upstream: { method: 'GET', host: 'api.github.com', path: '/user', requestId: 'upstream-1' },
  })
  assert.doesNotMatch(JSON.stringify(toErrorBody(error, 'r-1')), /postgres|upstream-1/)
})

test('a time that cannot be read is no time, in both directions', () => {
  const error = new SallyportError('upstream_rate_limited', 'Slow down.', { retryAt: new Date(Number.NaN) })
  const body = toErrorBody(error, 'r-1')
  assert.equal(body.retry_at, null)
  for (const retry_at of ['soon', '', 12, {}, true]) {
    assert.equal(fromErrorBody(429, { ...body, retry_at }).retryAt, undefined)
  }
})

/** Member of our envelope, what a stranger puts there, and what is read in its place. */
const ODD: readonly (readonly [name: string, value: unknown, read: string, instead: unknown])[] = [
  ['code', 'not_known_here', 'code', 'internal'],
  ['code', '__proto__', 'code', 'internal'],
  ['act', 'president', 'act', 'wait'],
  ['retryable', 'yes', 'retryable', true],
  ['side_effect', null, 'sideEffect', 'none'],
  ['fix', ['a'], 'fix', undefined],
  ['request_id', 7, 'requestId', undefined],
  ['errors', [null, 'text', {}, { message: 'm' }], 'problems', []],
  [
    'errors',
    [{ message: 'm', error_code: 'c', field: 7, details: [] }],
    'problems',
    [{ field: null, message: 'm', code: 'c' }],
  ],
]

for (const [name, value, read, instead] of ODD) {
  test(`${name} = ${JSON.stringify(value)} in our envelope is passed over`, () => {
    const body = toErrorBody(new SallyportError('upstream_rate_limited', 'Slow down.'), 'r-1')
    const error = fromErrorBody(429, { ...body, [name]: value })
    assert.deepEqual(Reflect.get(error, read), instead)
    assert.equal(error.message, 'Slow down.')
  })
}

const FOREIGN: readonly unknown[] = [
  undefined,
  null,
  '',
  '<html><title>502 Bad Gateway</title></html>',
  404,
  [],
  {},
  { message: 'no Route matched with those values' },
  { message: 'm', errors: [] },
  { message: 'm', code: 'internal' },
  { message: null, code: 'internal', errors: [] },
  { message: 'm', code: 500, errors: [] },
  { message: 'm', code: 'internal', errors: {} },
]

for (const body of FOREIGN) {
  test(`${JSON.stringify(body)} is not the engine's answer`, () => {
    const error = fromErrorBody(502, body)
    assert.deepEqual([error.code, error.retryable, error.act], ['engine_unreachable', true, 'wait'])
    assert.match(error.message, /\b502\b/)
  })
}

test('nothing that any address answers with makes the reader fail', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), fc.anything(), (status, body) =>
      SallyportError.isInstance(fromErrorBody(status, body)),
    ),
  )
})

for (const [status, retryable] of [
  [200, false],
  [301, false],
  [404, false],
  [429, true],
  [500, true],
  [503, true],
] as const) {
  test(`a stranger's ${status} is ${retryable ? '' : 'not '}worth another try`, () => {
    assert.equal(fromErrorBody(status, undefined).retryable, retryable)
  })
}

function overTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

function factsOf(error: SallyportError): Readonly<Record<string, unknown>> & { readonly code: ErrorCode } {
  const { code, message, status, act, retryable, sideEffect, fix, problems, retryAt, requestId } = error
  return { code, message, status, act, retryable, sideEffect, fix, problems, retryAt, requestId }
}
