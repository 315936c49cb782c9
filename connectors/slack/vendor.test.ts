import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import { ErrorCode, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import { slackVendor } from './vendor.ts'

const TOKEN = 'xoxb-practise'

let emulator: Emulator
let web: WebClient
let channel: string

function client(options: WebClientOptions = {}): WebClient {
  return new WebClient(TOKEN, {
    slackApiUrl: `${emulator.url}/api/`,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 2, minTimeout: 1, factor: 1 },
    ...options,
  })
}

before(async () => {
  emulator = await emulate(slackVendor, { seed: 'slack' })
  web = client()
  const created = await web.conversations.create({ name: 'release' })
  channel = created.channel?.id ?? ''
})
after(() => emulator.close())

test('the client learns who it is and with which scopes', async () => {
  const me = await web.auth.test()
  assert.equal(me.user_id, 'U0PRACBOT1')
  assert.equal(me.bot_id, 'B0PRACBOT1')
  assert.ok(me.response_metadata?.scopes?.includes('chat:write'))
})

test('a message is posted, answered in its thread, changed and deleted', async () => {
  const posted = await web.chat.postMessage({
    channel,
    text: 'Version 2 is out',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Version 2*' } }],
  })
  const ts = posted.ts ?? ''
  assert.equal(posted.message?.blocks?.[0]?.type, 'section')
  const answered = await web.chat.postMessage({ channel, text: 'Hooray', thread_ts: ts })
  const { messages } = await web.conversations.replies({ channel, ts })
  assert.deepEqual(
    messages?.map(({ text, reply_count }) => [text, reply_count]),
    [
      ['Version 2 is out', 1],
      ['Hooray', undefined],
    ],
  )
  await web.chat.update({ channel, ts, text: 'Version 2.1 is out' })
  const history = await web.conversations.history({ channel, latest: ts, inclusive: true, limit: 1 })
  assert.equal(history.messages?.[0]?.text, 'Version 2.1 is out')
  assert.equal(history.messages?.[0]?.edited?.user, 'U0PRACBOT1')
  await web.chat.delete({ channel, ts: answered.ts ?? '' })
  const rest = await web.conversations.replies({ channel, ts })
  assert.deepEqual([rest.messages?.length, rest.messages?.[0]?.reply_count], [1, 0])
})

test('a reaction comes and goes', async () => {
  const { ts: timestamp = '' } = await web.chat.postMessage({ channel, text: 'Like it?' })
  await web.reactions.add({ channel, timestamp, name: 'thumbsup' })
  const got = await web.reactions.get({ channel, timestamp })
  assert.deepEqual(got.message?.reactions, [{ name: 'thumbsup', users: ['U0PRACBOT1'], count: 1 }])
  const listed = await web.reactions.list({})
  assert.equal(listed.items?.length, 1)
  await web.reactions.remove({ channel, timestamp, name: 'thumbsup' })
  assert.equal((await web.reactions.list({})).items?.length, 0)
  assert.equal((await web.reactions.get({ channel, timestamp })).message?.reactions, undefined)
})

test('the client pages through all channels', async () => {
  const names: (string | undefined)[] = []
  const sizes: number[] = []
  for await (const page of web.paginate('conversations.list', { limit: 2 })) {
    const { channels = [] } = page as { channels?: { name?: string }[] }
    sizes.push(channels.length)
    names.push(...channels.map(({ name }) => name))
  }
  assert.deepEqual(names, ['general', 'random', 'design', 'old-news', 'release'])
  assert.deepEqual(sizes, [2, 2, 1])
})

test('people are found by their id and address', async () => {
  const { members = [] } = await web.users.list({})
  assert.deepEqual(
    members.map(({ name }) => name),
    ['slackbot', 'practise_bot', 'ada', 'grace', 'edsger'],
  )
  const { user } = await web.users.lookupByEmail({ email: 'Ada@practise.example' })
  assert.equal((await web.users.info({ user: user?.id ?? '' })).user?.real_name, 'Ada Lovelace')
})

test('a file goes up and comes down byte by byte', async () => {
  const bytes = randomBytes(100_000)
  await web.filesUploadV2({
    channel_id: channel,
    initial_comment: 'As promised',
    file: bytes,
    filename: 'Q1 report.pdf',
    title: 'Report',
  })
  const { messages } = await web.conversations.history({ channel, limit: 1 })
  const file = messages?.[0]?.files?.[0]
  assert.deepEqual([messages?.[0]?.text, file?.title, file?.size], ['As promised', 'Report', bytes.length])
  const down = await fetch(file?.url_private ?? '', { headers: { authorization: `Bearer ${TOKEN}` } })
  assert.equal(down.headers.get('content-type'), 'application/pdf')
  assert.deepEqual(Buffer.from(await down.arrayBuffer()), bytes)
  const { file: found } = await web.files.info({ file: file?.id ?? '' })
  assert.equal(found?.name, 'Q1 report.pdf')
  await web.files.delete({ file: file?.id ?? '' })
  assert.deepEqual((await web.files.list({})).files, [])
})

test('a message is put off, listed and called off', async () => {
  const post_at = Math.floor(Date.now() / 1000) + 3600
  const planned = await web.chat.scheduleMessage({ channel, text: 'Later', post_at })
  const { scheduled_messages } = await web.chat.scheduledMessages.list({ channel })
  assert.deepEqual(
    scheduled_messages?.map(({ text }) => text),
    ['Later'],
  )
  const { scheduled_message_id = '' } = planned
  await web.chat.deleteScheduledMessage({ channel, scheduled_message_id })
  assert.deepEqual((await web.chat.scheduledMessages.list({})).scheduled_messages, [])
})

test('nothing that the client sends departs from the description, but for the name of an uploaded part', () => {
  assert.deepEqual(emulator.ledger.requests({ verdict: 'refused' }), [])
  const tolerated = emulator.ledger.requests({ verdict: 'tolerated' })
  assert.deepEqual(
    tolerated.map(({ operation, violations }) => [
      operation,
      violations.map(({ field, code }) => [field, code]),
    ]),
    [['POST /upload/v1/{upload}', [['body', 'unknown']]]],
  )
})

test('an error of a method surfaces as an error of the platform', async () => {
  await assert.rejects(web.chat.postMessage({ channel: 'C0NOWHERE1', text: 'x' }), {
    code: ErrorCode.PlatformError,
    message: 'An API error occurred: channel_not_found',
  })
})
