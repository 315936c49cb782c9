import { SallyportError } from '@sallyport/errors'
import type { Authorizer } from './authorize/authorizer.ts'
import { type ParsedBody, parseBody, parseBodyLeniently } from './body/parse-body.ts'
import { classify } from './classify.ts'
import { outcomeOf } from './outcome.ts'
import { type Page, pageFromLinkHeader } from './paginate/link-header.ts'
import { type PlannedRequest, plan } from './plan.ts'
import { project } from './project.ts'
import { type NativeMeta, takeRecords } from './records.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import type { Sender } from './send/sender.ts'
import type { UpstreamAnswer } from './send/upstream.ts'

/** Decision 13: what an answer in JSON may measure, decoded. */
const MAX_BYTES = 8 * 1024 * 1024
/** Existing clients give up after 30 s; an answer, also a failure, is to reach them before. */
export const DEFAULT_DEADLINE_MS = 24_000

export interface RunOptions {
  readonly sender: Sender
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
  const request = await authorizer.authorize(plan(call))
  const answer = authorizer.redact(await send(call, request, options))
  try {
    return read(call, { sent: request.url, answer, now: options.now() })
  } catch (error) {
    throw outcomeOf(call, error, answer.status)
  }
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

function read(call: ResolvedCall, { sent, answer, now }: Exchanged): Projection {
  if (answer.status >= 400) throw classify({ call, answer, body: parseBodyLeniently(answer), now })
  if (answer.status >= 300) throw redirected(call, answer)
  const body: ParsedBody = parseBody(answer)
  const { data, meta } = takeRecords(call, body.value)
  return {
    data: project(data, call.fields),
    page: pageOf(call, sent, answer),
    meta,
    warnings: body.bigIntegers ? [BIG_INTEGERS] : [],
  }
}

function pageOf(call: ResolvedCall, sent: URL, { headers }: UpstreamAnswer): Page | undefined {
  const style = call.operation.page?.style
  // RFC 9110 5.3: lines of one name are one list.
  if (style === 'link_header') return pageFromLinkHeader(call, sent, [headers.link].flat().join(', '))
  return style === 'none' ? { nextCursor: null, complete: true } : undefined
}

/** RFC 8259 section 6: such numbers do not survive in most readers of JSON, this one's callers included. */
const BIG_INTEGERS: Warning = {
  code: 'integers_as_text',
  message: 'Integers beyond 2^53 are given as text, since numbers in JavaScript cannot hold them.',
}

function redirected(call: ResolvedCall, { status }: UpstreamAnswer): SallyportError {
  const message = `${nameOf(call)}: ${call.definition.title} answered ${status} and points elsewhere.`
  return new SallyportError('destination_refused', `${message} The credential does not follow.`)
}
