/** A clock that stands still until it is told otherwise. Times are milliseconds since 1970. */
export interface Clock {
  readonly now: () => number
  /** Moves on by so many milliseconds. Throws a `TypeError` for a step back: `set` goes there. */
  advance(ms: number): void
  /** Throws a `TypeError` for what is no time. */
  set(time: number): void
}

/** RFC 3339 writes years of four digits: a later time would be no time stamp. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59)
const START = Date.UTC(2026, 0, 1)

/**
 * Starts at the beginning of 2026 unless told otherwise.
 *
 * @example
 * ```ts
 * const clock = createClock()
 * clock.advance(3_600_000) // tokens of an hour have expired
 * ```
 */
export function createClock(start: number = START): Clock {
  let time = checked(start)
  return {
    now: () => time,
    advance(ms) {
      if (!(ms >= 0)) throw new TypeError('A clock advances by 0 milliseconds or more.')
      time = checked(time + ms)
    },
    set(to) {
      time = checked(to)
    },
  }
}

function checked(time: number): number {
  if (Number.isSafeInteger(time) && time >= 0 && time <= LAST) return time
  throw new TypeError('The time is whole milliseconds since 1970, before the year 10000.')
}
