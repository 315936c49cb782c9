import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import { download } from '../download.ts'
import { run } from '../run.ts'
import { archiveAuthorizer, archiveCall } from '../testing/archive.ts'
import { json, thirdParty } from '../testing/third-party.ts'
import { weatherAuthorizer, weatherCall } from '../testing/weather.ts'
import type { Authorizer } from './authorizer.ts'

/** Waits for a token that never comes. */
const endless = (authorizer: Authorizer): Authorizer => ({
  ...authorizer,
  authorize: () => new Promise(() => {}),
})
const create = weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } })

for (const [what, begin] of [
  ['a call', (options) => run(create, endless(weatherAuthorizer), { ...options, maxAttempts: 1 })],
  [
    'a file',
    (options) => download(archiveCall('download', { id: '7' }), endless(archiveAuthorizer), options),
  ],
  [
    'where a file lies',
    (options) => download(archiveCall('download_shared', { id: '7' }), endless(archiveAuthorizer), options),
  ],
] as readonly (readonly [
  string,
  (options: Awaited<ReturnType<typeof thirdParty>>['options'] & { deadlineMs?: number }) => Promise<unknown>,
])[]) {
  test(`${what} does not wait longer for a token than its caller, nor than its time`, async () => {
    await using third = await thirdParty(json({}))
    const reason = new Error('the agent left')
    const controller = new AbortController()
    const left = begin({ ...third.options, signal: controller.signal })
    setImmediate(() => controller.abort(reason))
    await assert.rejects(left, (error) => error === reason)
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0)
    await assert.rejects(begin({ ...third.options, deadlineMs: 30 }), {
      code: 'upstream_timeout',
      sideEffect: 'none',
    })
    assert.deepEqual(third.seen, [])
  })
}
