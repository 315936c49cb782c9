import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import { createRandomPool } from './random-pool.ts'

/** Time, ids and randomness: everything inside takes them from here. */
export interface Edge {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number
  /** UUID version 7: ids that sort by the time they were made. */
  readonly newId: () => string
  readonly randomBytes: (size: number) => Uint8Array
  /** From 0 up to, and without, 1: for times to wait, never for secrets. */
  readonly random: () => number
  /** Resolves after so many milliseconds, and rejects as soon as the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
}

const idBytes = createRandomPool()

export const systemEdge: Edge = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  newId: () => v7({ random: idBytes(16) }),
  randomBytes,
  random: () => Math.random(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
}
