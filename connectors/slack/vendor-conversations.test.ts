import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import { type Call, callerOf, type Reply } from './testing/call.ts'
import { slackVendor } from './vendor.ts'

let emulator: Emulator
let call: Call

beforeEach(async () => {
  emulator = await emulate(slackVendor, { seed: 'slack', now: () => 1_800_000_000_000 })
  call = callerOf(emulator.url)
})
afterEach(() => emulator.close())

function namesOf(reply: Reply): unknown[] {
  return (reply.at('channels') as { name?: string; user?: string }[]).map(({ name, user }) => name ?? user)
}

test('a list has the types that are asked for', async () => {
  assert.deepEqual(namesOf(await call('conversations.list')), ['general', 'random', 'design', 'old-news'])
  assert.deepEqual(namesOf(await call('conversations.list', { exclude_archived: true })), [
    'general',
    'random',
    'design',
  ])
  assert.deepEqual(namesOf(await call('conversations.list', { types: 'private_channel, im' })), [
    'ops',
    'U0ADALOVE1',
  ])
})

test('GET and POST are the same, and the last page has an empty cursor', async () => {
  const first = await call('conversations.list', { limit: 3 }, { as: 'query' })
  const cursor = first.text('response_metadata.next_cursor')
  assert.deepEqual(namesOf(first), ['general', 'random', 'design'])
  const last = await call('conversations.list', { limit: 3, cursor })
  assert.deepEqual([namesOf(last), last.at('response_metadata.next_cursor')], [['old-news'], ''])
})

test('a channel is made, named anew, described, archived and brought back', async () => {
  const made = await call('conversations.create', { name: 'launch', is_private: true }, { as: 'json' })
  const channel = made.text('channel.id')
  assert.match(channel, /^C[A-Z0-9]{10}$/)
  assert.deepEqual(
    [made.at('channel.is_private'), made.at('channel.creator'), made.at('channel.created')],
    [true, 'U0PRACBOT1', 1_800_000_000],
  )
  const renamed = await call('conversations.rename', { channel, name: 'lift-off' })
  assert.deepEqual(
    [renamed.at('channel.name'), renamed.at('channel.previous_names')],
    ['lift-off', ['launch']],
  )
  await call('conversations.setTopic', { channel, topic: 'Soon' })
  const described = await call('conversations.setPurpose', { channel, purpose: 'Fly' })
  assert.equal(described.at('purpose'), 'Fly')
  assert.equal(described.at('channel.topic.value'), 'Soon')
  await call('conversations.archive', { channel })
  assert.equal((await call('conversations.info', { channel })).at('channel.is_archived'), true)
  assert.equal((await call('conversations.setTopic', { channel, topic: 'x' })).at('error'), 'is_archived')
  await call('conversations.unarchive', { channel })
  assert.equal((await call('conversations.info', { channel })).at('channel.is_archived'), false)
})

test('people come and go', async () => {
  const channel = (await call('conversations.create', { name: 'party' })).text('channel.id')
  const members = async () => (await call('conversations.members', { channel })).at('members')
  const mixed = await call('conversations.invite', { channel, users: 'U0ADALOVE1,U0NOBODY01' })
  assert.deepEqual(mixed.at('errors'), [{ user: 'U0NOBODY01', ok: false, error: 'user_not_found' }])
  assert.deepEqual(await members(), ['U0PRACBOT1'])
  await call('conversations.invite', { channel, users: 'U0ADALOVE1,U0NOBODY01', force: true })
  await call('conversations.invite', { channel, users: 'U0GRACEHO1' })
  assert.deepEqual(await members(), ['U0PRACBOT1', 'U0ADALOVE1', 'U0GRACEHO1'])
  await call('conversations.kick', { channel, user: 'U0ADALOVE1' })
  assert.deepEqual(await members(), ['U0PRACBOT1', 'U0GRACEHO1'])
  const info = await call('conversations.info', { channel, include_num_members: true })
  assert.equal(info.at('channel.num_members'), 2)
  assert.equal(
    (await call('conversations.kick', { channel, user: 'U0ADALOVE1' })).at('error'),
    'not_in_channel',
  )
  assert.deepEqual(namesOf(await call('users.conversations', { user: 'U0GRACEHO1' })), [
    'general',
    'design',
    'party',
  ])
})

test('one joins before one posts, and joining twice is a warning', async () => {
  const channel = 'C0DESIGN01'
  const joined = await call('conversations.join', { channel })
  assert.deepEqual([joined.at('channel.is_member'), joined.at('warning')], [true, undefined])
  assert.equal((await call('conversations.join', { channel })).at('warning'), 'already_in_channel')
  assert.equal((await call('chat.postMessage', { channel, text: 'Hello' })).at('ok'), true)
  assert.equal((await call('conversations.leave', { channel })).at('not_in_channel'), undefined)
  assert.equal((await call('conversations.leave', { channel })).at('not_in_channel'), true)
})

test('a direct message is opened once, with several people as a group', async () => {
  const opened = await call('conversations.open', { users: 'U0GRACEHO1' })
  const again = await call('conversations.open', { users: 'U0GRACEHO1', return_im: true })
  assert.match(opened.text('channel.id'), /^D/)
  assert.deepEqual(
    [again.at('channel.id'), again.at('already_open'), again.at('channel.user')],
    [opened.at('channel.id'), true, 'U0GRACEHO1'],
  )
  const group = await call('conversations.open', { users: 'U0GRACEHO1,U0ADALOVE1', return_im: true })
  const other = await call('conversations.open', { users: 'U0ADALOVE1,U0GRACEHO1' })
  assert.deepEqual(
    [group.at('channel.name'), other.at('channel.id')],
    ['mpdm-ada--grace-1', group.at('channel.id')],
  )
})

test('a message to a person opens the conversation with them', async () => {
  const posted = await call('chat.postMessage', { channel: 'U0GRACEHO1', text: 'Psst' })
  const channel = posted.text('channel')
  assert.equal((await call('conversations.info', { channel })).at('channel.user'), 'U0GRACEHO1')
  assert.equal((await call('conversations.open', { users: 'U0GRACEHO1' })).at('channel.id'), channel)
  assert.equal((await call('conversations.history', { channel })).at('messages.0.text'), 'Psst')
})

test('records can be given', async () => {
  const collections = { '/api/conversations.list': [{ id: 'C1', name: 'mine', is_member: true }] }
  await using own = await emulate(slackVendor, { collections })
  assert.deepEqual(namesOf(await callerOf(own.url)('conversations.list')), ['mine'])
})
