import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { bytesOf } from '../testing/perform.ts'
import { type DriveFile as File, openDrive as open } from './testing/on-stage.ts'

test('new bytes, in one request and in pieces, become revisions that come down by themselves', async () => {
  await using stage = await open()
  const type = 'text/plain'
  const contents = ['first', 'second', 'third'].map((text) => Buffer.from(text.repeat(1000)))
  const [one, two, three] = contents.map((content) => ({ file: { type, content } }))
  const upload = { entity: 'files', action: 'upload', params: { name: 'note.txt' } }
  const { id: fileId } = (await stage.call(upload, one)).data as File
  await stage.call(
    { ...upload, action: 'upload_version', params: { fileId, keepRevisionForever: true } },
    two,
  )
  await stage.call({ ...upload, action: 'upload_large_version', params: { fileId } }, three)
  const { data } = await stage.call({ entity: 'revisions', action: 'list', params: { fileId } })
  const revisions = data as File[]
  assert.equal(revisions.length, 3)
  for (const [index, { id }] of revisions.entries()) {
    const params = { fileId, revisionId: id }
    const { body } = await stage.download({ entity: 'revisions', action: 'download', params })
    assert.deepEqual(await bytesOf(body), contents[index])
  }
  const now = await stage.download({ entity: 'files', action: 'download', params: { fileId } })
  assert.deepEqual(await bytesOf(now.body), contents[2])
  assert.equal(stage.ledger.count({ verdict: 'refused' }), 0)
})

test('a document comes down in another format, and what is none does not', async () => {
  await using stage = await open()
  const params = { name: 'Plan', mimeType: 'application/vnd.google-apps.document' }
  const { id: fileId } = (await stage.call({ entity: 'files', action: 'create', params })).data as File
  const request = { entity: 'files', action: 'export', params: { fileId, mimeType: 'application/pdf' } }
  const exported = await stage.download(request)
  assert.equal(exported.type, 'application/pdf')
  assert.ok((await bytesOf(exported.body)).length > 0)
  const direct = { entity: 'files', action: 'download', params: { fileId } }
  await assert.rejects(stage.download(direct), { code: 'upstream_invalid' })
  const upload = { entity: 'files', action: 'upload', params: { name: 'x' } }
  const file = { type: 'text/plain', content: Buffer.from('x') }
  const plain = ((await stage.call(upload, { file })).data as File).id
  const unfit = { ...request, params: { ...request.params, fileId: plain } }
  await assert.rejects(stage.download(unfit), { code: 'upstream_invalid' })
})

test('existing clients upload and download under their own names', async () => {
  await using stage = await open()
  const bytes = randomBytes(1000)
  const upload = {
    entity: 'files_upload',
    action: 'create',
    params: {
      name: 'photo.png',
      uploadType: 'multipart',
      file_content: bytes.toString('base64'),
      file_mime_type: 'image/png',
      supportsAllDrives: true,
    },
  }
  const { id, mimeType, size } = (await stage.call(upload)).data as File
  assert.deepEqual([mimeType, size], ['image/png', '1000'])
  assert.equal(stage.sent[0]?.url.searchParams.get('uploadType'), 'multipart')
  const download = { entity: 'files', action: 'download', params: { fileId: id, alt: 'media' } }
  const { body } = await stage.download(download)
  assert.ok((await bytesOf(body)).equals(bytes))
  const [entry] = stage.ledger.requests({ method: 'GET' })
  assert.deepEqual(entry?.query.alt, 'media')
})
