import { type buildConnector, type Dispatcher, Pool } from 'undici'
import type { Gate } from './quarantine-gate.ts'

export interface OriginPoolOptions {
  readonly connect: buildConnector.connector
  readonly connections: number
  readonly gate: Gate
}

/** The connections to one origin on behalf of one scope. */
export class OriginPool {
  readonly #pool: Pool
  #calls = 0
  #onIdle: (() => void) | undefined
  /** Requests that wait for a connection, those given up among them: undici cannot take them back. */
  waiting = 0
  lastUsed = 0
  /** To be asked immediately before a request is written: it may have waited for its connection. */
  readonly gate: Gate

  constructor(origin: string, { connect, connections, gate }: OriginPoolOptions) {
    this.gate = gate
    // No timeouts of undici's: the deadline of a call covers connecting, head and body.
    this.#pool = new Pool(origin, { connect, connections, headersTimeout: 0, bodyTimeout: 0, allowH2: false })
  }

  dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#pool.dispatch(request, handler)
  }

  /** Whether no call is under way. */
  get idle(): boolean {
    return this.#calls === 0
  }

  enter(): void {
    this.#calls++
  }

  leave(): void {
    if (--this.#calls === 0) this.#onIdle?.()
  }

  /** Closes the connections as soon as no call uses them. */
  async retire(): Promise<void> {
    if (!this.idle) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve
      })
    }
    // Not `close`, which would wait for the connections that calls given up were waiting for.
    await this.#pool.destroy()
  }
}
