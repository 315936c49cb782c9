import { REFRESH_TIMINGS } from '@sallyport/runtime'
import type { StormOptions } from './storm.ts'

// A stop goes past the lease, and ends before the lease and the quarantine after it are over: a process that stands still
// for longer is given up like one that was killed.
type Storm = Omit<StormOptions, 'say'>

/** Mostly at once, sometimes long: from 0 up to a most. */
function mostly(usual: number, most: number, share: number): () => number {
  return () => (Math.random() < share ? most * Math.random() : usual * Math.random())
}

/** For every run of the tests: half a minute, in a tenth of the usual times. */
export const SHORT: Storm = {
  engines: 4,
  callers: 10,
  accounts: 24,
  accessTokenSeconds: 8,
  timings: {
    endpointMs: 2_000,
    leaseMs: 6_000,
    reserveMs: 500,
    pauseMs: 1_500,
    backoffMs: 1_000,
    maxBackoffMs: 6_000,
    breakerMs: 1_000,
    marginMs: 1_500,
  },
  latency: { before: mostly(40, 1_000, 0.1), after: mostly(40, 1_000, 0.1) },
  rotations: 60,
  mostMs: 40_000,
  longestStopMs: 8_000,
  everyMs: 2_500,
}

/** What `npm run test:storm` does: the usual times, 200 callers at each of four engines, until 1,000 rotations. */
export const LONG: Storm = {
  engines: 4,
  callers: 200,
  accounts: 200,
  accessTokenSeconds: 30,
  timings: { ...REFRESH_TIMINGS, maxBackoffMs: 60_000 },
  latency: { before: mostly(200, 10_000, 0.1), after: mostly(200, 10_000, 0.1) },
  rotations: 1_000,
  mostMs: 12 * 60_000,
  longestStopMs: 85_000,
  everyMs: 5_000,
}
