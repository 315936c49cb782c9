import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import { type Call, callerOf } from './testing/call.ts'
import { slackVendor } from './vendor.ts'

let emulator: Emulator
let call: Call

before(async () => {
  emulator = await emulate(slackVendor, { seed: 'slack' })
  call = callerOf(emulator.url)
})
after(() => emulator.close())

const MESSAGE = '1600000000.000100'

/** What is wrong, and the error that says so. All of them come with 200. */
const CASES: readonly (readonly [error: string, method: string, params: object])[] = [
  ['channel_not_found', 'chat.postMessage', { channel: 'C0NOWHERE1', text: 'x' }],
  ['channel_not_found', 'conversations.info', { channel: '' }],
  ['is_archived', 'chat.postMessage', { channel: 'C0OLDNEWS1', text: 'x' }],
  ['not_in_channel', 'chat.postMessage', { channel: 'C0DESIGN01', text: 'x' }],
  ['not_in_channel', 'conversations.history', { channel: 'C0DESIGN01' }],
  ['no_text', 'chat.postMessage', { channel: 'C0GENERAL1' }],
  ['no_text', 'chat.postMessage', { channel: 'C0GENERAL1', text: ' ' }],
  ['msg_too_long', 'chat.postMessage', { channel: 'C0GENERAL1', text: 'x'.repeat(40_001) }],
  ['invalid_blocks_format', 'chat.postMessage', { channel: 'C0GENERAL1', blocks: '[{' }],
  ['invalid_thread_ts', 'chat.postMessage', { channel: 'C0GENERAL1', text: 'x', thread_ts: '0' }],
  ['message_not_found', 'chat.update', { channel: 'C0GENERAL1', text: 'x', ts: MESSAGE }],
  ['message_not_found', 'chat.delete', { channel: 'C0GENERAL1', ts: MESSAGE }],
  ['message_not_found', 'chat.getPermalink', { channel: 'C0GENERAL1', message_ts: MESSAGE }],
  ['message_not_found', 'reactions.add', { channel: 'C0GENERAL1', timestamp: MESSAGE, name: 'tada' }],
  ['thread_not_found', 'conversations.replies', { channel: 'C0GENERAL1', ts: MESSAGE }],
  ['no_item_specified', 'pins.add', { channel: 'C0GENERAL1' }],
  ['time_in_past', 'chat.scheduleMessage', { channel: 'C0GENERAL1', text: 'x', post_at: 1 }],
  ['time_too_far', 'chat.scheduleMessage', { channel: 'C0GENERAL1', text: 'x', post_at: 9_999_999_999 }],
  ['name_taken', 'conversations.create', { name: 'general' }],
  ['invalid_name_specials', 'conversations.create', { name: 'Big News' }],
  ['invalid_name_required', 'conversations.create', { name: '' }],
  ['invalid_name_maxlength', 'conversations.create', { name: 'x'.repeat(81) }],
  ['invalid_name_punctuation', 'conversations.create', { name: '--' }],
  ['cant_archive_general', 'conversations.archive', { channel: 'C0GENERAL1' }],
  ['already_archived', 'conversations.archive', { channel: 'C0OLDNEWS1' }],
  ['not_archived', 'conversations.unarchive', { channel: 'C0GENERAL1' }],
  ['cant_leave_general', 'conversations.leave', { channel: 'C0GENERAL1' }],
  ['cant_invite_self', 'conversations.invite', { channel: 'C0GENERAL1', users: 'U0PRACBOT1' }],
  ['already_in_channel', 'conversations.invite', { channel: 'C0GENERAL1', users: 'U0ADALOVE1' }],
  ['users_list_not_supplied', 'conversations.open', {}],
  ['user_not_found', 'conversations.open', { users: 'U0NOBODY01' }],
  ['user_not_found', 'users.info', { user: 'U0NOBODY01' }],
  ['users_not_found', 'users.lookupByEmail', { email: 'nobody@practise.example' }],
  ['invalid_types', 'conversations.list', { types: 'public' }],
  ['invalid_limit', 'conversations.list', { limit: 1001 }],
  ['invalid_limit', 'conversations.list', { limit: 'many' }],
  ['invalid_limit', 'conversations.history', { channel: 'C0GENERAL1', limit: 1000 }],
  ['invalid_cursor', 'conversations.list', { cursor: 'nonsense' }],
  ['invalid_ts_oldest', 'conversations.history', { channel: 'C0GENERAL1', oldest: 'noon' }],
  ['file_not_found', 'files.info', { file: 'F0NOWHERE1' }],
  ['not_found', 'bookmarks.remove', { channel_id: 'C0GENERAL1', bookmark_id: 'Bk0NOWHERE' }],
  ['no_query', 'search.messages', { query: ' ' }],
  ['method_deprecated', 'files.upload', { content: 'x' }],
  ['unknown_method', 'chat.shout', {}],
]

for (const [error, method, params] of CASES) {
  test(`${method} with ${JSON.stringify(params).slice(0, 60)} is ${error}`, async () => {
    const answer = await call(method, { ...params })
    assert.deepEqual([answer.status, answer.at('ok'), answer.at('error')], [200, false, error])
  })
}

test('without a token nothing is done, and a wrong one is not accepted', async () => {
  assert.equal((await call('auth.test', {}, { token: null })).at('error'), 'not_authed')
  assert.equal((await call('auth.test', {}, { token: 'xoxb-wrong' })).at('error'), 'invalid_auth')
})

test('older clients send the token in the form', async () => {
  const answer = await call('auth.test', { token: 'xoxb-practise' }, { token: null })
  assert.equal(answer.at('ok'), true)
})

test('api.test and oauth.v2.access ask for no token', async () => {
  assert.equal((await call('api.test', { foo: 'bar' }, { token: null })).at('args.foo'), 'bar')
  const access = { client_id: '1.2', client_secret: 'x', code: 'abc' }
  assert.equal((await call('oauth.v2.access', access, { token: null })).at('token_type'), 'bot')
})

test('every missing argument is named', async () => {
  const { at } = await call('bookmarks.add', {})
  assert.equal(at('error'), 'invalid_arguments')
  assert.deepEqual(at('response_metadata.messages'), [
    '[ERROR] missing required field: channel_id',
    '[ERROR] missing required field: title',
    '[ERROR] missing required field: type',
  ])
})

const BODIES: readonly (readonly [error: string, type: string | undefined, body: string])[] = [
  ['invalid_json', 'application/json', '{"channel":'],
  ['json_not_object', 'application/json', '["C0GENERAL1"]'],
  ['invalid_post_type', 'application/xml', '<x/>'],
]

for (const [error, type, body] of BODIES) {
  test(`a body that is ${body} as ${type} is ${error}`, async () => {
    const headers = { authorization: 'Bearer xoxb-practise', ...(type && { 'content-type': type }) }
    const answer = await fetch(`${emulator.url}/api/chat.postMessage`, { method: 'POST', headers, body })
    assert.deepEqual([answer.status, await answer.json()], [200, { ok: false, error }])
  })
}

test('answers carry the number of the request and the scopes of the token', async () => {
  const { headers } = await call('auth.test')
  assert.match(headers.get('x-slack-req-id') ?? '', /^[0-9a-f]{32}$/)
  assert.match(headers.get('x-oauth-scopes') ?? '', /chat:write/)
})
