import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, errorCodes, SallyportError } from '@sallyport/errors'
import { exitCodeOf, failureLines, failureOf } from './failure.ts'

/** What programs were promised: the exit code and the word for each status. A row that changes here breaks somebody. */
const PROMISED: Readonly<Record<number, readonly [exit: number, type: string]>> = {
  400: [4, 'validation_error'],
  401: [2, 'unauthorized'],
  403: [2, 'forbidden'],
  404: [3, 'not_found'],
  409: [1, 'api_error'],
  410: [1, 'api_error'],
  413: [1, 'api_error'],
  415: [1, 'api_error'],
  422: [4, 'validation_error'],
  424: [1, 'api_error'],
  429: [1, 'rate_limited'],
  500: [1, 'server_error'],
  501: [1, 'server_error'],
  502: [1, 'server_error'],
  503: [1, 'server_error'],
  504: [1, 'server_error'],
}
/** Whatever their status. */
const ABOUT_CREDENTIALS = new Set([
  'configuration_invalid',
  'credential_invalid',
  'credential_refused',
  'credential_mismatch',
  'reauthorization_required',
])

test('every code of the engine has the exit code and the type that were promised for its status', () => {
  for (const code of Object.keys(errorCodes) as ErrorCode[]) {
    const error = new SallyportError(code, 'So it is.')
    const [exit, type] = PROMISED[error.status] ?? assert.fail(`${code}: ${error.status}`)
    assert.equal(exitCodeOf(error), exit, code)
    assert.equal(failureOf(error).type, ABOUT_CREDENTIALS.has(code) ? 'credential_error' : type, code)
  }
})

test('a failure says what happened, whether to try again, and what mends it', () => {
  const problems = [{ field: 'params.owner', code: 'missing', message: '"owner" is required.' }]
  const retryAt = new Date('2026-11-23T10:00:00Z')
  const error = new SallyportError('invalid_params', 'Two are wrong.', {
    problems,
    retryAt,
    fix: 'Give an owner.',
    requestId: 'r1',
  })
  assert.deepEqual(failureOf(error), {
    type: 'validation_error',
    message: 'Two are wrong.',
    status_code: 422,
    retryable: false,
    detail: {
      code: 'invalid_params',
      act: 'agent',
      side_effect: 'none',
      retry_at: '2026-11-23T10:00:00.000Z',
      problems,
      request_id: 'r1',
    },
    hint: 'Give an owner.',
  })
  assert.deepEqual(failureLines(error), [
    'Two are wrong.',
    '  "owner" is required.',
    'Give an owner.',
    'Request r1.',
  ])
})

for (const [what, message, problems, fix, lines] of [
  ['the message itself', 'Taken.', ['Taken.'], 'Choose another.', ['Taken.', 'Choose another.']],
  [
    'the message and what to do',
    'No "lost".',
    ['No "lost". Use: list.'],
    'Use: list.',
    ['No "lost".', 'Use: list.'],
  ],
  [
    'the end of the message',
    'issues.list: No a. No b.',
    ['No a.', 'No b.'],
    undefined,
    ['issues.list:', '  No a.', '  No b.'],
  ],
] as const) {
  test(`people read a problem once where it is ${what}`, () => {
    const error = new SallyportError('invalid_params', message, {
      problems: problems.map((text) => ({ field: null, code: 'unknown', message: text })),
      ...(fix !== undefined && { fix }),
    })
    assert.deepEqual(failureLines(error), lines)
  })
}

test('what no engine had a part in has no status, and exits with 1', () => {
  const unreachable = new SallyportError('engine_unreachable', 'The engine cannot be reached.')
  assert.deepEqual([failureOf(unreachable).status_code, failureOf(unreachable).retryable], [null, true])
  assert.deepEqual(
    [failureOf(new Error('disk full')).type, exitCodeOf(new Error('disk full'))],
    ['api_error', 1],
  )
})

test('a third party whose words are in an error cannot move the terminal', () => {
  const lines = failureLines(new SallyportError('upstream_invalid', 'It said: \u001b[2Jgone\u202e'))
  assert.deepEqual(lines, ['It said: \ufffd[2Jgone\ufffd'])
})
