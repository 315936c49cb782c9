import { SallyportError } from '@sallyport/errors'
import type { OriginPools } from './origin-pools.ts'
import { redirectWithinOrigin } from './redirect.ts'
import { requestBody } from './request-body.ts'
import { failure, networkFailure } from './send-failure.ts'
import { StreamHop } from './stream-hop.ts'
import { headerOf, type ReadonlyHeaders, type UpstreamRequest } from './upstream.ts'

export interface StreamOptions {
  /** The caller's own end: its reason is what reading then throws. */
  readonly signal?: AbortSignal
  /** Milliseconds until status and headers are there, redirects included. */
  readonly deadlineMs: number
  /** Milliseconds that the third party may be silent between two pieces. */
  readonly idleMs: number
  readonly scope?: string
  /** Path template of the operation, for errors. */
  readonly path?: string
}

/** An answer whose body is read as it comes, in the coding that it came in. */
export interface UpstreamStream {
  readonly status: number
  readonly headers: ReadonlyHeaders
  readonly url: URL
  /** Can be read once. Leaving it early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>
  /** Closes the connection without reading. */
  cancel(): void
}

export interface OpenOptions extends StreamOptions {
  readonly request: UpstreamRequest
  readonly pools: OriginPools
  /** Name, value, name, value ... */
  readonly headers: string[]
  readonly maxWaiting: number
}

const MAX_REDIRECTS = 3

/** Sends a request and gives its answer as soon as it begins; see `Sender.send` for what it throws. */
export async function openStream(options: OpenOptions): Promise<UpstreamStream> {
  const current: Current = { late: () => {} }
  const timer = setTimeout(() => current.late(), options.deadlineMs)
  try {
    return await openAndFollow(options, current)
  } finally {
    clearTimeout(timer)
  }
}

/** The request under way: what the deadline ends. */
interface Current {
  late: () => void
}

async function openAndFollow(options: OpenOptions, current: Current): Promise<UpstreamStream> {
  const { method } = options.request
  let { url } = options.request
  for (let redirects = 0; ; redirects += 1) {
    const stream = await openOnce(options, url, current)
    const mayFollow = redirects < MAX_REDIRECTS && (method === 'GET' || method === 'HEAD')
    const location = headerOf(stream.headers, 'location')
    const next = mayFollow ? redirectWithinOrigin(stream.status, location, url) : undefined
    if (next === undefined) return stream
    stream.cancel()
    url = next
  }
}

async function openOnce(options: OpenOptions, url: URL, current: Current): Promise<UpstreamStream> {
  const { request, pools, scope = '', path = '', headers, maxWaiting, signal, deadlineMs } = options
  const pool = pools.get(url.origin, scope)
  const hop = new StreamHop(pool)
  const facts = () => ({
    method: request.method,
    host: url.host,
    path,
    written: hop.written,
    status: undefined,
  })
  if (pool.waiting >= maxWaiting)
    throw failure('upstream_unavailable', facts(), 'has too many calls waiting already')
  signal?.throwIfAborted()
  current.late = () =>
    hop.giveUp(failure('upstream_timeout', facts(), `did not answer within ${deadlineMs} ms`))
  const aborted = () => hop.giveUp(signal?.reason)
  signal?.addEventListener('abort', aborted)
  const told = (error: unknown) =>
    isOurs(error, signal) || !(error instanceof Error) ? error : networkFailure(error, facts())
  try {
    const { method } = request
    const body = requestBody(request.body)
    const head = await hop.start({
      path: url.pathname + url.search,
      method,
      headers,
      body,
    })
    const end = () => signal?.removeEventListener('abort', aborted)
    const cancel = () => {
      end()
      hop.giveUp(new Error('given up'))
    }
    return { ...head, url, cancel, body: pieces(hop, { options, facts, told, end }) }
  } catch (error) {
    signal?.removeEventListener('abort', aborted)
    throw told(error)
  }
}

/** What we said ourselves, or the caller, is told as it is. */
function isOurs(error: unknown, signal: AbortSignal | undefined): boolean {
  return SallyportError.isInstance(error) || (signal?.aborted === true && error === signal.reason)
}

interface Reading {
  readonly options: OpenOptions
  readonly facts: () => Parameters<typeof failure>[1]
  readonly told: (error: unknown) => unknown
  readonly end: () => void
}

async function* pieces(hop: StreamHop, { options, facts, told, end }: Reading): AsyncGenerator<Uint8Array> {
  const { idleMs } = options
  try {
    for (;;) {
      const timer = setTimeout(
        () => hop.giveUp(failure('upstream_timeout', facts(), `was silent for ${idleMs} ms`)),
        idleMs,
      )
      const piece = await hop.read().finally(() => clearTimeout(timer))
      if (piece === undefined) return
      yield piece
    }
  } catch (error) {
    throw told(error)
  } finally {
    end()
    hop.giveUp(new Error('given up'))
  }
}
