import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { openStage } from '../testing/stage.ts'
import { slack } from './definition.ts'
import { slackVendor } from './vendor.ts'

const open = () => openStage({ definition: slack, play: (options) => emulate(slackVendor, options) })

test('channels are walked by a cursor in the body, and a message is posted into one', async () => {
  await using stage = await open()
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await stage.call({
      entity: 'channels',
      action: 'list',
      limit: 1,
      ...(cursor !== undefined && { cursor }),
    })
    ids.push(...(page.data as { readonly id: string }[]).map(({ id }) => id))
    cursor = page.page?.nextCursor ?? undefined
  } while (cursor !== undefined)
  assert.ok(ids.length >= 2)
  assert.equal(new Set(ids).size, ids.length)
  const params = { channel: ids[0] ?? '', text: 'Hello' }
  const { data } = await stage.call({ entity: 'messages', action: 'create', params })
  assert.equal((data as { readonly text: string }).text, 'Hello')
  stage.ledger.only({ operation: 'POST /chat.postMessage', verdict: 'valid', body: params })
})

const FAILURES = [
  [{ channel: 'C0000000000', text: 'x' }, undefined, 'upstream_not_found'],
  [{ channel: 'C1', text: 'x' }, { kind: 'in-band-error', error: 'invalid_auth' }, 'credential_invalid'],
  [{ channel: 'C1', text: 'x' }, { kind: 'in-band-error', error: 'restricted_action' }, 'upstream_forbidden'],
  [{ channel: 'C1', text: 'x' }, { kind: 'in-band-error', error: 'msg_too_long' }, 'upstream_invalid'],
  [{ channel: 'C1', text: 'x' }, { kind: 'in-band-error', error: 'ratelimited' }, 'upstream_rate_limited'],
  // It may have been posted.
  [{ channel: 'C1', text: 'x' }, { kind: 'in-band-error', error: 'internal_error' }, 'outcome_unknown'],
] as const

for (const [params, fault, code] of FAILURES) {
  test(`an answer of 200 that says ${fault?.error ?? 'channel_not_found'} is ${code}`, async () => {
    await using stage = await open()
    if (fault) stage.faults.add({ ...fault, times: 'always' })
    await assert.rejects(stage.call({ entity: 'messages', action: 'create', params }), { code })
  })
}
