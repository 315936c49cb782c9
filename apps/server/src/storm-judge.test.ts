import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Evidence, judge } from './testing/storm/judge.ts'

/** A token that was rotated once and never saved: under way at 100, received at 140, given at 170. */
function stormWithKillAt(from: number): Evidence {
  const change = { connector: 'one', version: 1, state: 'active', owner: 'lease' }
  return {
    families: [
      {
        account: 0,
        presentations: [
          {
            token: 'first',
            receivedAt: 140,
            committedAt: 170,
            endedAt: 200,
            status: { code: 200, error: undefined },
            given: 'second',
          },
          {
            token: 'first',
            receivedAt: 9_000,
            committedAt: 9_001,
            endedAt: 9_002,
            status: { code: 400, error: 'invalid_grant' },
            given: undefined,
          },
        ],
      },
    ],
    connectors: ['one'],
    history: [
      { ...change, phase: 'leased', at: 95 },
      { ...change, phase: 'sent', at: 100 },
      { ...change, phase: 'sent', at: 8_990 },
    ],
    states: new Map([['one', 'needs_reauth']]),
    outages: [{ engine: 1, kind: 'killed', from, to: from + 3_000 }],
    restarts: [],
    calls: [],
    until: 10_000,
  }
}

const KILLS = [
  ['before its engine set out to ask', 80, 0],
  ['while the request was on its way, before the third party read it', 120, 1],
  ['before the answer was saved', 190, 1],
  ['long after a save would have been done', 5_000, 0],
] as const

for (const [when, at, explained] of KILLS) {
  test(`a kill ${when} ${explained ? 'explains' : 'does not explain'} a lost token`, () => {
    const { lost, killsInWindow, unexplained } = judge(stormWithKillAt(at))
    assert.deepEqual([lost, killsInWindow, unexplained.length], [1, explained, 1 - explained])
  })
}
