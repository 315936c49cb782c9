import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createMemoryAllowances } from './memory-allowances.ts'
import { RateGovernor } from './rate-governor.ts'
import { countedCall } from './testing/counted-calls.ts'
import { FakeTime } from './testing/fake-time.ts'

const SECONDS = 10
const UNITS = 8
const CONCURRENCY = 5

interface Arrival {
  readonly after: number
  readonly caller: string
  readonly cost: number
  readonly patience: number
  readonly lasts: number
  readonly givesUpAfter: number | null
}

const arrivals: fc.Arbitrary<Arrival[]> = fc.array(
  fc.record({
    after: fc.nat({ max: 2_000 }),
    caller: fc.constantFrom('ada', 'bob', 'eve'),
    cost: fc.integer({ min: 1, max: 3 }),
    patience: fc.nat({ max: 60_000 }),
    lasts: fc.nat({ max: 3_000 }),
    givesUpAfter: fc.option(fc.nat({ max: 5_000 }), { freq: 3 }),
  }),
  { maxLength: 60 },
)

interface Outcomes {
  readonly went: { readonly at: number; readonly units: number }[]
  refused: number
  givenUp: number
  underWay: number
  mostUnderWay: number
}

async function play(all: readonly Arrival[], shared: boolean): Promise<Outcomes> {
  const time = new FakeTime()
  const allowances = createMemoryAllowances(time)
  const governor = new RateGovernor({ ...time, ...(shared && { allowances }) })
  const outcomes: Outcomes = { went: [], refused: 0, givenUp: 0, underWay: 0, mostUnderWay: 0 }
  for (const arrival of all) {
    await time.pass(arrival.after)
    void arrive(arrival, { time, governor, outcomes })
  }
  await time.pass(10 * 60_000)
  assert.equal(time.waiting, 0)
  return outcomes
}

interface Stage {
  readonly time: FakeTime
  readonly governor: RateGovernor
  readonly outcomes: Outcomes
}

async function arrive(arrival: Arrival, { time, governor, outcomes }: Stage): Promise<void> {
  const { caller, cost, patience, lasts, givesUpAfter } = arrival
  const { now, wait } = time
  const call = countedCall({
    limits: {
      core: { per: 'app', allows: { units: UNITS, seconds: SECONDS }, concurrency: CONCURRENCY },
    },
    cost,
  })
  const controller = new AbortController()
  if (givesUpAfter !== null) void wait(givesUpAfter).then(() => controller.abort())
  const asking = { organization: 'acme', credential: caller, caller, deadline: now() + patience + 1000 }
  try {
    const admission = await governor.for(asking).admit(call, controller.signal)
    outcomes.went.push({ at: now(), units: cost })
    outcomes.underWay += 1
    outcomes.mostUnderWay = Math.max(outcomes.mostUnderWay, outcomes.underWay)
    await wait(lasts)
    outcomes.underWay -= 1
    admission.done({ status: 200, headers: {} })
  } catch {
    if (controller.signal.aborted) outcomes.givenUp += 1
    else outcomes.refused += 1
  }
}

for (const shared of [false, true]) {
  test(`whoever comes and goes, no stretch of time has more than is allowed (${shared ? 'shared' : 'alone'})`, async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async (all) => {
        const { went, refused, givenUp, underWay, mostUnderWay } = await play(all, shared)
        assert.equal(went.length + refused + givenUp, all.length, 'every call comes to an end')
        assert.equal(underWay, 0)
        assert.ok(mostUnderWay <= CONCURRENCY)
        for (const { at: from } of went) {
          const within = went.filter(({ at }) => at >= from && at < from + SECONDS * 1000)
          assert.ok(within.reduce((sum, { units }) => sum + units, 0) <= UNITS)
        }
      }),
      { numRuns: 40 },
    )
  })
}
