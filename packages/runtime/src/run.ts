import { SallyportError } from '@sallyport/errors'
import type { Authorizer } from './authorize/authorizer.ts'
import { decodeBody } from './body/decode-body.ts'
import { type ParsedBody, parseBodyLeniently } from './body/parse-body.ts'
import { classify } from './classify.ts'
import { type FileInput, fileOf } from './file-input.ts'
import { inBandResult } from './in-band.ts'
import { outcomeOf } from './outcome.ts'
import { nextPage } from './paginate/next-page.ts'
import type { Page } from './paginate/page.ts'
import { type PlannedRequest, plan } from './plan.ts'
import { project } from './project.ts'
import { type NativeMeta, takeRecords } from './records.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import type { Sender } from './send/sender.ts'
import type { UpstreamAnswer } from './send/upstream.ts'
import { uploadSession } from './upload-session/upload-session.ts'

/** Decision 13: what an answer in JSON may measure, decoded. */
const MAX_BYTES = 8 * 1024 * 1024
/** Existing clients give up after 30 s; an answer, also a failure, is to reach them before. */
export const DEFAULT_DEADLINE_MS = 24_000

export interface RunOptions {
  readonly sender: Sender
  /** Names this call, and no other: the key by which a third party knows a repeated request. */
  readonly callId: string
  /** For an operation that takes one. */
  readonly file?: FileInput
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly signal?: AbortSignal
  readonly deadlineMs?: number
  /** Keeps the connections of one tenant apart from those of others. */
  readonly scope?: string
}

export interface Warning {
  readonly code: string
  readonly message: string
}

/** What a call gives: the records asked for, and nothing of how they were fetched. */
export interface Projection {
  readonly data: unknown
  /** Present exactly for lists. */
  readonly page: Page | undefined
  readonly meta: NativeMeta
  readonly warnings: readonly Warning[]
}

/**
 * Stages 8 and 9 of a call: asks the third party and projects its answer.
 *
 * @throws SallyportError of the families `upstream` and `engine`; the reason of `signal` when it aborts.
 */
export async function run(
  call: ResolvedCall,
  authorizer: Authorizer,
  options: RunOptions,
): Promise<Projection> {
  if (call.operation.gives !== undefined)
    throw new TypeError(`${nameOf(call)} gives a file, which is downloaded`)
  const file = fileOf(call, options.file)
  if (file && call.operation.takes?.as === 'session')
    return runSession(call, authorizer, { ...options, file })
  const boundary = `part-${options.callId.replace(/[^\w-]/g, '')}`
  const planned = plan(call, { boundary, ...(file && { file }) })
  const request = await authorizer.authorize(withIdempotencyKey(call, planned, options.callId))
  const answer = authorizer.redact(await send(call, request, options))
  return heardOf(call, { sent: request.url, answer, now: options.now() })
}

async function runSession(
  call: ResolvedCall,
  authorizer: Authorizer,
  { file, ...options }: RunOptions & { readonly file: FileInput },
): Promise<Projection> {
  const { takes } = call.operation
  if (takes?.as !== 'session') throw new TypeError(`${nameOf(call)} takes no session`)
  const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS
  const exchanged = await uploadSession({ ...options, call, authorizer, takes, file, deadlineMs })
  return heardOf(call, { ...exchanged, now: options.now() })
}

function heardOf(call: ResolvedCall, exchanged: Exchanged): Projection {
  const heard = hear(call, exchanged)
  if ('refused' in heard) throw outcomeOf(call, heard.refused, REFUSED)
  return heard
}

/** What an answer of success whose body says otherwise counts as. */
const REFUSED = 400

interface Refused {
  readonly refused: SallyportError
}

function hear(call: ResolvedCall, exchanged: Exchanged): Projection | Refused {
  try {
    return read(call, exchanged)
  } catch (error) {
    throw outcomeOf(call, error, exchanged.answer.status)
  }
}

/** A read changes nothing, however often it is asked. */
function withIdempotencyKey(
  { definition, operation }: ResolvedCall,
  request: PlannedRequest,
  callId: string,
): PlannedRequest {
  const stated = operation.idempotency ?? definition.idempotency
  if (typeof stated !== 'object' || !('header' in stated) || operation.effect === 'read') return request
  return { ...request, headers: { ...request.headers, [stated.header]: callId } }
}

async function send(
  call: ResolvedCall,
  request: PlannedRequest,
  options: RunOptions,
): Promise<UpstreamAnswer> {
  try {
    return await options.sender.send(request, {
      deadlineMs: options.deadlineMs ?? DEFAULT_DEADLINE_MS,
      maxBytes: MAX_BYTES,
      path: call.operation.path,
      ...(options.signal && { signal: options.signal }),
      ...(options.scope && { scope: options.scope }),
    })
  } catch (error) {
    throw outcomeOf(call, error)
  }
}

/** What was asked at which address, and what came back. */
interface Exchanged {
  readonly sent: URL
  readonly answer: UpstreamAnswer
  readonly now: number
}

function read(call: ResolvedCall, { sent, answer, now }: Exchanged): Projection | Refused {
  if (answer.status >= 400) throw classify({ call, answer, body: parseBodyLeniently(answer), now })
  if (answer.status >= 300) throw redirected(call, answer)
  const body: ParsedBody = decodeBody(answer, call.operation.decode)
  const result = inBandResult(call, body.value)
  if (result === 'failure') return { refused: classify({ call, answer, body: body.value, now }) }
  const { data, meta } = takeRecords(call, body.value)
  return {
    data: project(data, call.fields),
    page: nextPage(call, { sent, headers: answer.headers, body: body.value, records: data }),
    meta,
    warnings: [...(body.bigIntegers ? [BIG_INTEGERS] : []), ...(result === 'partial' ? [PARTIAL] : [])],
  }
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
