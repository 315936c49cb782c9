import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Contestant } from './contestant.ts'

export interface Crowd {
  readonly seconds: number
  readonly failures: number
  /** Most memory that the process held at any time, in MB. */
  readonly peakMb: number
  /** How late the event loop was. */
  readonly delayP99Ms: number
  readonly delayMaxMs: number
}

/** Makes so many calls at once, and waits for all of them. */
export async function crowd(contestant: Contestant, calls: number): Promise<Crowd> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const from = performance.now()
  const settled = await Promise.allSettled(Array.from({ length: calls }, () => contestant.ask('2 KB')))
  const seconds = (performance.now() - from) / 1000
  delay.disable()
  return {
    seconds,
    failures: settled.filter(({ status }) => status === 'rejected').length,
    peakMb: process.resourceUsage().maxRSS / 1024,
    delayP99Ms: delay.percentile(99) / 1e6,
    delayMaxMs: delay.max / 1e6,
  }
}
