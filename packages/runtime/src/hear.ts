import { SallyportError } from '@sallyport/errors'
import type { FailedAttempt } from './attempts/failed-attempt.ts'
import { decodeBody } from './body/decode-body.ts'
import { parseBodyLeniently } from './body/parse-body.ts'
import { classify } from './classify.ts'
import { inBandResult } from './in-band.ts'
import { effectOf } from './outcome.ts'
import { nextPage } from './paginate/next-page.ts'
import { windowOf } from './paginate/window.ts'
import { project } from './project.ts'
import type { Projection, Warning } from './projection.ts'
import { takeRecords } from './records.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import type { UpstreamAnswer } from './send/upstream.ts'

/** What was asked at which address, and what came back. */
export interface Exchanged {
  readonly sent: URL
  readonly answer: UpstreamAnswer
  readonly now: number
}

/** Stage 9: takes the records out of an answer and projects them, or tells how the call failed. */
export function hear(call: ResolvedCall, exchanged: Exchanged): Projection | FailedAttempt {
  try {
    return read(call, exchanged)
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    return { error, effect: effectOf(call, error, exchanged.answer.status) }
  }
}

/** What an answer of success whose body says otherwise counts as: what it is classified as decides. */
const REFUSED = 400

function read(call: ResolvedCall, { sent, answer, now }: Exchanged): Projection | FailedAttempt {
  if (answer.status >= 400) throw classify({ call, answer, body: parseBodyLeniently(answer), now })
  if (answer.status >= 300) throw redirected(call, answer)
  const told = insteadOf(call, answer)
  if (told !== undefined && inBandResult(call, told) === 'failure')
    return refused(call, { answer, now }, told)
  const { value: body, bigIntegers } = decodeBody(answer, call.operation.decode)
  const result = inBandResult(call, body)
  if (result === 'failure') return refused(call, { answer, now }, body)
  const { data, meta } = takeRecords(call, body)
  const whole = call.operation.page?.style === 'none' && Array.isArray(data)
  const part = whole ? windowOf(call, data) : undefined
  return {
    data: project(part?.records ?? data, call.fields),
    page: part?.page ?? nextPage(call, { sent, headers: answer.headers, body, records: data }),
    meta,
    warnings: [...(bigIntegers ? [BIG_INTEGERS] : []), ...(result === 'partial' ? [PARTIAL] : [])],
  }
}

/** What came as JSON where another form was to come: failures are told in the form that the rest of the API has. */
function insteadOf({ definition, operation }: ResolvedCall, answer: UpstreamAnswer): unknown {
  const { decode = 'json' } = operation
  return decode === 'json' || !definition.errors.inBand ? undefined : parseBodyLeniently(answer)
}

function refused(
  call: ResolvedCall,
  { answer, now }: Pick<Exchanged, 'answer' | 'now'>,
  body: unknown,
): FailedAttempt {
  const error = classify({ call, answer, body, now })
  return { error, effect: effectOf(call, error, REFUSED) }
}

/** RFC 8259 section 6: such numbers do not survive in most readers of JSON, this one's callers included. */
const BIG_INTEGERS: Warning = {
  code: 'integers_as_text',
  message: 'Integers beyond 2^53 are given as text, since numbers in JavaScript cannot hold them.',
}

const PARTIAL: Warning = {
  code: 'partial',
  message: 'The third party could not give all of it: what is missing is null.',
}

function redirected(call: ResolvedCall, { status }: UpstreamAnswer): SallyportError {
  const message = `${nameOf(call)}: ${call.definition.title} answered ${status} and points elsewhere.`
  return new SallyportError('destination_refused', `${message} The credential does not follow.`)
}
