import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 8192

/** Hands out random bytes from a pool: asking the system for 16 at a time costs more than using them. */
export function createRandomPool(): (size: number) => Uint8Array {
  const pool = new Uint8Array(POOL_BYTES)
  let used = POOL_BYTES
  return (size) => {
    if (used + size > POOL_BYTES) {
      randomFillSync(pool)
      used = 0
    }
    used += size
    return pool.slice(used - size, used)
  }
}
