import { setTimeout as sleep } from 'node:timers/promises'
import type { Outage, StormEngine } from './engines.ts'

export interface WeatherOptions {
  readonly engines: readonly StormEngine[]
  /** Milliseconds that an engine is held still at most: longer than a lease and its quarantine. */
  readonly longestStopMs: number
  /** Milliseconds between two blows, on average. */
  readonly everyMs: number
  readonly restartDatabase: () => Promise<void>
  /** Ends the connections on which engines listen for changes. */
  readonly dropNotifications: () => Promise<void>
  readonly random: () => number
  readonly signal: AbortSignal
}

export interface Weather {
  readonly outages: Outage[]
  readonly restarts: number[]
  readonly dropped: number
}

/** Kills, stops, restarts and disconnects at random, until it is told to end; then everything runs again. */
export async function weather(options: WeatherOptions): Promise<Weather> {
  const { random, signal, everyMs } = options
  const seen = { outages: [] as Outage[], restarts: [] as number[], dropped: 0 }
  const under: Promise<void>[] = []
  const busy = new Set<StormEngine>()
  const free = () => options.engines.filter((engine) => !busy.has(engine))
  while (!signal.aborted) {
    await sleep(everyMs * 2 * random(), undefined, { signal }).catch(() => {})
    if (signal.aborted) break
    const [engine] = free().sort(() => random() - 0.5)
    const blow = random()
    if (blow < 0.12) {
      seen.restarts.push(Date.now())
      await options.restartDatabase()
    } else if (blow < 0.3) {
      seen.dropped += 1
      await options.dropNotifications().catch(() => {})
    } else if (engine !== undefined) {
      busy.add(engine)
      const struck =
        blow < 0.7 ? struckDown(engine, options, seen.outages) : heldStill(engine, options, seen.outages)
      under.push(struck.finally(() => busy.delete(engine)))
    }
  }
  await Promise.all(under)
  return seen
}

async function struckDown(engine: StormEngine, { random }: WeatherOptions, outages: Outage[]): Promise<void> {
  const outage = await engine.kill()
  outages.push(outage)
  await sleep(2_000 * random())
  // The database may be on its way up again.
  for (;;) {
    const failed = await engine.start().then(
      () => false,
      () => true,
    )
    if (!failed) break
    await sleep(500)
  }
  outage.to = Date.now()
}

async function heldStill(
  engine: StormEngine,
  { random, longestStopMs }: WeatherOptions,
  outages: Outage[],
): Promise<void> {
  const outage = engine.pause()
  outages.push(outage)
  await sleep(longestStopMs * random())
  engine.resume()
  outage.to = Date.now()
}
