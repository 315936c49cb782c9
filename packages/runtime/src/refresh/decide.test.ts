import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Attempt, CredentialRecord, CredentialState } from './credential-store.ts'
import { type Circumstances, type Decision, decide } from './decide.ts'
import { REFRESH_TIMINGS as timings } from './refresh-timings.ts'

const NOW = 10_000_000
const STATES: readonly CredentialState[] = ['pending', 'active', 'degraded', 'needs_reauth', 'revoked']
const PHASES: readonly Attempt['phase'][] = ['settled', 'leased', 'sent']
const REUSES: readonly Circumstances['reuse'][] = [
  'safe',
  'single_use',
  'unknown',
  { graceSeconds: 100 },
  { graceSeconds: 10_000 },
]

interface Case {
  readonly record: CredentialRecord
  readonly circumstances: Circumstances
}

type Options<T> = { readonly [K in keyof T]: readonly T[K][] }

/** Every combination of what may stand in each place. */
function* product<T extends object>(options: Options<T>): Generator<T> {
  const names = Object.keys(options) as (keyof T)[]
  const count = names.reduce((all, name) => all * options[name].length, 1)
  for (let index = 0; index < count; index++) {
    let rest = index
    const chosen = names.map((name) => {
      const at = rest % options[name].length
      rest = Math.floor(rest / options[name].length)
      return [name, options[name][at]]
    })
    yield Object.fromEntries(chosen)
  }
}

const CIRCUMSTANCES = [
  ...product<Omit<Circumstances, 'want'> & Circumstances['want']>({
    freshness: ['fresh', 'ahead', 'over'],
    cause: ['expiry', 'refusal'],
    version: [undefined, 2, 3],
    renewable: [true, false],
    reuse: REUSES,
    timings: [timings],
  }),
].map(({ version, cause, ...more }): Circumstances => ({ ...more, want: { version, cause } }))

const RECORDS = [
  ...product<Pick<CredentialRecord, 'state' | 'retryAt' | 'refusedAt'> & Omit<Attempt, 'presentedAt'>>({
    state: STATES,
    phase: PHASES,
    until: [NOW - 4_000_000, NOW - 40_000, NOW - 1_000, NOW, NOW + 1],
    presentations: [0, 1, 2, 3],
    fence: [7],
    retryAt: [undefined, NOW, NOW + 1],
    refusedAt: [undefined, NOW - timings.refusalMs, NOW - 1],
  }),
].map(({ phase, until, presentations, fence, ...more }): CredentialRecord => {
  const presentedAt = presentations > 0 ? NOW - 500_000 : undefined
  return {
    ...more,
    version: 3,
    credential: { definitionId: 'x', alternative: 'x', fields: {}, origins: [] },
    attempt: { phase, fence, until, presentations, presentedAt },
    settlement: 5,
    failures: presentations,
    spare: undefined,
    now: NOW,
  }
})

function* cases(): Generator<Case> {
  for (const record of RECORDS) for (const circumstances of CIRCUMSTANCES) yield { record, circumstances }
}

type Rule = readonly [what: string, holds: (one: Case, decision: Decision) => boolean]

const RULES: readonly Rule[] = [
  [
    'where a person is needed nothing else is done, and there alone that is said',
    ({ record: { state } }, decision) =>
      (state === 'needs_reauth' || state === 'revoked') === (decision.do === 'reauthorize'),
  ],
  [
    'what lives is never taken over',
    ({ record: { attempt } }, decision) =>
      decision.do !== 'present' || attempt.phase === 'settled' || attempt.until <= NOW,
  ],
  [
    'what was sent and has no known outcome rests for its quarantine',
    ({ record: { attempt } }, decision) =>
      decision.do !== 'present' || attempt.phase !== 'sent' || attempt.until + decision.quarantineMs <= NOW,
  ],
  [
    'no quarantine is shorter than a request and the longest pause',
    (_, decision) =>
      decision.do !== 'present' || decision.quarantineMs >= timings.endpointMs + timings.pauseMs,
  ],
  [
    'a third presentation that may do harm waits for the longest backoff',
    ({ record: { attempt }, circumstances: { reuse } }, decision) => {
      const harmless = reuse === 'safe' || (typeof reuse === 'object' && reuse.graceSeconds > 500)
      if (decision.do !== 'present' || attempt.presentations < 2 || harmless) return true
      return decision.quarantineMs === timings.maxBackoffMs
    },
  ],
  [
    'nobody tries while everybody rests',
    ({ record: { retryAt } }, decision) =>
      decision.do !== 'present' || retryAt === undefined || retryAt <= NOW,
  ],
  [
    'what cannot be renewed is used as it is, and never presented',
    ({ circumstances: { renewable } }, decision) =>
      renewable || decision.do === 'use' || decision.do === 'reauthorize',
  ],
  [
    'what is over is never good enough where it can be renewed',
    ({ circumstances: { freshness, renewable } }, decision) =>
      !(freshness === 'over' && renewable) || decision.do !== 'use',
  ],
  [
    'refusals cause one refresh in their time at most',
    ({ record: { refusedAt, attempt, failures }, circumstances: { want, freshness } }, decision) =>
      want.cause !== 'refusal' ||
      freshness === 'over' ||
      refusedAt !== NOW - 1 ||
      // One whose outcome nobody knows is taken up again, and is still the one.
      attempt.phase !== 'settled' ||
      failures > 0 ||
      decision.do !== 'present',
  ],
  [
    'a refresh that a refusal began and of which nobody knows how it ended is not taken for done',
    ({ record: { state, attempt }, circumstances: { want, renewable } }, decision) =>
      state === 'needs_reauth' ||
      state === 'revoked' ||
      want.cause !== 'refusal' ||
      want.version === 2 ||
      !renewable ||
      attempt.phase !== 'sent' ||
      decision.do !== 'use',
  ],
  [
    'a refusal that somebody is at work on is waited for',
    ({ record: { state, attempt }, circumstances: { want, renewable } }, decision) =>
      state === 'needs_reauth' ||
      state === 'revoked' ||
      want.cause !== 'refusal' ||
      want.version === 2 ||
      !renewable ||
      attempt.phase === 'settled' ||
      attempt.until <= NOW ||
      decision.do === 'wait',
  ],
  [
    'what has moved and is not over is adopted',
    ({ record: { state }, circumstances: { want, freshness } }, decision) =>
      state === 'needs_reauth' ||
      state === 'revoked' ||
      want.version !== 2 ||
      freshness === 'over' ||
      decision.do === 'use',
  ],
  ['every wait ends later than now', (_, decision) => !('until' in decision) || decision.until > NOW],
]

for (const [what, holds] of RULES) {
  test(`in every case: ${what}`, () => {
    for (const one of cases()) {
      const decision = decide(one.record, one.circumstances)
      if (!holds(one, decision)) assert.fail(JSON.stringify({ ...one, decision }))
    }
  })
}

test('every decision is reached', () => {
  const reached = new Set<string>()
  for (const one of cases()) reached.add(decide(one.record, one.circumstances).do)
  assert.deepEqual([...reached].sort(), ['present', 'quarantine', 'reauthorize', 'rest', 'use', 'wait'])
})
