import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { download } from './download.ts'
import { archiveAuthorizer, archiveCall } from './testing/archive.ts'
import { thirdParty } from './testing/third-party.ts'

/** The status has to be there before it is over, on a machine that has much else to do as well. */
const DEADLINE_MS = 2_000
const call = archiveCall('download', { id: '7' })

test('a refusal that drips is told when the time is over, by its status', async () => {
  await using third = await thirdParty(async (response) => {
    response.writeHead(404, { 'content-type': 'application/json' })
    while (!response.destroyed) {
      response.write(' ')
      await delay(5)
    }
  })
  const refused = download(call, archiveAuthorizer, { ...third.options, deadlineMs: DEADLINE_MS })
  await assert.rejects(refused, { code: 'upstream_not_found', sideEffect: 'none' })
})

test('whoever leaves while a refusal drips has left', async () => {
  const controller = new AbortController()
  const reason = new Error('the agent left')
  await using third = await thirdParty((response) => {
    response.writeHead(404).write('x')
    setTimeout(() => controller.abort(reason), 20)
  })
  const refused = download(call, archiveAuthorizer, { ...third.options, signal: controller.signal })
  await assert.rejects(refused, (error) => error === reason)
})
