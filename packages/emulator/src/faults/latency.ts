import type { Fault } from './fault.ts'

type Latency = Extract<Fault, { kind: 'latency' }>

/** The longest that is waited: the tail of a log-normal has no end. */
const MOST = 600_000
/** How many standard deviations 99 of 100 stay below. */
const Z99 = 2.3263478740408408

/** Milliseconds to wait, drawn from what the fault says. */
export function drawLatency(fault: Latency, random: () => number): number {
  if ('ms' in fault) return fault.ms
  if ('min' in fault) return fault.min + random() * (fault.max - fault.min)
  const deviation = Math.log(fault.p99 / fault.p50) / Z99
  return Math.min(MOST, fault.p50 * Math.exp(deviation * standardNormal(random)))
}

/** Box and Muller's transform. */
function standardNormal(random: () => number): number {
  // From above 0, where the logarithm is finite.
  const radius = Math.sqrt(-2 * Math.log(1 - random()))
  return radius * Math.cos(2 * Math.PI * random())
}
