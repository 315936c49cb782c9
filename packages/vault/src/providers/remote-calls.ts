import { SallyportError } from '@sallyport/errors'
import { vaultUnavailable } from '../vault-unavailable.ts'
import type { KmsEdge } from './kms.ts'
import { OutageMemory } from './outage-memory.ts'

/** Milliseconds that one call has in all: queue, attempts, and waits between them. */
export const DEADLINE_MS = 5000
/** Milliseconds that one attempt has, so that a service that hangs is asked twice within the deadline. */
export const ATTEMPT_MS = 2000
const MAX_ATTEMPTS = 3
const FIRST_WAIT_MS = 100
/** Most calls under way: after an outage thousands of organizations may be cold at once. */
const MAX_UNDER_WAY = 16

export type Call = Parameters<NonNullable<KmsEdge['onCall']>>[0]

/** Calls to one service: each with a deadline, repeated where that can help, and few at a time. */
export class RemoteCalls {
  readonly #edge: KmsEdge
  readonly #outage: OutageMemory
  readonly #queue: (() => void)[] = []
  #underWay = 0

  constructor(edge: KmsEdge) {
    this.#edge = edge
    this.#outage = new OutageMemory(edge.monotonic)
  }

  /** Gives what an attempt gives, or rejects with `vault_unavailable`. */
  async make<T>(call: Call, attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = this.#edge.monotonic() + DEADLINE_MS
    await this.#enter(deadline)
    try {
      return await this.#repeat(call, attempt, deadline)
    } finally {
      // A turn is handed on as it is, so that nobody who comes now takes it first.
      const next = this.#queue.shift()
      if (next === undefined) this.#underWay--
      else next()
    }
  }

  async #repeat<T>(call: Call, attempt: (signal: AbortSignal) => Promise<T>, deadline: number): Promise<T> {
    // While it waited for its turn, another call may have found out that nobody answers.
    const admitted = this.#outage.begin()
    if (admitted === undefined) throw vaultUnavailable('root_key_unreachable')
    for (let count = 1; ; count++) {
      try {
        const result = await this.#once(call, attempt, deadline)
        this.#outage.answered()
        return result
      } catch (error) {
        if (isFinal(error)) {
          this.#outage.answered()
          throw error
        }
        const waitMs = this.#edge.random() * FIRST_WAIT_MS * 2 ** count
        const isLast = count === MAX_ATTEMPTS || this.#edge.monotonic() + waitMs >= deadline
        if (isLast || this.#outage.isKnownSince(admitted)) {
          this.#outage.failed(admitted)
          throw unreachable(error)
        }
        await this.#edge.wait(waitMs)
      }
    }
  }

  async #once<T>(call: Call, attempt: (signal: AbortSignal) => Promise<T>, deadline: number): Promise<T> {
    const { onCall, monotonic, wait } = this.#edge
    onCall?.(call)
    const [timeIsUp, isDone] = [new AbortController(), new AbortController()]
    const ms = Math.min(ATTEMPT_MS, Math.max(deadline - monotonic(), 1))
    const timer = wait(ms, isDone.signal).then(() => {
      const late = new Error(`no answer within ${Math.round(ms)} ms`)
      timeIsUp.abort(late)
      throw late
    })
    try {
      return await Promise.race([attempt(timeIsUp.signal), timer])
    } finally {
      timer.catch(() => {})
      isDone.abort()
    }
  }

  /** Waits for a turn, in order, and gives up at the deadline. */
  async #enter(deadline: number): Promise<void> {
    if (this.#underWay >= MAX_UNDER_WAY) return this.#turn(deadline)
    this.#underWay++
  }

  async #turn(deadline: number): Promise<void> {
    const isMyTurn = new AbortController()
    const proceed = () => isMyTurn.abort()
    this.#queue.push(proceed)
    const timeIsUp = await this.#edge.wait(deadline - this.#edge.monotonic(), isMyTurn.signal).then(
      () => true,
      () => false,
    )
    if (!timeIsUp || isMyTurn.signal.aborted) return
    this.#queue.splice(this.#queue.indexOf(proceed), 1)
    throw unreachable(new Error(`${MAX_UNDER_WAY} calls were under way until the deadline`))
  }
}

function isFinal(error: unknown): boolean {
  return SallyportError.isInstance(error) && !error.retryable
}

function unreachable(error: unknown): SallyportError {
  return SallyportError.isInstance(error) ? error : vaultUnavailable('root_key_unreachable', error)
}
