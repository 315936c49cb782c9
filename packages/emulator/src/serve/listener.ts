import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

const ATTEMPTS = 50
const BETWEEN_ATTEMPTS_MS = 20
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The listening side of a server, which can be taken away for a time and put back on the same port. */
export class Listener {
  readonly #server: Server
  readonly #onError: (error: unknown) => void
  readonly #sockets = new Set<Socket>()
  #port = 0
  #state: 'open' | 'paused' | 'closed' = 'open'
  /** Between the call of `listen` and its result. */
  #opening = false
  #attempts = 0
  #timer: NodeJS.Timeout | undefined

  constructor(server: Server, onError: (error: unknown) => void) {
    this.#server = server
    this.#onError = onError
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  get port(): number {
    return this.#port
  }

  get isPaused(): boolean {
    return this.#state === 'paused'
  }

  /** Rejects when the port is taken. */
  open(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject)
        this.#server.on('error', (error) => this.#failed(error))
        this.#server.on('listening', () => this.#opened())
        this.#port = (this.#server.address() as AddressInfo).port
        resolve()
      })
    })
  }

  /** From here on connections are refused, and the open ones end. */
  pause(): void {
    if (this.#state !== 'open') return
    this.#state = 'paused'
    // While it is opening, some versions of Node.js would give up that, and others would not.
    if (!this.#opening) this.#server.close()
    // A server that is going to listen again keeps its program alive, as one that listens does.
    this.#setTimer(() => {}, LONGEST_TIMER_MS)
    const open = [...this.#sockets]
    // After this turn of the event loop, so that whoever asked for it over HTTP gets an answer.
    setImmediate(() => {
      for (const socket of open) socket.destroy()
    })
  }

  resume(): void {
    if (this.#state !== 'paused') return
    this.#state = 'open'
    clearTimeout(this.#timer)
    this.#attempts = ATTEMPTS
    this.#listen()
  }

  /** Ends every connection, the silent ones too. */
  close(): Promise<void> {
    this.#state = 'closed'
    clearTimeout(this.#timer)
    return new Promise((resolve) => {
      // It calls back when it was not listening too.
      this.#server.close(() => resolve())
      for (const socket of this.#sockets) socket.destroy()
    })
  }

  #listen(): void {
    if (this.#opening || this.#server.listening) return
    this.#opening = true
    this.#server.listen(this.#port, '127.0.0.1')
  }

  /** It may have been paused or closed while it was opening. */
  #opened(): void {
    this.#opening = false
    if (this.#state !== 'open') this.#server.close()
  }

  /** For a moment the system may have given the port to another program. */
  #failed(error: unknown): void {
    this.#opening = false
    if (this.#state !== 'open') return
    this.#attempts -= 1
    if (this.#attempts > 0) this.#setTimer(() => this.#listen(), BETWEEN_ATTEMPTS_MS)
    else this.#onError(error)
  }

  #setTimer(act: () => void, ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(act, ms)
  }
}
