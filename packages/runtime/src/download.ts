import { SallyportError } from '@sallyport/errors'
import type { Authorizer } from './authorize/authorizer.ts'
import { parseBodyLeniently } from './body/parse-body.ts'
import { classify } from './classify.ts'
import { plan } from './plan.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import { DEFAULT_DEADLINE_MS } from './run.ts'
import type { UpstreamStream } from './send/open-stream.ts'
import type { StreamSender } from './send/sender.ts'
import { headerOf } from './send/upstream.ts'

export interface DownloadOptions {
  readonly sender: StreamSender
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** First and last byte, both included; without a last one to the end. */
  readonly range?: { readonly first: number; readonly last?: number }
  readonly signal?: AbortSignal
  /** Milliseconds until the file begins. */
  readonly deadlineMs?: number
  /** Milliseconds of silence in the middle of it (30,000). */
  readonly idleMs?: number
  readonly scope?: string
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
  /** Can be read once. Leaving it early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>
}

const IDLE_MS = 30_000
/** Of a refusal as much as tells why. */
const MAX_REFUSAL = 64 * 1024

/**
 * Asks for a file and gives it piece by piece, without holding it.
 *
 * @throws SallyportError of the families `upstream` and `engine`; the reason of `signal` when it aborts.
 */
export async function download(
  call: ResolvedCall,
  authorizer: Authorizer,
  options: DownloadOptions,
): Promise<Download> {
  if (call.operation.gives === undefined) throw new TypeError(`${nameOf(call)} gives no file`)
  const planned = plan(call)
  // As the file is: a coding would make its length and its parts another's.
  const headers = { ...planned.headers, 'accept-encoding': 'identity', ...rangeHeader(options) }
  const stream = await options.sender.open(await authorizer.authorize({ ...planned, headers }), {
    deadlineMs: options.deadlineMs ?? DEFAULT_DEADLINE_MS,
    idleMs: options.idleMs ?? IDLE_MS,
    path: call.operation.path,
    ...(options.signal && { signal: options.signal }),
    ...(options.scope && { scope: options.scope }),
  })
  if (stream.status === 200 || stream.status === 206) return fileOf(stream, authorizer)
  throw await refusal(call, authorizer, { stream, now: options.now() })
}

function rangeHeader({ range }: DownloadOptions): Record<string, string> {
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
  return {
    type: headerOf(headers, 'content-type'),
    length: length === undefined ? undefined : Number(length),
    range: status === 206 ? headerOf(headers, 'content-range') : undefined,
    disposition: headerOf(headers, 'content-disposition'),
    body,
  }
}

interface Refused {
  readonly stream: UpstreamStream
  readonly now: number
}

async function refusal(
  call: ResolvedCall,
  authorizer: Authorizer,
  { stream, now }: Refused,
): Promise<SallyportError> {
  const { status, headers, url } = stream
  if (status < 400) {
    stream.cancel()
    return new SallyportError(
      'destination_refused',
      `${nameOf(call)}: ${call.definition.title} answered ${status} and points elsewhere. The credential does not follow.`,
    )
  }
  const answer = authorizer.redact({ status, headers, url, body: await beginningOf(stream) })
  return classify({ call, answer, body: parseBodyLeniently(answer), now })
}

async function beginningOf({ body }: UpstreamStream): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    pieces.push(piece)
    size += piece.length
    if (size >= MAX_REFUSAL) break
  }
  return Buffer.concat(pieces).subarray(0, MAX_REFUSAL)
}
