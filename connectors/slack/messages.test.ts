import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { openStage, type Stage } from '../testing/stage.ts'
import { slack } from './definition.ts'
import { slackVendor } from './vendor.ts'

const channel = 'C0GENERAL1'

const open = () => openStage({ definition: slack, play: (options) => emulate(slackVendor, options) })

interface Message {
  readonly ts: string
  readonly text: string
}

async function post(stage: Stage, params: Readonly<Record<string, unknown>>): Promise<Message> {
  const { data } = await stage.call({ entity: 'messages', action: 'create', params: { channel, ...params } })
  return data as Message
}

test('a thread is walked from its first message on, and each answer comes once', async () => {
  await using stage = await open()
  const { ts } = await post(stage, { text: 'Who comes along?' })
  const answers = ['Ada', 'Grace', 'Edsger', 'Barbara']
  for (const text of answers) await post(stage, { text, thread_ts: ts })
  const pages: string[][] = []
  let cursor: string | undefined
  do {
    const { data, page } = await stage.call({
      entity: 'messages',
      action: 'list_replies',
      params: { channel, ts },
      limit: 2,
      ...(cursor !== undefined && { cursor }),
    })
    pages.push((data as Message[]).map(({ text }) => text))
    cursor = page?.nextCursor ?? undefined
  } while (cursor !== undefined)
  assert.deepEqual(pages, [['Who comes along?', 'Ada'], ['Grace', 'Edsger'], ['Barbara']])
  const history = await stage.call({ entity: 'messages', action: 'list', params: { channel, oldest: ts } })
  assert.deepEqual(history.data, [], 'answers are no messages of the channel')
})

test('older clients find threads, topics and archives under their names', async () => {
  await using stage = await open()
  const { ts } = await post(stage, { text: 'Release?' })
  await post(stage, { text: 'Tomorrow', thread_ts: ts })
  const thread = await stage.call({ entity: 'threads', action: 'list', params: { channel, ts } })
  assert.deepEqual(
    (thread.data as Message[]).map(({ text }) => text),
    ['Release?', 'Tomorrow'],
  )
  await stage.call({ entity: 'channel_topics', action: 'create', params: { channel, topic: 'Release 2' } })
  const { data } = await stage.call({ entity: 'channels', action: 'get', params: { channel } })
  assert.equal((data as { readonly topic: { readonly value: string } }).topic.value, 'Release 2')
})

test('one message is found by its time, and one that is not there is not', async () => {
  await using stage = await open()
  const { ts } = await post(stage, { text: 'Here' })
  await post(stage, { text: 'There', thread_ts: ts })
  const get = (time: string) =>
    stage.call({ entity: 'messages', action: 'get', params: { channel, ts: time } })
  assert.equal(((await get(ts)).data as Message).text, 'Here')
  await assert.rejects(get('1700000000.000001'), { code: 'upstream_not_found' })
})

test('blocks go as JSON, as a list or as the text that older clients send', async () => {
  await using stage = await open()
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*Now*' } }]
  for (const given of [blocks, JSON.stringify(blocks)]) {
    const { ts } = await post(stage, { text: 'Now', blocks: given })
    const { data } = await stage.call({ entity: 'messages', action: 'get', params: { channel, ts } })
    assert.deepEqual((data as { readonly blocks: unknown }).blocks, blocks)
  }
  const bodies = stage.ledger.requests({ operation: 'POST /chat.postMessage' }).map(({ body }) => body)
  assert.deepEqual(bodies, [
    { channel, text: 'Now', blocks },
    { channel, text: 'Now', blocks: JSON.stringify(blocks) },
  ])
})

test('a planned message is called off by the id that planning it gave', async () => {
  await using stage = await open()
  const params = { channel, text: 'Later', post_at: 1_767_330_000 }
  const { data } = await stage.call({ entity: 'messages', action: 'schedule', params })
  const { scheduled_message_id } = data as { readonly scheduled_message_id: string }
  const waiting = async () =>
    (await stage.call({ entity: 'scheduled_messages', action: 'list', params: { channel } })).data
  assert.equal(((await waiting()) as unknown[]).length, 1)
  const off = { entity: 'scheduled_messages', action: 'delete', params: { channel, scheduled_message_id } }
  await stage.call(off)
  assert.deepEqual(await waiting(), [])
  await assert.rejects(stage.call(off), { code: 'upstream_not_found' })
})

test('results of a search have numbers of pages, and end', async () => {
  await using stage = await open()
  for (const text of ['one build', 'two builds', 'build three']) await post(stage, { text })
  const search = (cursor?: string) =>
    stage.call({
      entity: 'messages',
      action: 'api_search',
      params: { query: 'build in:general' },
      limit: 2,
      ...(cursor !== undefined && { cursor }),
    })
  const first = await search()
  const second = await search(first.page?.nextCursor ?? '')
  assert.deepEqual([(first.data as unknown[]).length, (second.data as unknown[]).length], [2, 1])
  assert.equal(second.page?.complete, true)
})

test('a channel that was archived without an answer is looked at, and not archived twice', async () => {
  await using stage = await open()
  stage.faults.add({ kind: 'reset', operation: 'POST /conversations.archive', committed: true })
  await stage.call({ entity: 'channels', action: 'archive', params: { channel: 'C0RANDOM01' } })
  assert.equal(stage.ledger.count({ operation: 'POST /conversations.archive' }), 1)
  assert.equal(stage.ledger.count({ operation: 'GET /conversations.info' }), 1)
})

test('what was deleted without an answer is gone, and that is success', async () => {
  await using stage = await open()
  const { ts } = await post(stage, { text: 'Oops' })
  stage.faults.add({ kind: 'reset', operation: 'POST /chat.delete', committed: true })
  const { warnings } = await stage.call({ entity: 'messages', action: 'delete', params: { channel, ts } })
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['already_done'],
  )
})
