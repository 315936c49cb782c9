import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { buffer, text } from 'node:stream/consumers'
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

const upload = (params: Readonly<Record<string, unknown>> = {}) => ({
  entity: 'files',
  action: 'upload',
  params,
})
const notes = { type: 'text/plain', name: 'notes.txt', content: Buffer.from('Hello') }

test('a file goes up to an address that Slack gives, is ended into a channel, and comes down again', async () => {
  await using stage = await open()
  const channel_id = 'C0GENERAL1'
  const { data } = await stage.call(upload({ title: 'Notes', channel_id }), { file: notes })
  const { id, ...file } = data as { readonly id: string; readonly title: string; readonly size: number }
  assert.deepEqual([file.title, file.size], ['Notes', 5])
  const [begun, sent, ended] = stage.ledger.exactly(3, { verdict: 'valid' })
  assert.deepEqual(begun?.body, { filename: 'notes.txt', length: 5 })
  assert.match(sent?.path ?? '', /^\/upload\/v1\//)
  assert.deepEqual(ended?.body, { files: [{ id, title: 'Notes' }], channel_id })
  assert.equal(new URL(stage.sent[1]?.url ?? '').origin, 'https://files.slack.com')

  const down = await stage.download(
    { entity: 'files', action: 'download', params: { file: id } },
    { first: 1, last: 3 },
  )
  assert.deepEqual([await text(down.body), down.range], ['ell', 'bytes 1-3/5'])
  assert.equal(stage.ledger.count({ verdict: 'refused' }), 0)
})

test('every byte goes up and comes down as it is', async () => {
  await using stage = await open()
  const content = randomBytes(300_001)
  const { data } = await stage.call(upload(), {
    file: { type: 'application/octet-stream', name: 'noise.bin', content },
  })
  const { id: file, size } = data as { readonly id: string; readonly size: number }
  const down = await stage.download({ entity: 'files', action: 'download', params: { file } })
  assert.deepEqual([size, down.length], [300_001, 300_001])
  assert.ok((await buffer(down.body)).equals(content))
})

test('every method has an allowance of its own, and every allowance a method', () => {
  const operations = Object.values(slack.entities).flatMap(({ actions }) => Object.values(actions))
  const called = new Set(operations.map(({ path, bucket }) => (path === `/${bucket}` ? bucket : path)))
  assert.deepEqual([...called].sort(), Object.keys(slack.limits).sort())
})

test('Slack is to know name and size beforehand', async () => {
  await using stage = await open()
  const content = (async function* () {
    yield Buffer.from('Hello')
  })()
  const unknown = stage.call(upload(), { file: { type: 'text/plain', content } })
  await assert.rejects(unknown, { code: 'invalid_params', fix: 'Give "name" and "size" with the file.' })
  assert.equal(stage.ledger.count(), 0)
})

for (const [step, fault, code, sideEffect] of [
  [
    'the beginning',
    { operation: 'POST /files.getUploadURLExternal', kind: 'server-error' },
    'upstream_unavailable',
    'none',
  ],
  [
    'the bytes',
    { operation: 'POST /upload/v1/{upload}', kind: 'reset', at: 'headers', committed: true },
    'upstream_unavailable',
    'none',
  ],
  [
    'the end',
    { operation: 'POST /files.completeUploadExternal', kind: 'in-band-error', error: 'invalid_auth' },
    'credential_invalid',
    'none',
  ],
  [
    'the end, which was carried out',
    { operation: 'POST /files.completeUploadExternal', kind: 'reset', committed: true },
    'outcome_unknown',
    'unknown',
  ],
] as const) {
  test(`an upload of which ${step} fails is ${code}`, async () => {
    await using stage = await open()
    stage.faults.add(fault)
    await assert.rejects(stage.call(upload(), { file: notes }), { code, sideEffect })
  })
}
