import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition } from '@sallyport/definition'
import type { Credential } from '@sallyport/runtime'
import { RefreshGovernor } from './refresh-governor.ts'
import { refreshTime } from './refresh-time.ts'

const timings = { marginMs: 300_000, marginShare: 0.2 }
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

function timeOf(grant: Credential['grant'], random: number, idleDays?: number): number | undefined {
  const refresh = { rotates: true, ...(idleDays !== undefined && { idleDays }) }
  const definition = { auth: { oauth: { mechanism: { scheme: 'oauth2', refresh } } } }
  const credential = {
    definitionId: 'x',
    alternative: 'oauth',
    fields: {},
    origins: [],
    ...(grant && { grant }),
  }
  return refreshTime(definition as unknown as Definition, credential, { timings, random: () => random })
}

test('a job renews a token within the margin before its end, each at a moment of its own', () => {
  const grant = { issuedAt: 0, expiresAt: HOUR_MS }
  assert.equal(timeOf(grant, 0), HOUR_MS - 300_000)
  assert.equal(timeOf(grant, 1), HOUR_MS - 150_000)
  assert.equal(timeOf({ issuedAt: 0, expiresAt: 10_000 }, 0), 8_000)
})

test('what never ends is not renewed, unless it dies of idleness: then well before that', () => {
  assert.equal(timeOf({ issuedAt: 0 }, 0), undefined)
  assert.equal(timeOf(undefined, 0, 30), undefined)
  assert.equal(timeOf({ issuedAt: 0 }, 0, 30), 15 * DAY_MS)
  assert.ok((timeOf({ issuedAt: 0 }, 1, 30) ?? Number.POSITIVE_INFINITY) < 23 * DAY_MS)
  assert.equal(timeOf({ issuedAt: 0, expiresAt: HOUR_MS }, 0, 30), HOUR_MS - 300_000)
})

test('of 100,000 that are due at once one application is asked five times a second, and the others come spread out', () => {
  let now = 0
  let number = 0
  const governor = new RefreshGovernor({ monotonic: () => now, random: () => (number++ % 100) / 100 })
  const pauses: number[] = []
  let admitted = 0
  for (let each = 0; each < 100_000; each++) {
    now += 0.1
    const admission = governor.enter('application')
    if ('leave' in admission) {
      admitted += 1
      admission.leave()
    } else pauses.push(admission.comeAgainInMs)
  }
  // Ten seconds have passed, and it began with a full bucket.
  assert.ok(admitted >= 50 && admitted <= 56, `${admitted} admitted`)
  const late = pauses.slice(-10_000)
  assert.ok(Math.min(...late) >= 6_000 && Math.max(...late) <= HOUR_MS && Math.max(...late) > HOUR_MS / 2)
  assert.ok('leave' in governor.enter('another application'))
})

test('no more than five of one application are under way, however slow its token endpoint is', () => {
  let now = 0
  const governor = new RefreshGovernor({ monotonic: () => now, random: () => 0 })
  const entered = Array.from({ length: 20 }, () => {
    now += 1_000
    return governor.enter('application')
  })
  const inside = entered.flatMap((admission) => ('leave' in admission ? [admission] : []))
  assert.equal(inside.length, 5)
  inside[0]?.leave()
  inside[0]?.leave()
  now += 1_000
  assert.ok('leave' in governor.enter('application'))
  assert.ok(!('leave' in governor.enter('application')))
})
