import { type Answer, bytesAnswer, jsonAnswer, textAnswer } from '../respond/answer.ts'
import { then } from '../then.ts'
import { compressedBody } from './compressed-body.ts'
import { contentType, rewritten, withHeaders, withoutHeaders } from './edit-answer.ts'
import { editToken } from './edit-token.ts'
import { bytesOf, deepBody, endlessBody, endlessBytes, largeBody } from './large-body.ts'
import { skewed } from './skew.ts'
import type { Plays } from './spoil-context.ts'

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const SIGN_IN_PAGE = '<!DOCTYPE html>\n<title>Sign in</title>\n<form method="post"></form>\n'
const NOT_QUITE_JSON = '{"id": 1, "title": Found a bug'
const BINARY_BYTES = 1024
const INTERVAL = 20

/** Faults of what is in the answer. */
export const bodyPlays: Plays<
  | 'slow-headers'
  | 'slow-body'
  | 'large'
  | 'deep'
  | 'never-ending'
  | 'gzip-bomb'
  | 'nonsense'
  | 'wrong-content-type'
  | 'big-integers'
  | 'clock-skew'
  | 'duplicate-header'
  | 'token-without-refresh'
  | 'token-invalid-json'
  | 'token-expires-now'
> = {
  'slow-headers': ({ interval = INTERVAL }, { answer }) =>
    then(answer(), (answer) => ({ ...answer, headerInterval: interval })),
  'slow-body': ({ interval = INTERVAL }, { answer }) => then(answer(), (answer) => slowly(answer, interval)),
  large: ({ bytes }) => ({ ...made(() => largeBody(bytes), { 'content-length': String(bytes) }) }),
  deep: ({ levels }) => textAnswer(200, deepBody(levels)),
  'never-ending': ({ trickle }) =>
    trickle === undefined ? made(endlessBody) : { ...made(endlessBytes), interval: trickle },
  'gzip-bomb': ({ bytes, encoding = 'gzip' }) =>
    made(
      compressedBody(() => largeBody(bytes), encoding),
      { 'content-encoding': encoding },
    ),
  nonsense: ({ as = 'json' }, { random }) => NONSENSE[as](random),
  'wrong-content-type': ({ type = HTML['content-type'] }, { answer }) =>
    then(answer(), (answer) => {
      const untyped = withoutHeaders(answer, (name) => name === 'content-type')
      return withHeaders(untyped, { 'content-type': type })
    }),
  'big-integers': (_, { answer }) => then(answer(), withBigIntegers),
  'clock-skew': ({ ms }, { answer, now }) => then(answer(), (answer) => skewed(answer, { ms, now: now() })),
  'duplicate-header': ({ name, values }, { answer }) =>
    then(answer(), (answer) => ({
      ...withoutHeaders(answer, (other) => other === name.toLowerCase()),
      repeated: values.map((value) => [name, value] as const),
    })),
  'token-without-refresh': (_, { answer }) =>
    then(answer(), (answer) =>
      editToken(answer, (name, value) => (name === 'refresh_token' ? undefined : value)),
    ),
  'token-invalid-json': (_, { answer }) =>
    then(answer(), (answer) => rewritten(answer, (text) => text.slice(0, text.length / 2))),
  'token-expires-now': (_, { answer }) =>
    then(answer(), (answer) => editToken(answer, (name, value) => (name === 'expires_in' ? 0 : value))),
}

const NONSENSE = {
  json: () => textAnswer(200, NOT_QUITE_JSON),
  html: () => textAnswer(200, SIGN_IN_PAGE, HTML),
  empty: () => textAnswer(200, ''),
  binary: (random: () => number) => {
    const bytes = Buffer.from(Array.from({ length: BINARY_BYTES }, () => Math.floor(random() * 256)))
    // A byte that is in no text of UTF-8.
    bytes[0] = 0xff
    return bytesAnswer(200, bytes, { 'content-type': 'application/json' })
  },
}

function made(
  body: Extract<Answer['body'], () => unknown>,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { 'content-type': type = '' } = jsonAnswer(200, []).headers
  return { status: 200, headers: { 'content-type': type, ...headers }, body }
}

function slowly(answer: Answer, interval: number): Answer {
  const { body } = answer
  if (typeof body === 'function') return { ...answer, interval }
  return { ...answer, body: () => bytesOf(body), interval }
}

const INTEGER_ID = /"((?:[A-Za-z0-9_]{0,100}_)?id|[A-Za-z0-9_]{1,100}Id)":\s{0,10}(\d{1,15})(?![\d.eE])/g

/** Above 2^53 doubles are two apart, so that an odd number there survives in none. */
function withBigIntegers(answer: Answer): Answer {
  if (!contentType(answer).includes('json')) return answer
  return rewritten(answer, (text) =>
    text.replace(
      INTEGER_ID,
      (_, name: string, id: string) => `"${name}":${2n ** 53n + 2n * BigInt(id) + 1n}`,
    ),
  )
}
