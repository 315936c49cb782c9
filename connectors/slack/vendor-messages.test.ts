import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import { type Call, callerOf, type Reply } from './testing/call.ts'
import { slackVendor } from './vendor.ts'

const channel = 'C0RANDOM01'

let emulator: Emulator
let call: Call

beforeEach(async () => {
  emulator = await emulate(slackVendor, { seed: 'slack', now: () => 1_800_000_000_000 })
  call = callerOf(emulator.url)
})
afterEach(() => emulator.close())

async function post(text: string, more: object = {}): Promise<string> {
  return (await call('chat.postMessage', { channel, text, ...more }, { as: 'json' })).text('ts')
}

function textsOf(reply: Reply): string[] {
  return (reply.at('messages') as { text: string }[]).map(({ text }) => text)
}

test('time stamps are unique, and grow within a second', async () => {
  assert.deepEqual([await post('a'), await post('b')], ['1800000000.000001', '1800000000.000002'])
})

test('a message shows nothing of how it is kept', async () => {
  const { at } = await call('chat.postMessage', { channel, text: 'Hi' })
  assert.deepEqual(Object.keys(at('message') as object), [
    'type',
    'ts',
    'user',
    'team',
    'bot_id',
    'app_id',
    'bot_profile',
    'text',
  ])
})

test('the history is newest first and comes in pages', async () => {
  for (const text of ['a', 'b', 'c']) await post(text)
  const first = await call('conversations.history', { channel, limit: 2 })
  assert.deepEqual([textsOf(first), first.at('has_more')], [['c', 'b'], true])
  const cursor = first.at('response_metadata.next_cursor')
  const last = await call('conversations.history', { channel, limit: 2, cursor }, { as: 'query' })
  assert.deepEqual([textsOf(last), last.at('has_more')], [['a', 'Lunch is at noon.'], false])
  assert.equal(last.at('response_metadata'), undefined)
})

test('a range of time leaves out its ends, unless it is inclusive', async () => {
  const [oldest, , latest] = [await post('a'), await post('b'), await post('c')]
  assert.deepEqual(textsOf(await call('conversations.history', { channel, oldest, latest })), ['b'])
  assert.deepEqual(
    textsOf(await call('conversations.history', { channel, oldest, latest, inclusive: true })),
    ['c', 'b', 'a'],
  )
})

test('replies are in their thread and not in the history, unless they are broadcast', async () => {
  const ts = await post('parent')
  const reply = await post('reply', { thread_ts: ts })
  await post('loud', { thread_ts: reply, reply_broadcast: true })
  assert.deepEqual(textsOf(await call('conversations.history', { channel, limit: 2 })), ['loud', 'parent'])
  const thread = await call('conversations.replies', { channel, ts })
  assert.deepEqual(textsOf(thread), ['parent', 'reply', 'loud'])
  assert.deepEqual(
    ['reply_count', 'latest_reply', 'reply_users', 'thread_ts'].map((name) =>
      thread.at(`messages.0.${name}`),
    ),
    [2, '1800000000.000003', ['U0PRACBOT1'], ts],
  )
  assert.equal(thread.at('messages.2.subtype'), 'thread_broadcast')
  assert.deepEqual(textsOf(await call('conversations.replies', { channel, ts: reply })), ['reply'])
  const link = await call('chat.getPermalink', { channel, message_ts: reply })
  assert.equal(
    link.at('permalink'),
    `https://practise.slack.com/archives/${channel}/p1800000000000002?thread_ts=${ts}&cid=${channel}`,
  )
})

test('a thread whose parent is deleted keeps a tombstone', async () => {
  const ts = await post('parent')
  await post('reply', { thread_ts: ts })
  await call('chat.delete', { channel, ts })
  const thread = await call('conversations.replies', { channel, ts })
  assert.deepEqual(textsOf(thread), ['This message was deleted.', 'reply'])
  assert.equal(thread.at('messages.0.subtype'), 'tombstone')
})

test('nobody changes what another one wrote', async () => {
  const { at } = await call('conversations.history', { channel })
  const ts = at('messages.0.ts')
  assert.equal((await call('chat.update', { channel, ts, text: 'x' })).at('error'), 'cant_update_message')
  assert.equal((await call('chat.delete', { channel, ts })).at('error'), 'cant_delete_message')
})

test('a credential may belong to somebody else', async () => {
  const credentials = ['xoxb-practise', { token: 'xoxp-ada', subject: 'U0ADALOVE1' }]
  await using shared = await emulate(slackVendor, { credentials })
  const as = callerOf(shared.url)
  assert.equal((await as('auth.test', {}, { token: 'xoxp-ada' })).at('user'), 'ada')
  const params = { channel, timestamp: (await as('conversations.history', { channel })).at('messages.0.ts') }
  for (const token of ['xoxb-practise', 'xoxp-ada'])
    await as('reactions.add', { ...params, name: 'tada' }, { token })
  await as('reactions.add', { ...params, name: 'eyes' })
  const reactions = (await as('reactions.get', params)).at('message.reactions')
  assert.deepEqual(reactions, [
    { name: 'tada', users: ['U0PRACBOT1', 'U0ADALOVE1'], count: 2 },
    { name: 'eyes', users: ['U0PRACBOT1'], count: 1 },
  ])
  assert.equal((await as('reactions.add', { ...params, name: 'eyes' })).at('error'), 'already_reacted')
  assert.equal((await as('reactions.remove', { ...params, name: 'wave' })).at('error'), 'no_reaction')
})

test('a message is pinned once', async () => {
  const pin = { channel, timestamp: await post('Read me') }
  assert.equal((await call('pins.add', pin)).at('ok'), true)
  assert.equal((await call('pins.add', pin)).at('error'), 'already_pinned')
  const { at } = await call('pins.list', { channel })
  assert.deepEqual([at('items.0.message.text'), at('items.0.message.pinned_to')], ['Read me', [channel]])
  assert.equal((await call('conversations.history', { channel })).at('pin_count'), 1)
  await call('pins.remove', pin)
  assert.deepEqual((await call('pins.list', { channel })).at('items'), [])
  assert.equal((await call('pins.remove', pin)).at('error'), 'no_pin')
})

test('an ephemeral message is in no history', async () => {
  const sent = await call('chat.postEphemeral', { channel, user: 'U0ADALOVE1', text: 'Psst' })
  assert.match(sent.text('message_ts'), /^1800000000\.\d{6}$/)
  assert.deepEqual(textsOf(await call('conversations.history', { channel })), ['Lunch is at noon.'])
  const other = await call('chat.postEphemeral', { channel, user: 'U0GRACEHO1', text: 'Psst' })
  assert.equal(other.at('error'), 'user_not_in_channel')
})
