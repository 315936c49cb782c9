import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertWeathered } from './testing/storm/assert-weathered.ts'
import { storm } from './testing/storm/storm.ts'
import { SHORT } from './testing/storm/storms.ts'

test('in a storm of kills, stops, restarts and slow answers no refresh token is presented twice at once, and none is lost but by a kill', {
  timeout: 240_000,
}, async (t) => {
  const report = await storm({ ...SHORT, say: (line) => t.diagnostic(line) })
  const { kills, stops, restarts, notificationsDropped, lost, window, calls } = report
  t.diagnostic(JSON.stringify({ kills, stops, restarts, notificationsDropped, lost, window, calls }))
  assertWeathered(report)
  assert.ok(report.rotations >= SHORT.rotations, `${report.rotations} rotations`)
})
