import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { callerOf } from './testing/call.ts'
import { slackVendor } from './vendor.ts'

const NOW = 1_800_000_000_000
const channel = 'C0GENERAL1'

/** The origin is another each time. */
async function walk(): Promise<unknown> {
  await using emulator = await emulate(slackVendor, { seed: 'walk', now: () => NOW })
  const call = callerOf(emulator.url)
  const answers: unknown[] = []
  const note = async (method: string, params: object = {}) => {
    const { status, at, text } = await call(method, { ...params })
    answers.push([method, status, JSON.stringify(at()).replaceAll(emulator.url, '')])
    return text
  }
  await note('auth.test')
  const made = await note('conversations.create', { name: 'walk' })
  const posted = await note('chat.postMessage', { channel: made('channel.id'), text: 'one' })
  const message = { channel: made('channel.id'), thread_ts: posted('ts') }
  await note('chat.postMessage', { ...message, text: 'two' })
  await note('reactions.add', { channel: made('channel.id'), timestamp: posted('ts'), name: 'tada' })
  await note('bookmarks.add', { channel_id: channel, title: 'x', type: 'link', link: 'https://x.example' })
  const begun = await note('files.getUploadURLExternal', { filename: 'a.txt', length: 1 })
  await fetch(begun('upload_url'), { method: 'POST', body: 'a' })
  await note('files.completeUploadExternal', { files: [{ id: begun('file_id') }], channel_id: channel })
  await note('chat.scheduleMessage', { channel, text: 'later', post_at: NOW / 1000 + 60 })
  await note('views.open', { trigger_id: '1.2', view: { type: 'modal', blocks: [] } })
  for (const method of ['conversations.list', 'users.list', 'files.list', 'reactions.list'])
    await note(method)
  await note('search.all', { query: 'o*' })
  await note('chat.postMessage', {})
  return { answers, ledger: emulator.ledger.requests() }
}

/** Ports and their traces are left out of what is compared. */
function comparable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/127\.0\.0\.1:\d+/g, 'here'))
}

test('the same seed and clock give the same answers and the same ledger', async () => {
  assert.deepEqual(comparable(await walk()), comparable(await walk()))
})

const methods: readonly string[] = Object.keys(
  JSON.parse(readFileSync(slackVendor.description, 'utf8')).paths,
).filter((path) => !path.includes('{'))

test('every method answers a call without arguments in its own words', async () => {
  await using emulator = await emulate(slackVendor, { seed: 'slack' })
  const call = callerOf(emulator.url)
  for (const path of methods) {
    const { status, at } = await call(path.slice(1))
    assert.equal(status, 200, path)
    assert.equal(typeof at('ok'), 'boolean', path)
    assert.notEqual(at('error'), 'unknown_method', path)
  }
})

test('views are opened, changed by their hash and published once for each person', async () => {
  await using emulator = await emulate(slackVendor, { seed: 'slack' })
  const call = callerOf(emulator.url)
  const view = { type: 'modal', title: { type: 'plain_text', text: 'Hi' }, blocks: [], external_id: 'mine' }
  const opened = await call('views.open', { trigger_id: '1.2', view }, { as: 'json' })
  const view_id = opened.text('view.id')
  assert.equal((await call('views.open', { trigger_id: '1.2', view })).at('error'), 'duplicate_external_id')
  assert.equal((await call('views.update', { view_id, view, hash: 'old' })).at('error'), 'hash_conflict')
  const updated = await call('views.update', { view_id, view, hash: opened.at('view.hash') })
  assert.deepEqual([updated.at('view.id'), updated.at('view.root_view_id')], [view_id, view_id])
  const home = { user_id: 'U0ADALOVE1', view: { type: 'home', blocks: [] } }
  const [first, second] = [await call('views.publish', home), await call('views.publish', home)]
  assert.equal(first.at('view.id'), second.at('view.id'))
})

test('the profile of a person takes what is set in it', async () => {
  await using emulator = await emulate(slackVendor, { seed: 'slack' })
  const call = callerOf(emulator.url)
  await call('users.profile.set', { name: 'title', value: 'Chief' })
  await call('users.profile.set', { profile: { status_text: 'Away' } })
  const { at } = await call('users.profile.get')
  assert.deepEqual([at('profile.title'), at('profile.status_text')], ['Chief', 'Away'])
})

test('user groups that are gone are shown when they are asked for', async () => {
  await using emulator = await emulate(slackVendor, { seed: 'slack' })
  const call = callerOf(emulator.url)
  const groups = async (params: object) =>
    ((await call('usergroups.list', { ...params })).at('usergroups') as object[]).length
  assert.deepEqual([await groups({}), await groups({ include_disabled: true })], [1, 2])
  const { at } = await call('usergroups.users.list', { usergroup: 'S0ENGINEE1' })
  assert.deepEqual(at('users'), ['U0ADALOVE1', 'U0GRACEHO1'])
})
