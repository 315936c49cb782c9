import type { Behaviour } from '../behaviour/behaviour.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Arrival } from './visit.ts'
import type { Trouble } from './world.ts'

interface Gate {
  readonly behaviour: Behaviour
  readonly rateLimit: RateLimit
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Why a request is turned away whatever it would do: the first reason that there is. */
export function turnedAway(gate: Gate, arrival: Arrival): Trouble | undefined {
  const { request, reading, visitor, limit, path } = arrival
  const missing = Object.entries(gate.behaviour.requiredHeaders ?? {}).find(
    ([name]) => !request.headers[name.toLowerCase()],
  )
  if (missing) {
    const [field, problem] = missing
    const violation = { in: 'header', field, code: 'missing', message: 'is required' } as const
    return { problem, variables: { header: field, violations: [violation] }, violation }
  }
  if (visitor.problem) {
    return {
      problem: visitor.problem,
      variables: { violations: visitor.violation ? [visitor.violation] : [] },
    }
  }
  if (!limit.spent) return reading.refusal
  const seconds = gate.rateLimit.wait(visitor.credential ?? '', path)
  return {
    problem: 'rate_limited',
    variables: { retryAfter: seconds, resetAfter: seconds, resetAt: secondsFrom(gate.now(), seconds) },
  }
}

/** Seconds since 1970, so many after now. */
export function secondsFrom(now: number, seconds: number): number {
  return Math.ceil(now / 1000) + seconds
}
