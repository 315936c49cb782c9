import { valueAt } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { ask, bodyOf, refusedBare } from './ask.ts'
import { counted, type Governor } from './attempts/admission.ts'
import type { Authorizer } from './authorize/authorizer.ts'
import { beginningOf } from './beginning-of.ts'
import { parseBodyLeniently } from './body/parse-body.ts'
import { classify } from './classify.ts'
import { deadlineOf } from './deadline.ts'
import { givenAddress } from './given-address.ts'
import { type FileAsker, type FileRequest, type OpenedFile, openFile, pointsElsewhere } from './open-file.ts'
import { outcomeOfRequest } from './outcome.ts'
import { plan } from './plan.ts'
import type { ByteRange } from './resolve/file-options.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import type { UpstreamStream } from './send/open-stream.ts'
import type { StreamSender } from './send/sender.ts'
import { headerOf } from './send/upstream.ts'

export interface DownloadOptions {
  readonly sender: StreamSender
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Over the call's own. */
  readonly range?: ByteRange
  readonly signal?: AbortSignal
  /** Milliseconds until the file begins. */
  readonly deadlineMs?: number
  /** Milliseconds of silence in the middle of it (30,000). */
  readonly idleMs?: number
  readonly scope?: string
  /** Shares what the third party allows between calls. */
  readonly governor?: Governor
}

/** A file as it comes. */
export interface Download {
  readonly type: string | undefined
  /** Bytes to come, where the third party tells. */
  readonly length: number | undefined
  /** `Content-Range` of a part (`bytes 0-9/100`); `undefined` for the whole file, also where a part was asked for. */
  readonly range: string | undefined
  /** `Content-Disposition`, as it was sent. */
  readonly disposition: string | undefined
  /** `ETag`, as it was sent: of which version of the file it is (RFC 9110 8.8.3). */
  readonly etag?: string
  /** Can be read once. Leaving it early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>
}

const IDLE_MS = 30_000
/** Of a refusal as much as tells why. */
const MAX_REFUSAL = 64 * 1024

/**
 * Asks for a file and gives it piece by piece, without holding it. It may lie on another origin than the one
 * asked, where the definition lists that one.
 *
 * @throws SallyportError of the families `upstream` and `engine`; the reason of `signal` when it aborts.
 */
export async function download(
  call: ResolvedCall,
  authorizer: Authorizer,
  options: DownloadOptions,
): Promise<Download> {
  const { gives } = call.operation
  if (gives === undefined) throw new TypeError(`${nameOf(call)} gives no file`)
  // As the file is: a coding would make its length and its parts another's.
  const wanted = { 'accept-encoding': 'identity', ...rangeHeader(options.range ?? call.range) }
  const deadlineMs = deadlineOf(call, options.deadlineMs)
  const asker: FileAsker = {
    ...options,
    call,
    authorizer,
    wanted,
    deadlineMs,
    until: options.now() + deadlineMs,
    idleMs: options.idleMs ?? IDLE_MS,
  }
  const opened = await counted({ call, ...options }, async () =>
    openFile(
      asker,
      gives === 'file' ? { ...plan(call), credential: true } : await addressOf(asker, gives.at),
    ),
  )
  const { status } = opened.stream
  if (status === 200 || status === 206) return fileOf(opened.stream, authorizer)
  throw await refusal(asker, opened)
}

/** Asks where the file lies. Nothing is changed by asking. */
async function addressOf(asker: FileAsker, path: string): Promise<FileRequest> {
  const { call } = asker
  try {
    const answer = await ask(asker, plan(call), { credential: true })
    const address = valueAt(bodyOf(asker, answer, 'json'), path)
    if (typeof address !== 'string') throw nowhere(call, path)
    const headers = call.definition.server.headers ?? {}
    return { ...givenAddress(call, address, answer.url), method: 'GET', headers }
  } catch (error) {
    throw outcomeOfRequest(call, error)
  }
}

function nowhere(call: ResolvedCall, path: string): SallyportError {
  return new SallyportError('projection_failed', `${nameOf(call)}: the answer has no address at "${path}".`, {
    fix: 'Look whether the third party has bytes for this one. If so, its definition is wrong here.',
  })
}

function rangeHeader(range: ByteRange | undefined): Record<string, string> {
  if (range === undefined) return {}
  const { first, last } = range
  const fits =
    Number.isSafeInteger(first) &&
    first >= 0 &&
    (last === undefined || (Number.isSafeInteger(last) && last >= first))
  if (!fits) throw new TypeError('a range has a first byte, and a last one that is not before it')
  return { range: `bytes=${first}-${last ?? ''}` }
}

function fileOf({ status, headers: sent, url, body }: UpstreamStream, authorizer: Authorizer): Download {
  // Of the file itself nothing is changed: it is the third party's, byte for byte.
  const { headers } = authorizer.redact({ status, headers: sent, url, body: new Uint8Array(0) })
  const length = headerOf(headers, 'content-length')
  const etag = headerOf(headers, 'etag')
  return {
    ...(etag !== undefined && { etag }),
    type: headerOf(headers, 'content-type'),
    length: length === undefined ? undefined : Number(length),
    range: status === 206 ? headerOf(headers, 'content-range') : undefined,
    disposition: headerOf(headers, 'content-disposition'),
    body,
  }
}

async function refusal(asker: FileAsker, { stream, credential }: OpenedFile): Promise<SallyportError> {
  const { call, authorizer, now } = asker
  const { status, headers, url } = stream
  if (status < 400) {
    stream.cancel()
    return pointsElsewhere(asker, stream)
  }
  const body = await beginningOf(stream, { bytes: MAX_REFUSAL, ms: Math.max(1, asker.until - now()) })
  const answer = authorizer.redact({ status, headers, url, body })
  const error = classify({ call, answer, body: parseBodyLeniently(answer), now: now() })
  return credential ? error : refusedBare(call, error)
}
