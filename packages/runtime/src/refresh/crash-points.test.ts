import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Crash, Mortal, STEPS } from './testing/crashing.ts'
import { checkInvariants, checkState, type SavedToken } from './testing/invariants.ts'
import { noting } from './testing/noting.ts'
import type { Play } from './testing/played-vendor.ts'
import { stage } from './testing/staged-refresher.ts'

const SECOND = 1_000
const HOURS = 3 * 3_600 * SECOND

/** One process dies at a point; then others are asked, for hours if need be. */
async function crashed(crash: Crash, plays: readonly Play[]) {
  const { time, vendor, process, subject, store, record } = stage()
  vendor.play(...plays)
  const saves: SavedToken[] = []
  const noted = noting(store, saves, time.now)
  const mortal = new Mortal(crash)
  const dying = { ...subject, store: mortal.store(noted), renewal: mortal.renewal(subject.renewal) }
  process()
    .refresh(dying)
    .catch(() => {})
  await time.pass(30 * SECOND)
  const begun = time.now()
  let recovered: number | undefined
  const ask = () =>
    process()
      .refresh({ ...subject, store: noted })
      .then(
        () => {
          recovered ??= time.now() - begun
        },
        () => {},
      )
  while (recovered === undefined && time.now() - begun < HOURS) {
    const asked = [ask(), ask(), ask()]
    await time.pass(60 * SECOND)
    await Promise.all(asked)
    if ((await record()).state === 'needs_reauth') break
  }
  checkInvariants(vendor, saves)
  const after = await record()
  checkState(after, vendor)
  const lost = vendor.presented.some(({ granted }) => granted) && !saves.length
  return { died: mortal.dead, recovered, lost, state: after.state, vendor }
}

const PLAYS: readonly (readonly [string, readonly Play[]])[] = [
  ['answers at once', []],
  ['answers after five seconds', [{ before: 3 * SECOND, after: 2 * SECOND }]],
  ['never sees the first request', [{ as: 'lost' }]],
  ['cannot be reached at first', [{ as: { kind: 'not_sent', cause: 'upstream_unavailable' } }]],
  ['fails at first', [{ as: { kind: 'unknown', cause: 'status_500' } }]],
  ['refuses the application at first', [{ as: { kind: 'application', cause: 'invalid_client' } }]],
]

const CRASHES: readonly Crash[] = STEPS.flatMap((step) =>
  (['before', 'after'] as const).flatMap((when) =>
    [1, 2, 3].map((occurrence) => ({ step, when, occurrence })),
  ),
)

/** Between the vendor's commit and our save there is nobody who has the token. */
const inWindow = ({ step, when }: Crash) =>
  (step === 'send' && when === 'after') || (step === 'save' && when === 'before')

for (const [what, plays] of PLAYS) {
  test(`a process that dies at any step while the vendor ${what} harms nothing, and loses a token in one window only`, async () => {
    let deaths = 0
    for (const crash of CRASHES) {
      const { died, recovered, lost, state } = await crashed(crash, plays)
      const at = JSON.stringify(crash)
      if (died) deaths += 1
      assert.ok(!lost || (died && inWindow(crash)), `${at}: a token was lost`)
      assert.equal(state === 'needs_reauth', lost, at)
      assert.ok(lost || recovered !== undefined, `${at}: it never recovered`)
    }
    assert.ok(deaths >= 10, `${deaths}`)
  })
}

test('what only the answer lost is lost, is said once, and to the right person', async () => {
  const { lost, state, vendor } = await crashed({ step: 'save', when: 'before', occurrence: 1 }, [])
  assert.deepEqual([lost, state], [true, 'needs_reauth'])
  assert.equal(vendor.presented.length, 2)
})
