import { decodeContent, isOverflow } from './content-coding.ts'
import { Hop, type HopOwner } from './hop.ts'
import type { OriginPools } from './origin-pools.ts'
import { redirectWithinOrigin } from './redirect.ts'
import { requestBody } from './request-body.ts'
import { type CallFacts, failure, networkFailure } from './send-failure.ts'
import { headerOf, type UpstreamAnswer, type UpstreamRequest } from './upstream.ts'

export interface ExchangeOptions {
  readonly request: UpstreamRequest
  readonly pools: OriginPools
  readonly scope: string
  /** Name, value, name, value ... */
  readonly headers: string[]
  readonly path: string
  readonly signal: AbortSignal | undefined
  readonly deadlineMs: number
  readonly maxBytes: number
  readonly maxWaiting: number
}

const MAX_REDIRECTS = 3
/** Of the event loop, for what has arrived: one reads the socket, the others decrypt and parse. */
const TURNS = 3

/** Runs one call with its redirects under one deadline; see `Sender.send` for what it throws. */
export function exchange(options: ExchangeOptions): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => {
    new Exchange(options, resolve, reject).go(options.request.url)
  })
}

class Exchange implements HopOwner {
  readonly #options: ExchangeOptions
  readonly #resolve: (answer: UpstreamAnswer) => void
  readonly #reject: (reason: unknown) => void
  readonly #timer: NodeJS.Timeout
  #url: URL
  #hop: Hop | undefined
  #redirects = 0
  #settled = false

  constructor(
    options: ExchangeOptions,
    resolve: (answer: UpstreamAnswer) => void,
    reject: (reason: unknown) => void,
  ) {
    this.#options = options
    this.#resolve = resolve
    this.#reject = reject
    this.#url = options.request.url
    this.#timer = setTimeout(expire, options.deadlineMs, this)
    options.signal?.addEventListener('abort', this)
  }

  go(url: URL): void {
    const { request, headers, pools, scope, maxBytes, maxWaiting } = this.#options
    const { method } = request
    const body = requestBody(request.body)
    const pool = pools.get(url.origin, scope)
    this.#url = url
    if (pool.waiting >= maxWaiting) {
      this.#fail(failure('upstream_unavailable', this.#facts(), 'has too many calls waiting already'))
      return
    }
    const path = url.pathname + url.search
    this.#hop = new Hop({ pool, request: { path, method, headers, body }, maxBytes, owner: this })
    this.#hop.start()
  }

  answered(hop: Hop): void {
    const next = this.#redirectTarget(hop)
    if (next === undefined) {
      this.#take(hop)
      return
    }
    this.#redirects++
    this.go(next)
  }

  overflowed(): void {
    const { maxBytes } = this.#options
    this.#fail(failure('upstream_too_large', this.#facts(), `answered with more than ${maxBytes} bytes`))
  }

  failed(error: Error): void {
    this.#fail(networkFailure(error, this.#facts()))
  }

  /**
   * A process that stood still finds its timers due before it has read what came meanwhile: that is looked at first
   * (nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick: poll follows timers).
   */
  expire(turns = TURNS): void {
    if (this.#settled) return
    if (turns > 0) {
      setImmediate(() => this.expire(turns - 1))
      return
    }
    const { deadlineMs } = this.#options
    this.#fail(failure('upstream_timeout', this.#facts(), `did not finish within ${deadlineMs} ms`))
  }

  /** The listener of the caller's signal. */
  handleEvent(): void {
    this.#fail(this.#options.signal?.reason)
  }

  #redirectTarget({ status, headers }: Hop): URL | undefined {
    const { method } = this.#options.request
    if (this.#redirects === MAX_REDIRECTS || (method !== 'GET' && method !== 'HEAD')) return undefined
    return redirectWithinOrigin(status, headerOf(headers, 'location'), this.#url)
  }

  #take(hop: Hop): void {
    const body = hop.body()
    const coding = headerOf(hop.headers, 'content-encoding')
    if (coding === undefined || coding === 'identity' || body.length === 0) this.#answer(hop, body)
    else void this.#decode(hop, coding)
  }

  async #decode(hop: Hop, coding: string): Promise<void> {
    try {
      this.#answer(hop, await decodeContent(hop.body(), coding, this.#options.maxBytes))
    } catch (error) {
      if (isOverflow(error)) this.overflowed()
      else
        this.#fail(failure('upstream_malformed', this.#facts(), 'answered in a coding that cannot be undone'))
    }
  }

  #answer({ status, headers }: Hop, body: Uint8Array): void {
    if (this.#settle()) this.#resolve({ status, headers, body, url: this.#url })
  }

  #fail(reason: unknown): void {
    if (!this.#settle()) return
    this.#reject(reason)
    this.#hop?.giveUp()
  }

  /** True the first time. */
  #settle(): boolean {
    if (this.#settled) return false
    this.#settled = true
    clearTimeout(this.#timer)
    this.#options.signal?.removeEventListener('abort', this)
    return true
  }

  #facts(): CallFacts {
    const { request, path } = this.#options
    const written = this.#redirects > 0 || this.#hop?.written === true
    return {
      method: request.method,
      host: this.#url.host,
      path,
      written,
      status: this.#hop?.status || undefined,
    }
  }
}

function expire(exchange: Exchange): void {
  exchange.expire()
}
