import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAuthorizer } from '../authorize/authorizer.ts'
import { matchCredential } from '../authorize/match-credential.ts'
import { run } from '../run.ts'
import { createSender } from '../send/sender.ts'
import { serve } from '../send/testing/upstream-server.ts'
import { rejectionOf } from '../testing/failure-of.ts'
import { weather, weatherCall } from '../testing/weather.ts'

const DEADLINE_MS = 1_300
const LATE_MS = 100

test('over HTTP, the second attempt has the time that the first one left', async () => {
  const get = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
  const authorizer = createAuthorizer(weather, matchCredential(weather, { token: 'wx_0123456789abcdef' }))
  let requests = 0
  await using upstream = await serve((response) => {
    requests += 1
    if (requests === 1) void sleep(LATE_MS).then(() => response.destroy())
  })
  const sender = createSender({
    allowLoopbackOrigins: new Map([[new URL(weather.server.url).origin, upstream.origin]]),
  })
  const options = { now: () => Date.now(), random: () => 0, wait: async () => {} }
  const error = await rejectionOf(
    run(get, authorizer, { ...options, sender, callId: 'c', deadlineMs: DEADLINE_MS }),
  )
  await sender.close()
  assert.deepEqual([error.code, requests], ['upstream_timeout', 2])
  const given = Number(/within (\d+) ms/.exec(error.message)?.[1])
  // A timer may be a millisecond early.
  assert.ok(given <= DEADLINE_MS - LATE_MS + 5, error.message)
})
