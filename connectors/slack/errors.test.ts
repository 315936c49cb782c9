import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { SallyportError } from '@sallyport/errors'
import type { CallRequest } from '@sallyport/runtime'
import { NOW, openStage, type Stage } from '../testing/stage.ts'
import { slack } from './definition.ts'
import { slackVendor } from './vendor.ts'

const open = () => openStage({ definition: slack, play: (options) => emulate(slackVendor, options) })

const READ = { entity: 'messages', action: 'list', params: { channel: 'C0GENERAL1' } }
const POST = { entity: 'messages', action: 'create', params: { channel: 'C0GENERAL1', text: 'Hello' } }

async function failure(stage: Stage, request: CallRequest): Promise<SallyportError> {
  const error = await stage.call(request).catch((reason: unknown) => reason)
  assert.ok(SallyportError.isInstance(error), String(error))
  return error
}

/** What Slack says in an answer of 200 -> what it means. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  credential_invalid: ['invalid_auth', 'not_authed', 'token_expired', 'token_revoked', 'account_inactive'],
  upstream_forbidden: [
    'missing_scope',
    'not_allowed_token_type',
    'not_in_channel',
    'restricted_action',
    'restricted_action_read_only_channel',
    'no_permission',
    'ekm_access_denied',
    'accesslimited',
    'team_access_not_granted',
    'two_factor_setup_required',
    'user_is_bot',
    'user_is_restricted',
    'cant_update_message',
    'cant_archive_general',
    'cant_kick_self',
    'file_uploads_disabled',
  ],
  upstream_not_found: [
    'channel_not_found',
    'user_not_found',
    'users_not_found',
    'message_not_found',
    'thread_not_found',
    'file_not_found',
    'file_deleted',
    'bot_not_found',
    'user_not_visible',
    'no_reaction',
    'no_pin',
    'invalid_scheduled_message_id',
  ],
  upstream_conflict: [
    'already_archived',
    'already_in_channel',
    'already_pinned',
    'already_reacted',
    'is_archived',
    'not_archived',
    'name_taken',
    'edit_window_closed',
    'user_not_in_channel',
    'too_many_reactions',
  ],
  upstream_rate_limited: ['ratelimited', 'rate_limited', 'message_limit_exceeded'],
  upstream_unavailable: [
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'request_timeout',
    'team_added_to_org',
    'org_login_required',
  ],
  upstream_invalid: [
    'invalid_arguments',
    'invalid_cursor',
    'invalid_blocks',
    'invalid_name_specials',
    'msg_too_long',
    'no_text',
    'time_in_past',
    'method_not_supported_for_channel_type',
    'a_word_of_tomorrow',
  ],
}

for (const [code, words] of Object.entries(WORDS)) {
  test(`an answer of 200 that says ${words.join(', ')} is ${code}`, async () => {
    await using stage = await open()
    for (const error of words) {
      stage.faults.add({ kind: 'in-band-error', error, times: 'always' })
      const read = await failure(stage, READ)
      assert.deepEqual([read.code, read.sideEffect], [code, 'none'], error)
      // A server that broke may have posted it before.
      const posted = code === 'upstream_unavailable' ? 'outcome_unknown' : code
      assert.equal((await failure(stage, POST)).code, posted, error)
      stage.faults.clear()
    }
  })
}

test('a limit says when to go on, by a header of 429', async () => {
  await using stage = await open()
  stage.faults.add({ kind: 'too-many-requests', retryAfter: 600, times: 'always' })
  for (const request of [READ, POST]) {
    const { code, retryAt, sideEffect } = await failure(stage, request)
    assert.deepEqual([code, sideEffect], ['upstream_rate_limited', 'none'])
    assert.equal(retryAt?.getTime(), NOW + 600_000)
  }
})

test('a short limit is waited for, and the message is there once', async () => {
  await using stage = await open()
  stage.faults.add({ kind: 'too-many-requests', retryAfter: 1, times: 1 })
  await stage.call(POST)
  assert.deepEqual(stage.waited, [1_000])
  assert.equal(stage.ledger.count({ operation: 'POST /chat.postMessage', status: 200 }), 1)
})

test('of a scope that is missing the name is told, and of an argument what is wrong with it', async () => {
  await using stage = await open()
  stage.faults.add({ kind: 'forbidden', times: 1 })
  assert.match((await failure(stage, POST)).message, /It says: chat:write/)
  const empty = { type: 'text/plain', name: 'empty.txt', content: Buffer.alloc(0) }
  await assert.rejects(stage.call({ entity: 'files', action: 'upload' }, { file: empty }), {
    code: 'upstream_invalid',
    message: /It says: \[ERROR\]/,
  })
})

test('a failure names the request that Slack knows it by', async () => {
  await using stage = await open()
  const { upstream } = await failure(stage, { ...READ, params: { channel: 'C0NOWHERE1' } })
  assert.match(upstream?.requestId ?? '', /^[0-9a-f]{32}$/)
})
