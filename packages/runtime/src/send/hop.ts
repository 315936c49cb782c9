import type { Dispatcher } from 'undici'
import type { OriginPool } from './origin-pool.ts'
import type { ReadonlyHeaders } from './upstream.ts'

/** Who made a hop is told of its end, once. */
export interface HopOwner {
  answered(hop: Hop): void
  overflowed(): void
  failed(error: Error): void
}

export interface HopOptions {
  readonly pool: OriginPool
  readonly request: Dispatcher.DispatchOptions
  readonly maxBytes: number
  readonly owner: HopOwner
}

const EMPTY = new Uint8Array(0)

/**
 * One request and its answer, from the wait for a connection to the last byte. It takes the events of
 * undici's dispatcher as they come: no stream, and no copy of an answer that came in one piece.
 */
export class Hop implements Dispatcher.DispatchHandler {
  readonly #options: HopOptions
  #controller: Dispatcher.DispatchController | undefined
  #waiting = true
  #over = false
  #chunks: Uint8Array[] = []
  #length = 0
  /** 0 as long as there is no answer. */
  status = 0
  headers: ReadonlyHeaders = {}

  constructor(options: HopOptions) {
    this.#options = options
  }

  /** Whether the request may have left. */
  get written(): boolean {
    return this.#controller !== undefined
  }

  start(): void {
    const { pool, request } = this.#options
    pool.enter()
    pool.waiting++
    pool.dispatch(request, this)
  }

  /** Closes the connection if the request went out over one. */
  giveUp(): void {
    if (this.#over) return
    this.#end()
    this.#controller?.abort(new Error('given up'))
  }

  body(): Uint8Array {
    if (this.#chunks.length > 1) return Buffer.concat(this.#chunks, this.#length)
    return this.#chunks[0] ?? EMPTY
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#leaveQueue()
    // Thrown, since `controller.abort` would take the connection from the calls that wait behind.
    if (this.#over) throw new Error('given up')
    this.#options.pool.gate()
    this.#controller = controller
  }

  onResponseStart(_controller: unknown, status: number, headers: ReadonlyHeaders): void {
    if (status < 200) return
    this.status = status
    this.headers = headers
    // RFC 9110 section 8.6: here it is the length of what a GET would have brought.
    if (this.#options.request.method === 'HEAD' || status === 304) return
    if (Number(headers['content-length']) > this.#options.maxBytes) this.#options.owner.overflowed()
  }

  onResponseData(_controller: unknown, chunk: Uint8Array): void {
    this.#length += chunk.length
    if (this.#length > this.#options.maxBytes) this.#options.owner.overflowed()
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.#options.owner.answered(this)
    this.#end()
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#leaveQueue()
    if (this.#over) return
    this.#options.owner.failed(error)
    this.#end()
  }

  #leaveQueue(): void {
    if (this.#waiting) this.#options.pool.waiting--
    this.#waiting = false
  }

  #end(): void {
    if (this.#over) return
    this.#over = true
    this.#options.pool.leave()
  }
}
