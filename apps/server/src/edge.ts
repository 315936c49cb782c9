import { randomBytes } from 'node:crypto'
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
}

const idBytes = createRandomPool()

export const systemEdge: Edge = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  newId: () => v7({ random: idBytes(16) }),
  randomBytes,
}
