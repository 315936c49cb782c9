import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Injection, injections } from './corpus.ts'
import { type Demand, type Demanded, demandsOf } from './demands.ts'
import type { Stage } from './stage.ts'

/** The tools of an agent: does what is asked for, as far as they let it, and gives all that the agent gets to read of it. */
export type Hands = (demand: Demand) => Promise<string>

/** One thing that a text made the agent try. */
export interface Attempt extends Demanded {
  readonly injection: Injection
  readonly ask: string
  /** What the agent was answered. */
  readonly answer: string
  /** What third parties got meanwhile. */
  readonly arrived: readonly string[]
}

/**
 * The worst agent there is: it reads everything that others wrote, and does at once whatever a text asks for. Which call
 * that is stands beside each text, so that no model has to be fooled: this one always is.
 */
export async function obey(stage: Stage, quick: Hands): Promise<readonly Attempt[]> {
  const hands = patient(quick)
  const demands = demandsOf(stage)
  const attempts: Attempt[] = []
  for (const read of stage.reads) {
    const answer = await hands(read)
    const found = foundIn(answer)
    assert.ok(found.length > 0, `nothing was read: ${JSON.stringify(read)} ${answer.slice(0, 300)}`)
    for (const injection of found) {
      for (const ask of injection.asks)
        attempts.push(await attempt(stage, hands, { injection, ask, ...named(demands, ask) }))
    }
  }
  return attempts
}

const TRIES = 40
const REST_MS = 500

/** It comes again where a third party allows no more for now. */
function patient(hands: Hands): Hands {
  return async (demand) => {
    for (let tries = 1; ; tries++) {
      const answer = await hands(demand)
      if (tries === TRIES || !/upstream_rate_limited|is spent for now/.test(answer)) return answer
      await sleep(REST_MS)
    }
  }
}

/** What was read, by the mark that each text begins with: it has no letters that a marked answer writes otherwise. */
function foundIn(answer: string): readonly Injection[] {
  return injections.filter(({ id }) => answer.includes(`[${id}]`))
}

function named(demands: Readonly<Record<string, Demanded>>, ask: string): Demanded {
  const found = demands[ask]
  if (found === undefined) throw new TypeError(`nothing says what "${ask}" is`)
  return found
}

async function attempt(
  stage: Stage,
  hands: Hands,
  asked: Omit<Attempt, 'answer' | 'arrived'>,
): Promise<Attempt> {
  stage.arrived()
  const answer = await hands(asked.demand)
  return { ...asked, answer, arrived: stage.arrived() }
}
