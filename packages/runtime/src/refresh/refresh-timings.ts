/** How long everything in a refresh takes, in milliseconds. One object, so that tests can live faster. */
export interface RefreshTimings {
  /** What a token endpoint takes for its answer (20,000). It is listened for longer. */
  readonly endpointMs: number
  /** How long a lease is believed after it was taken or renewed (60,000). */
  readonly leaseMs: number
  /** What must remain of a lease beyond `endpointMs` for a request to be sent (5,000). */
  readonly reserveMs: number
  /** How long a process may stand still between its last look at the clock and its request (15,000). */
  readonly pauseMs: number
  /** For a caller that needs a token, in all (23,500: less than the 24,000 of a call). */
  readonly waitMs: number
  /** Until the next try where nothing was sent (1,000). */
  readonly notSentMs: number
  /** Until the next try after another failure: doubled by each in a row, up to the maximum (30,000 to 3,600,000). */
  readonly backoffMs: number
  readonly maxBackoffMs: number
  /** Within it refusals (401) cause one refresh at most (300,000). */
  readonly refusalMs: number
  /** A token is renewed so long before its end (300,000), or for this share of its life, whichever is less (0.2). */
  readonly marginMs: number
  readonly marginShare: number
  /** What a request takes to arrive: a token that ends within it is over (2,000, at most a twentieth of its life). */
  readonly flightMs: number
  /** How long an application rests that was refused (300,000), or that asked too often without a time told (60,000). */
  readonly breakerMs: number
  readonly limitedMs: number
  /** Between tries to save: doubled by each, up to the maximum (200 to 5,000). */
  readonly saveRetryMs: number
  readonly maxSaveRetryMs: number
}

export const REFRESH_TIMINGS: RefreshTimings = {
  endpointMs: 20_000,
  leaseMs: 60_000,
  reserveMs: 5_000,
  pauseMs: 15_000,
  waitMs: 23_500,
  notSentMs: 1_000,
  backoffMs: 30_000,
  maxBackoffMs: 3_600_000,
  refusalMs: 300_000,
  marginMs: 300_000,
  marginShare: 0.2,
  flightMs: 2_000,
  breakerMs: 300_000,
  limitedMs: 60_000,
  saveRetryMs: 200,
  maxSaveRetryMs: 5_000,
}

/** The same in another pace: `0.01` is a hundred times as fast. */
export function paced(timings: RefreshTimings, pace: number): RefreshTimings {
  const entries = Object.entries(timings).map(([name, value]) => [
    name,
    name === 'marginShare' ? value : value * pace,
  ])
  return { ...timings, ...Object.fromEntries(entries) }
}

/**
 * How long an answer is listened for. What a third party has done and tells late is not to be lost, and nobody presents
 * the token again before `quarantineMs` are over.
 */
export function listenMs({ endpointMs, pauseMs }: RefreshTimings): number {
  return endpointMs + pauseMs
}

/** How long an attempt of unknown outcome is left alone before its refresh token may be presented again. */
export function quarantineMs({ endpointMs, pauseMs }: RefreshTimings): number {
  return endpointMs + pauseMs
}

/** Until the next try after so many failures in a row. */
export function backoffMs({ backoffMs, maxBackoffMs }: RefreshTimings, failures: number): number {
  return Math.min(maxBackoffMs, backoffMs * 2 ** Math.max(0, failures - 1))
}
