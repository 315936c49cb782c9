import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toErrorBody } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { type Answered, assertErrorAnswer, type Refusal } from './error-answer.ts'

const problems = [{ field: 'params.state', code: 'enum', message: 'one of: open' }]
const body = toErrorBody(new SallyportError('invalid_params', 'No.', { problems, fix: 'Use open.' }), 'id-1')
const sound = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-request-id': 'id-1',
}
const refusal: Refusal = {
  code: 'invalid_params',
  fields: ['params.state'],
  says: /No\. Use open\. one of: open/,
}

function answered(headers: object = {}, members: object = {}, status = 422): Answered {
  const text = JSON.stringify({ ...body, ...members })
  return { status, headers: new Headers({ ...sound, ...headers }), text }
}

test('a sound answer passes', () => {
  assert.equal(assertErrorAnswer(answered(), refusal, ['ghp_secret']).message, 'No.')
})

const UNSOUND: readonly (readonly [what: string, answer: Answered, refusal?: Refusal])[] = [
  ['another status than its code has', answered({}, {}, 400)],
  ['another code', answered({}, { code: 'invalid_request' })],
  ['a member of another type', answered({}, { retryable: 'no' })],
  ['a member missing', answered({}, { side_effect: undefined })],
  ['another request id than its header', answered({ 'x-request-id': 'id-2' })],
  ['no JSON by its content type', answered({ 'content-type': 'text/html' })],
  ['leave to be cached', answered({ 'cache-control': 'public' })],
  ['a challenge where nobody is asked who he is', answered({ 'www-authenticate': 'Bearer' })],
  ['a secret in its body', answered({}, { fix: 'Use ghp_secret.' })],
  ['a secret in a header', answered({ 'x-echo': 'ghp_secret' })],
  ['other problems', answered({}, { errors: [] })],
  ['other words', answered({}, { message: 'Perhaps.' })],
  ['no wait at 429', answered({}, { code: 'upstream_rate_limited' }, 429), { code: 'upstream_rate_limited' }],
  ['no challenge at 401', answered({}, { code: 'unauthenticated' }, 401), { code: 'unauthenticated' }],
]

for (const [what, answer, expected = refusal] of UNSOUND) {
  test(`an answer with ${what} does not pass`, () => {
    assert.throws(() => assertErrorAnswer(answer, expected, ['ghp_secret']), { code: 'ERR_ASSERTION' })
  })
}
