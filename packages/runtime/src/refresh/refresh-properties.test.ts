import { test } from 'node:test'
import fc from 'fast-check'
import { type Crash, Mortal, STEPS } from './testing/crashing.ts'
import { checkInvariants, checkState, type SavedToken } from './testing/invariants.ts'
import { noting } from './testing/noting.ts'
import type { Play } from './testing/played-vendor.ts'
import { stage } from './testing/staged-refresher.ts'

const crash: fc.Arbitrary<Crash> = fc.record({
  step: fc.constantFrom(...STEPS),
  when: fc.constantFrom('before', 'after'),
  occurrence: fc.integer({ min: 1, max: 4 }),
})

const ms = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 25_000 }))
const play: fc.Arbitrary<Play> = fc.record({
  before: ms,
  after: ms,
  as: fc.oneof(
    { weight: 4, arbitrary: fc.constant('answered' as const) },
    fc.constantFrom('lost' as const, 'taken' as const),
    fc.constantFrom(
      { kind: 'not_sent', cause: 'upstream_unavailable' } as const,
      { kind: 'failed', cause: 'invalid_scope' } as const,
      { kind: 'application', cause: 'rate_limited', retryInMs: 5_000 } as const,
      { kind: 'unknown', cause: 'status_500' } as const,
    ),
  ),
})

/** One process: when it is asked, how far its clock is off, how long it stands still before its request, and how it dies. */
const process = fc.record({
  at: fc.integer({ min: 0, max: 120_000 }),
  calls: fc.integer({ min: 1, max: 4 }),
  clock: fc.constantFrom(-120_000, 0, 120_000),
  pause: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 14_000 })),
  crash: fc.option(crash, { nil: undefined }),
})

test('whatever processes are asked, die, stand still or have wrong clocks: no presentation overlaps or follows a save', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(process, { minLength: 1, maxLength: 6 }),
      fc.array(play, { maxLength: 6 }),
      async (processes, plays) => {
        const { time, vendor, process: start, subject, store, record } = stage()
        vendor.play(...plays)
        const saves: SavedToken[] = []
        const noted = noting(store, saves, time.now)
        for (const { at, calls, clock, pause, crash } of processes) {
          const mortal = new Mortal(crash)
          const renewal = mortal.renewal(paused(subject.renewal, () => time.wait(pause)))
          const own = { ...subject, store: mortal.store(noted), renewal }
          const refresher = start({ now: () => time.now() + clock })
          void time.wait(at).then(() => {
            for (let call = 0; call < calls; call++) refresher.refresh(own).catch(() => {})
          })
        }
        await time.pass(300_000)
        // One that lives on, until the credential is good or needs its user.
        for (let tries = 0; tries < 200; tries++) {
          const asked = start().refresh({ ...subject, store: noted })
          asked.catch(() => {})
          await time.pass(60_000)
          const { version, state } = await record()
          if (state === 'needs_reauth' || version > 1) break
        }
        checkInvariants(vendor, saves)
        const after = await record()
        checkState(after, vendor)
      },
    ),
    { numRuns: 300 },
  )
})

/** Stands still between the intent and the request: less than is tolerated. */
function paused(
  renewal: ReturnType<typeof stage>['subject']['renewal'],
  pause: () => Promise<unknown>,
): typeof renewal {
  return {
    ...renewal,
    async prepare(credential) {
      const prepared = await renewal.prepare(credential)
      return {
        ...prepared,
        async send(deadlineMs) {
          await pause()
          return prepared.send(deadlineMs)
        },
      }
    },
  }
}
