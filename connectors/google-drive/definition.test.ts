import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { bytesOf } from '../testing/perform.ts'
import type { Stage } from '../testing/stage.ts'
import { type DriveFile as File, openDrive as open } from './testing/on-stage.ts'

test('a file goes up in pieces, is found by its name, and comes down whole and in part', async () => {
  await using stage = await open()
  const bytes = randomBytes(300_000)
  const content = (async function* () {
    for (let start = 0; start < bytes.length; start += 64_000) yield bytes.subarray(start, start + 64_000)
  })()
  const upload = { entity: 'files', action: 'upload', params: { name: 'photo.png' } }
  const created = (await stage.call(upload, { file: { type: 'image/png', content } })).data as File
  assert.deepEqual([created.name, created.size, created.mimeType], ['photo.png', '300000', 'image/png'])

  const found = await stage.call({ entity: 'files', action: 'list', params: { q: "name = 'photo.png'" } })
  assert.deepEqual(
    (found.data as File[]).map(({ id }) => id),
    [created.id],
  )

  const request = { entity: 'files', action: 'download', params: { fileId: created.id } }
  const whole = await stage.download(request)
  assert.deepEqual([whole.type, whole.length, whole.range], ['image/png', 300_000, undefined])
  assert.ok((await bytesOf(whole.body)).equals(bytes))
  const part = await stage.download(request, { first: 1000, last: 1999 })
  assert.equal(part.range, 'bytes 1000-1999/300000')
  assert.ok((await bytesOf(part.body)).equals(bytes.subarray(1000, 2000)))
  assert.equal(stage.ledger.count({ verdict: 'refused' }), 0)
})

test('what is wrong with a file is said before anything is sent', async () => {
  await using stage = await open()
  const upload = { entity: 'files', action: 'upload', params: { name: 'x' } }
  await assert.rejects(stage.call(upload), { code: 'invalid_params' })
  const file = { type: 'image/png\r\nx: y', content: Buffer.from('x') }
  await assert.rejects(stage.call(upload, { file }), { code: 'invalid_params' })
  const list = { entity: 'files', action: 'list' }
  await assert.rejects(stage.call(list, { file: { type: 'text/plain', content: Buffer.from('x') } }), {
    code: 'invalid_params',
  })
  assert.equal(stage.ledger.count(), 0)
})

test('a file that is not there, and one that breaks off, are told', async () => {
  await using stage = await open()
  const missing = { entity: 'files', action: 'download', params: { fileId: 'nothing' } }
  await assert.rejects(stage.download(missing), { code: 'upstream_not_found' })
  const upload = { entity: 'files', action: 'upload', params: { name: 'x' } }
  const file = { type: 'text/plain', content: Buffer.alloc(100_000, 'x') }
  const { id } = (await stage.call(upload, { file })).data as File
  stage.faults.add({ kind: 'reset', at: 'body', method: 'GET' })
  const { body } = await stage.download({ ...missing, params: { fileId: id } })
  await assert.rejects(bytesOf(body), { code: 'upstream_unavailable' })
})

const large = { entity: 'files', action: 'upload_large', params: { name: 'film.mp4' } }
const film = randomBytes(20_000_000)

async function* inChunks(bytes: Buffer) {
  for (let start = 0; start < bytes.length; start += 300_000) yield bytes.subarray(start, start + 300_000)
}

const rangesOf = (stage: Stage) =>
  stage.sent.map(({ headers }) => headers['content-range']).filter((range) => range !== undefined)

for (const [size, total] of [
  [film.length, '20000000'],
  [undefined, '*'],
] as const) {
  test(`a large file whose size is ${size ?? 'not known'} goes up in pieces and is there as it was`, async () => {
    await using stage = await open()
    const file = { type: 'video/mp4', content: inChunks(film), ...(size !== undefined && { size }) }
    const { id, name, mimeType } = (await stage.call(large, { file })).data as File
    assert.deepEqual([name, mimeType], ['film.mp4', 'video/mp4'])
    assert.deepEqual(rangesOf(stage), [
      `bytes 0-8388607/${total}`,
      `bytes 8388608-16777215/${total}`,
      'bytes 16777216-19999999/20000000',
    ])
    assert.equal(
      stage.sent[0]?.headers['x-upload-content-length'],
      size === undefined ? undefined : String(size),
    )
    const down = await stage.download({ entity: 'files', action: 'download', params: { fileId: id } })
    assert.ok((await bytesOf(down.body)).equals(film))
    assert.equal(stage.ledger.count({ verdict: 'refused' }), 0)
  })
}

for (const fault of [
  { kind: 'reset', at: 'headers' },
  { kind: 'server-error' },
  { kind: 'server-error', committed: true },
] as const) {
  test(`a large file goes on where ${JSON.stringify(fault)} broke it`, async () => {
    await using stage = await open()
    stage.faults.add({ ...fault, method: 'PUT', nth: 2 })
    const file = { type: 'video/mp4', content: inChunks(film), size: film.length }
    const { id } = (await stage.call(large, { file })).data as File
    assert.equal(rangesOf(stage).filter((range) => range === 'bytes */20000000').length, 1)
    const down = await stage.download({ entity: 'files', action: 'download', params: { fileId: id } })
    assert.ok((await bytesOf(down.body)).equals(film))
  })
}

test('a large file whose last answer was lost is asked for, and is there once', async () => {
  await using stage = await open()
  stage.faults.add({ kind: 'reset', at: 'headers', committed: true, method: 'PUT', times: 1 })
  const file = { type: 'text/plain', content: Buffer.from('short') }
  const { id } = (await stage.call(large, { file })).data as File
  const q = "name = 'film.mp4'"
  const found = await stage.call({ entity: 'files', action: 'list', params: { q } })
  assert.deepEqual(
    (found.data as File[]).map((one) => one.id),
    [id],
  )
})
