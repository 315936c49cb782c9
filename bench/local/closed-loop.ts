import type { Contestant, Size } from './contestant.ts'

export interface Round {
  readonly callsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Processor time of the whole process, user and system, for one call. */
  readonly cpuMicros: number
}

const IN_FLIGHT = 64

/** Keeps so many calls in flight for a time. */
export async function closedLoop(contestant: Contestant, size: Size, seconds: number): Promise<Round> {
  const latencies: number[] = []
  const cpu = process.cpuUsage()
  const from = performance.now()
  const until = from + seconds * 1000
  const caller = async (): Promise<void> => {
    for (let start = performance.now(); start < until; start = performance.now()) {
      await contestant.ask(size)
      latencies.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, caller))
  const elapsed = performance.now() - from
  const { user, system } = process.cpuUsage(cpu)
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0
  return {
    callsPerSecond: latencies.length / (elapsed / 1000),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuMicros: (user + system) / latencies.length,
  }
}
