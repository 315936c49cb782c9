import assert from 'node:assert/strict'
import { ErrorEnvelope } from '@sallyport/contract'
import { type ErrorCode, errorCodes } from '@sallyport/errors'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** What an answer of failure is to be. */
export interface Refusal {
  readonly code: ErrorCode
  /** What its problems are about, all of them, in their order. */
  readonly fields?: readonly (string | null)[]
  /** What it says for a person or a model to act on. */
  readonly says?: RegExp
}

/** The envelope of a failure, as it came. */
export interface ErrorAnswer {
  readonly message: string
  readonly errors: readonly {
    readonly field: string | null
    readonly message: string
    readonly details: { readonly allowed?: readonly unknown[] } | null
  }[]
  readonly code: string
  readonly retry_at: string | null
  readonly side_effect: string
  readonly fix: string | null
}

const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }))
const isEnvelope = ajv.compile(ErrorEnvelope)

/**
 * Asserts that an answer is this failure in every respect that the contract promises, and that neither its
 * headers nor its body hold any of the secrets. Gives the envelope.
 */
export function assertErrorAnswer(
  { status, headers, text }: Answered,
  refusal: ErrorCode | Refusal,
  secrets: readonly string[] = [],
): ErrorAnswer {
  const { code, fields, says }: Refusal = typeof refusal === 'string' ? { code: refusal } : refusal
  const body = JSON.parse(text)
  assert.equal(body.code, code, text.slice(0, 500))
  assert.ok(isEnvelope(body), ajv.errorsText(isEnvelope.errors))
  assert.equal(status, errorCodes[code].status)
  assertHeaders(headers, status, body.request_id)
  const all = [text, ...headers.values()].join('\n')
  for (const secret of secrets) assert.ok(!all.includes(secret), 'the answer holds a secret')
  const { message, fix, errors }: ErrorAnswer = body
  if (fields !== undefined)
    assert.deepEqual(
      Array.from(errors, ({ field }) => field),
      fields,
    )
  if (says !== undefined) assert.match([message, fix, ...errors.map((each) => each.message)].join(' '), says)
  return body
}

function assertHeaders(headers: Headers, status: number, requestId: string): void {
  assert.match(headers.get('content-type') ?? '', /^application\/json\b/)
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('x-request-id'), requestId)
  // RFC 9110 11.6.1 demands the one, decision 10 of the architecture the other.
  assert.equal(headers.has('www-authenticate'), status === 401)
  if (status === 429) assert.match(headers.get('retry-after') ?? '', /^[1-9]\d*$/)
}
