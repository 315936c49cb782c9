import type { Child } from './child.ts'
import { type Measured, pace, saturate, type Target } from './load.ts'
import type { Row } from './report.ts'

/** The more code a contestant has, the longer its compiler takes to settle. */
const WARM_UP_SECONDS = 12
const SECONDS = 8
/** Saturates a contestant, then asks at half of the rate that it reached. */
export async function measure(name: string, target: Target, child?: Child): Promise<Row> {
  await saturate(target, WARM_UP_SECONDS)
  const before = child?.cpuSeconds() ?? 0
  const saturated = await saturate(target, SECONDS)
  const used = (child?.cpuSeconds() ?? 0) - before
  const paced = await pace(target, saturated.requestsPerSecond / 2, SECONDS)
  process.stdout.write(`${name}: ${line(saturated)}; at half: ${line(paced)}\n`)
  const requests = saturated.requestsPerSecond * SECONDS
  return { name, saturated, paced, cpuMicros: child ? (used / requests) * 1e6 : undefined }
}

function line({ requestsPerSecond, p50Ms, p99Ms }: Measured): string {
  return `${requestsPerSecond.toFixed(0)} req/s, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`
}
