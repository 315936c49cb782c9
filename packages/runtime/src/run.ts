import { SallyportError } from '@sallyport/errors'
import { counted, type Governor, type Heard, withLeave } from './attempts/admission.ts'
import { type AttemptOptions, attempts, type TimeLeft } from './attempts/attempts.ts'
import type { FailedAttempt } from './attempts/failed-attempt.ts'
import { keyHeader, withKeyParam } from './attempts/idempotency-key.ts'
import type { InTime } from './authorize/authorize-in-time.ts'
import type { Authorizer } from './authorize/authorizer.ts'
import { sendWithCredential } from './authorize/once-more.ts'
import { deadlineOf } from './deadline.ts'
import { type FileInput, fileOf } from './file-input.ts'
import { hear } from './hear.ts'
import { effectOf, outcomeOf } from './outcome.ts'
import { type PlannedRequest, plan } from './plan.ts'
import type { Projection } from './projection.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import type { Sender } from './send/sender.ts'
import type { UpstreamAnswer } from './send/upstream.ts'
import { uploadSession } from './upload-session/upload-session.ts'

/** Decision 14: what an answer in JSON may measure, decoded. */
const MAX_BYTES = 8 * 1024 * 1024

export interface RunOptions extends AttemptOptions {
  readonly sender: Sender
  /** Names this call, and no other: the key by which a third party knows a repeated request. */
  readonly callId: string
  /** For an operation that takes one. */
  readonly file?: FileInput
  /** Milliseconds for all attempts together, and the times between them. */
  readonly deadlineMs?: number
  /** Keeps the connections of one tenant apart from those of others. */
  readonly scope?: string
  /** Shares what the third party allows between calls. */
  readonly governor?: Governor
}

interface Asked {
  readonly call: ResolvedCall
  readonly authorizer: Authorizer
  readonly options: RunOptions
}

/**
 * Stages 8 and 9 of a call: asks the third party, again where that is safe, and projects its answer.
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
  const keyed = withKeyParam(call, options.callId)
  const { file: _, ...withoutFile } = options
  const checked = { ...withoutFile, ...(file && { file }) }
  const steps = {
    attempt: (left: TimeLeft) => attempt({ call: keyed, authorizer, options: checked }, left),
    ask: (read: ResolvedCall, deadlineMs: number) => run(read, authorizer, { ...withoutFile, deadlineMs }),
    deadlineMs: deadlineOf(call, options.deadlineMs),
    once: file !== undefined && !(file.content instanceof Uint8Array),
  }
  const projection = await attempts(keyed, steps, options)
  const limit = options.governor?.limit?.()
  return limit === undefined ? projection : { ...projection, limit }
}

/** An upload in steps goes on where it broke by itself, and has no end before its last byte: as a whole it is not repeated. */
async function runSession(
  call: ResolvedCall,
  authorizer: Authorizer,
  options: RunOptions & { readonly file: FileInput },
): Promise<Projection> {
  const { takes } = call.operation
  if (takes?.as !== 'session') throw new TypeError(`${nameOf(call)} takes no session`)
  const deadlineMs = deadlineOf(call, options.deadlineMs)
  const exchanged = await counted({ call, ...options }, () =>
    uploadSession({ ...options, call, authorizer, takes, deadlineMs }),
  )
  const heard = hear(call, { ...exchanged, now: options.now() })
  if ('error' in heard) throw outcomeOf(call, heard)
  return heard
}

/** Planned and stamped anew each time: a body is written once, and a signature has a time. */
async function attempt(asked: Asked, left: TimeLeft): Promise<Projection | FailedAttempt> {
  const { call, authorizer, options } = asked
  try {
    const planned = planOf(asked)
    const time = () => timeOf(options, left)
    const stampable = { authorizer, request: planned, operation: nameOf(call), time }
    return await withLeave({ call, ...options }, () =>
      sendWithCredential(stampable, (stamped) => exchange(asked, stamped, left), refusesCredential),
    )
  } catch (error) {
    // What was sent is never thrown: neither the request, nor the leave, nor the credential was to be had.
    if (SallyportError.isInstance(error)) return { error, effect: 'none', final: true }
    throw error
  }
}

/** By an answer, and not by what kept it from being asked for. */
function refusesCredential({ meaning, answer }: Heard): boolean {
  return answer !== undefined && 'error' in meaning && meaning.error.code === 'credential_invalid'
}

function timeOf({ signal }: RunOptions, left: TimeLeft): InTime {
  return { deadlineMs: left(), signal }
}

function planOf({ call, options: { callId, file } }: Asked): PlannedRequest {
  const boundary = `part-${callId.replace(/[^\w-]/g, '')}`
  const planned = plan(call, { boundary, ...(file && { file }) })
  return { ...planned, headers: { ...planned.headers, ...keyHeader(call, callId) } }
}

async function exchange(
  { call, authorizer, options }: Asked,
  request: PlannedRequest,
  left: TimeLeft,
): Promise<Heard> {
  let answer: UpstreamAnswer
  try {
    answer = authorizer.redact(await send(call, request, { ...options, deadlineMs: left() }))
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    return { meaning: { error, effect: effectOf(call, error) } }
  }
  return { meaning: hear(call, { sent: request.url, answer, now: options.now() }), answer }
}

function send(
  { operation }: ResolvedCall,
  request: PlannedRequest,
  { sender, deadlineMs, signal, scope }: RunOptions & { readonly deadlineMs: number },
): Promise<UpstreamAnswer> {
  if (deadlineMs <= 0) throw new SallyportError('upstream_timeout', 'The time was over before it was sent.')
  return sender.send(request, {
    deadlineMs,
    maxBytes: MAX_BYTES,
    path: operation.path,
    ...(signal && { signal }),
    ...(scope && { scope }),
  })
}
