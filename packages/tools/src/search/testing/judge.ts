import { type Half, halfOf, type Intent, intents } from '../intents/index.ts'
import type { ToolIndex } from '../tool-index.ts'

/** How many of how many, with the interval that holds the true share in 95 of 100 cases. */
export interface Share {
  readonly hits: number
  readonly of: number
  readonly share: number
  readonly low: number
  readonly high: number
}

export interface Judgement {
  /** Intents that an operation serves, of which one that does is among the first five. */
  readonly recallAt5: Share
  /** The same among the first alone. */
  readonly recallAt1: Share
  /** Intents that nothing serves, of which the answer says so. */
  readonly nothing: Share
}

/** Judges an index by one half of the labelled intents. */
export function judge(index: ToolIndex, half: Half): Judgement {
  const own = intents.filter(({ says }) => halfOf(says) === half)
  const served = own.filter(({ serves }) => serves.length > 0)
  const unserved = own.filter(({ serves }) => serves.length === 0)
  return {
    recallAt5: share(served, (intent) => isFound(index, intent, 5)),
    recallAt1: share(served, (intent) => isFound(index, intent, 1)),
    nothing: share(unserved, ({ says }) => index.search(says).nothing),
  }
}

export function isFound(index: ToolIndex, { says, serves }: Intent, limit: number): boolean {
  const { matches } = index.search(says, { limit })
  return matches.some(({ connectorType, entity, action }) =>
    serves.includes(`${connectorType}.${entity}.${action}`),
  )
}

export function percentText({ hits, of, share, low, high }: Share): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  return `${hits} of ${of}, ${percent(share)} (${percent(low)} to ${percent(high)})`
}

function share(all: readonly Intent[], test: (intent: Intent) => boolean): Share {
  const hits = all.filter(test).length
  return { hits, of: all.length, share: hits / all.length, ...wilson(hits, all.length) }
}

/** Wilson's score interval at 95 %: en.wikipedia.org/wiki/Binomial_proportion_confidence_interval. */
function wilson(hits: number, of: number): { readonly low: number; readonly high: number } {
  const z = 1.959964
  const p = hits / of
  const middle = (p + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const reach = (z / (1 + z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2))
  return { low: middle - reach, high: middle + reach }
}
