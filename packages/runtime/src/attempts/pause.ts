const BASE_MS = 500
const CAP_MS = 8_000
/** With less before it, an attempt would hardly end in time, and its effect would be unknown where it was known. */
const LEAST_ATTEMPT_MS = 1_000

export interface PauseFacts {
  /** Attempts so far. */
  readonly made: number
  /** When the third party wants to be asked again, where it says so. */
  readonly retryAt: Date | undefined
  readonly now: number
  /** Milliseconds that are left of the call. */
  readonly left: number
  /** From 0 up to, and without, 1. */
  readonly random: () => number
}

/**
 * Milliseconds to wait before the next attempt: what the third party asks for, and a time by chance ("full
 * jitter" of aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter), so that callers who were refused
 * together do not come back together. `undefined` where that and another attempt do not fit in what is left.
 */
export function pauseBefore({ made, retryAt, now, left, random }: PauseFacts): number | undefined {
  const told = retryAt === undefined ? 0 : Math.max(0, retryAt.getTime() - now)
  const ms = told + random() * Math.min(CAP_MS, BASE_MS * 2 ** (made - 1))
  return ms + LEAST_ATTEMPT_MS <= left ? ms : undefined
}
