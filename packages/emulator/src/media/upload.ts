import type { Json } from '../json.ts'
import type { Content } from '../receive/checked-request.ts'
import type { Answer } from '../respond/answer.ts'
import { operate, withNamed } from '../respond/operate.ts'
import type { OperationPlan } from '../respond/operation-plan.ts'
import { findStored, placeOf } from '../respond/place.ts'
import type { Call, Done, Trouble, World } from '../respond/world.ts'
import { isTrouble } from '../respond/world.ts'
import { notFound, resourceOf } from '../respond/write-records.ts'
import { type ContentRange, parseContentRange } from './content-range.ts'
import { contentVariables } from './content-variables.ts'
import type { PlannedBegin, PlannedResume } from './upload-plan.ts'
import { UploadSession } from './upload-session.ts'
import type { Upload, Uploads } from './uploads.ts'

/** What uploads need of the one who answers. */
export interface Uploading {
  readonly world: World
  readonly uploads: Uploads
  readonly written: (plan: OperationPlan, call: Call, done: Done) => Answer
}

interface Begin {
  readonly begin: PlannedBegin
  /** The case that opens the upload, and what happens when it is complete. */
  readonly plan: OperationPlan
  readonly final: OperationPlan
}

/** Opens an upload; what speaks against its file is told at once. */
export function beginUpload(
  { world, uploads, written }: Uploading,
  { begin, plan, final }: Begin,
  call: Call,
): Answer | Trouble {
  const refused = operate(world, { ...plan, does: 'answer', also: [] }, call)
  if (isTrouble(refused)) return refused
  const place = placeOf(world, final, call)
  if (final.does === 'update' && !findStored(world, place)) return notFound(resourceOf(world, final), place)
  const fill = (template: PlannedBegin['id']) => template(call.variables, world.templates)
  const [id, size] = [String(fill(begin.id)), fill(begin.size)]
  const session = new UploadSession(announced(size))
  const until = nowOf(call) + begin.seconds * 1000
  uploads.put(id, {
    session,
    plan: final,
    call,
    type: String(fill(begin.type) ?? 'application/octet-stream'),
    until,
  })
  return written(plan, call, { variables: { ...refused.variables, session: { id } } })
}

/** Takes bytes, or says how far the upload came. The last ones make the file. */
export function resumeUpload(uploading: Uploading, resume: PlannedResume, call: Call): Answer | Trouble {
  const { world, uploads } = uploading
  const id = String(resume.id(call.variables, world.templates) ?? '')
  const upload = uploads.find(id, nowOf(call))
  if (!upload) return { problem: 'upload_not_found', variables: {} }
  // The answer may have been lost: who asks again is told again.
  if (upload.answer) return upload.answer
  const bytes = call.request.contents[0]?.bytes ?? Buffer.alloc(0)
  const range = rangeOf(call, bytes)
  if (!range)
    return { problem: 'upload_range', variables: { message: 'Failed to parse Content-Range header.' } }
  const rejected = upload.session.take({ range, bytes, unit: resume.unit })
  if (rejected) return { problem: rejected.problem, variables: { message: rejected.message } }
  if (!upload.session.isComplete) return more(uploading, resume, { id, upload, call })
  const answer = complete(uploading, upload, call)
  if (isAnswer(answer)) uploads.put(id, { ...upload, session: new UploadSession(undefined), answer })
  return answer
}

/** Bytes; a size that is none is not announced. */
function announced(size: Json | undefined): number | undefined {
  const bytes = size === null || size === '' ? Number.NaN : Number(size)
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined
}

function rangeOf({ variables }: Call, bytes: Buffer): ContentRange | undefined {
  const { 'content-range': header } = variables.headers as Record<string, string | undefined>
  if (header !== undefined) return parseContentRange(header)
  const total = bytes.length
  return total === 0 ? { first: undefined, last: -1, total } : { first: 0, last: total - 1, total }
}

interface Unfinished {
  readonly id: string
  readonly upload: Upload
  readonly call: Call
}

function more(
  { written }: Uploading,
  { status, headers, answer }: PlannedResume,
  { id, upload, call }: Unfinished,
): Answer {
  const { received, total } = upload.session
  const range = received > 0 ? `bytes=0-${received - 1}` : undefined
  const behaviour = { does: 'answer', status, answer: null } as const
  const plan = { ...upload.plan, behaviour, headers, answer: answer ?? (() => null) }
  return written(plan, upload.call, {
    variables: { ...call.variables, session: { id, received, total, range } },
  })
}

/** The request that opened the upload takes effect, with the file and the time of now. */
function complete(
  { world, written }: Uploading,
  { session, plan, call, type }: Upload,
  last: Call,
): Answer | Trouble {
  const content: Content = { name: undefined, filename: undefined, type, bytes: session.whole() }
  const variables = { ...call.variables, now: last.variables.now, content: contentVariables(content) }
  const whole = withNamed(world, plan, {
    ...call,
    request: { ...call.request, contents: [content] },
    variables,
  })
  const done = operate(world, plan, whole)
  return isTrouble(done) ? done : written(plan, whole, done)
}

function isAnswer(result: Answer | Trouble): result is Answer {
  return 'body' in result
}

function nowOf({ variables }: Call): number {
  return Number((variables.now as { ms: number }).ms)
}
