import type { Dispatcher } from 'undici'
import type { OriginPool } from './origin-pool.ts'
import type { ReadonlyHeaders } from './upstream.ts'

/** Bytes that wait for a slow reader before the third party is asked to pause. */
const HIGH_WATER = 256 * 1024

export interface StreamHead {
  readonly status: number
  readonly headers: ReadonlyHeaders
}

/**
 * One request whose answer is read piece by piece. What a reader does not take waits in the socket, so that an
 * answer of any size takes little memory.
 */
export class StreamHop implements Dispatcher.DispatchHandler {
  readonly #pool: OriginPool
  #controller: Dispatcher.DispatchController | undefined
  #waiting = true
  #over = false
  #ended = false
  #failure: { readonly error: unknown } | undefined
  #pieces: Uint8Array[] = []
  #queued = 0
  #wake: (() => void) | undefined
  readonly #head = Promise.withResolvers<StreamHead>()

  constructor(pool: OriginPool) {
    this.#pool = pool
  }

  /** Whether the request may have left. */
  get written(): boolean {
    return this.#controller !== undefined
  }

  /** Status and headers, as soon as they are there. Rejects with what went wrong before. */
  start(request: Dispatcher.DispatchOptions): Promise<StreamHead> {
    this.#pool.enter()
    this.#pool.waiting++
    this.#pool.dispatch(request, this)
    return this.#head.promise
  }

  /** The next piece, `undefined` at the end. Rejects when the answer breaks off. */
  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const piece = this.#pieces.shift()
      if (piece) return this.#taken(piece)
      if (this.#failure) throw this.#failure.error
      if (this.#ended) return undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** Closes the connection, unless the answer is over. What waits to be read fails with the reason. */
  giveUp(reason: unknown): void {
    if (this.#over) return
    this.#fail(reason)
    this.#controller?.abort(reason instanceof Error ? reason : new Error('given up'))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#leaveQueue()
    // Thrown, since `controller.abort` would take the connection from the calls that wait behind.
    if (this.#over) throw new Error('given up')
    this.#pool.gate()
    this.#controller = controller
  }

  onResponseStart(_controller: unknown, status: number, headers: ReadonlyHeaders): void {
    if (status >= 200) this.#head.resolve({ status, headers })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#pieces.push(chunk)
    this.#queued += chunk.length
    if (this.#queued > HIGH_WATER) controller.pause()
    this.#wake?.()
  }

  onResponseEnd(): void {
    this.#ended = true
    this.#end()
    this.#wake?.()
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#leaveQueue()
    if (!this.#over) this.#fail(error)
  }

  #taken(piece: Uint8Array): Uint8Array {
    this.#queued -= piece.length
    if (this.#queued <= HIGH_WATER && this.#controller?.paused) this.#controller.resume()
    return piece
  }

  #fail(error: unknown): void {
    this.#failure = { error }
    this.#pieces = []
    this.#end()
    this.#head.reject(error)
    // Where the head is there already, the reader is told instead.
    this.#head.promise.catch(() => {})
    this.#wake?.()
  }

  #leaveQueue(): void {
    if (this.#waiting) this.#pool.waiting--
    this.#waiting = false
  }

  #end(): void {
    if (this.#over) return
    this.#over = true
    this.#pool.leave()
  }
}
