import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import { driveAt } from './testing/drive-at.ts'
import { googleDriveVendor } from './vendor.ts'

const FOLDER = 'application/vnd.google-apps.folder'
const DOCUMENT = 'application/vnd.google-apps.document'

let emulator: Emulator
let drive: ReturnType<typeof driveAt>
/** For uploads: the client takes the address of all other calls from its own options, that of uploads from each call. */
let here: { readonly rootUrl: string }

before(async () => {
  emulator = await emulate(googleDriveVendor, { seed: 'drive' })
  here = { rootUrl: `${emulator.url}/` }
  drive = driveAt(emulator.url)
})
after(() => emulator.close())

interface Kind {
  readonly mimeType?: string
  readonly parents?: string[]
}

async function upload(
  name: string,
  body: Buffer,
  { mimeType = 'application/octet-stream', parents }: Kind = {},
) {
  const { data } = await drive.files.create(
    {
      requestBody: { name, ...(parents && { parents }) },
      media: { mimeType, body: Readable.from([body]) },
      fields: '*',
    },
    here,
  )
  return data
}

const refusedAs = (expected: readonly unknown[]) => (error: unknown) => {
  assert.deepEqual(statusAndReason(error), expected)
  return true
}

const statusAndReason = (error: unknown) => {
  const { status, response } = error as {
    status: number
    response: { data: { error: { errors: { reason: string }[] } } }
  }
  return [status, response.data.error.errors[0]?.reason]
}

test("Google's client finds its files by pages, by name, in a folder, and in order", async () => {
  const { data: folder } = await drive.files.create({
    requestBody: { name: "Ada's folder", mimeType: FOLDER },
  })
  for (const name of ['c.txt', 'a.txt', 'b.txt'])
    await upload(name, Buffer.from(name), { mimeType: 'text/plain', parents: [String(folder.id)] })
  const q = `'${folder.id}' in parents and mimeType = 'text/plain' and trashed = false`
  const names: unknown[] = []
  let pageToken: string | undefined
  do {
    const { data } = await drive.files.list({
      q,
      pageSize: 2,
      orderBy: 'name desc',
      ...(pageToken && { pageToken }),
      fields: 'nextPageToken,files(name)',
    })
    assert.deepEqual(Object.keys(data.files?.[0] ?? {}), ['name'])
    names.push(...(data.files ?? []).map(({ name }) => name))
    pageToken = data.nextPageToken ?? undefined
  } while (pageToken)
  assert.deepEqual(names, ['c.txt', 'b.txt', 'a.txt'])
  const found = await drive.files.list({ q: "name = 'Ada\\'s folder' and 'root' in parents" })
  assert.deepEqual(
    found.data.files?.map(({ id }) => id),
    [folder.id],
  )
  assert.deepEqual(Object.keys(found.data.files?.[0] ?? {}), ['kind', 'id', 'name', 'mimeType'])
})

test("Google's client uploads and downloads bytes as they are, whole and in part", async () => {
  const bytes = Buffer.from(Array.from({ length: 3_000_001 }, (_, index) => (index * 7919) % 256))
  const file = await upload('picture.final.png', bytes, { mimeType: 'image/png' })
  assert.match(String(file.id), /^1[\w-]{32}$/)
  assert.equal(file.size, '3000001')
  assert.equal(file.md5Checksum, hash('md5', bytes))
  assert.equal(file.sha256Checksum, hash('sha256', bytes))
  assert.deepEqual([file.mimeType, file.fileExtension, file.version], ['image/png', 'png', '1'])
  const whole = await drive.files.get(
    { fileId: String(file.id), alt: 'media' },
    { responseType: 'arraybuffer' },
  )
  assert.ok(Buffer.from(whole.data as ArrayBuffer).equals(bytes))
  assert.equal(
    new Headers(whole.headers as unknown as Record<string, string>).get('content-type'),
    'image/png',
  )
  const part = await drive.files.get(
    { fileId: String(file.id), alt: 'media' },
    { responseType: 'arraybuffer', headers: { Range: 'bytes=1000-1999' } },
  )
  assert.equal(part.status, 206)
  assert.ok(Buffer.from(part.data as ArrayBuffer).equals(bytes.subarray(1000, 2000)))
  const stream = await drive.files.get({ fileId: String(file.id), alt: 'media' }, { responseType: 'stream' })
  const pieces: Buffer[] = []
  for await (const piece of stream.data) pieces.push(Buffer.from(piece))
  assert.ok(Buffer.concat(pieces).equals(bytes))
})

test("Google's client changes the bytes of a file, which keeps its revisions", async () => {
  const { id, headRevisionId, modifiedTime } = await upload('notes.txt', Buffer.from('one'), {
    mimeType: 'text/plain',
  })
  const fileId = String(id)
  const { data: after } = await drive.files.update(
    { fileId, media: { mimeType: 'text/plain', body: 'two!' }, fields: '*' },
    here,
  )
  assert.deepEqual([after.size, after.version], ['4', '2'])
  assert.ok(String(after.modifiedTime) >= String(modifiedTime))
  assert.notEqual(after.headRevisionId, headRevisionId)
  const { data } = await drive.revisions.list({ fileId, fields: 'revisions(id,size)' })
  assert.deepEqual(data.revisions, [
    { id: headRevisionId, size: '3' },
    { id: after.headRevisionId, size: '4' },
  ])
  const old = await drive.revisions.get(
    { fileId, revisionId: String(headRevisionId), alt: 'media' },
    { responseType: 'text' },
  )
  assert.equal(old.data, 'one')
})

test("Google's client uploads JSON without metadata, and nothing reads it", async () => {
  const text = '[ {"name": "x"} ]'
  const { data } = await drive.files.create(
    { media: { mimeType: 'application/json', body: text }, fields: 'id,name,size' },
    here,
  )
  assert.deepEqual([data.name, data.size], ['Untitled', String(text.length)])
  const back = await drive.files.get({ fileId: String(data.id), alt: 'media' }, { responseType: 'text' })
  assert.equal(back.data, text)
})

test("Google's client exports documents and copies files", async () => {
  const { data: document } = await drive.files.create(
    {
      requestBody: { name: 'Plan', mimeType: DOCUMENT },
      media: { mimeType: 'text/plain', body: 'The plan' },
    },
    here,
  )
  const text = await drive.files.export(
    { fileId: String(document.id), mimeType: 'text/plain' },
    { responseType: 'text' },
  )
  assert.equal(text.data, 'The plan')
  const file = await upload('a.bin', Buffer.from([1, 2, 3]))
  const { data: copy } = await drive.files.copy({ fileId: String(file.id), requestBody: {}, fields: '*' })
  assert.deepEqual([copy.name, copy.md5Checksum], ['Copy of a.bin', file.md5Checksum])
  assert.notEqual(copy.id, file.id)
  const bytes = await drive.files.get(
    { fileId: String(copy.id), alt: 'media' },
    { responseType: 'arraybuffer' },
  )
  assert.deepEqual([...Buffer.from(bytes.data as ArrayBuffer)], [1, 2, 3])
})

test("Google's client shares, moves, trashes and deletes, and reads all of it as changes", async () => {
  const file = await upload('shared.txt', Buffer.from('x'), { mimeType: 'text/plain' })
  const [fileId, { data: folder }] = [
    String(file.id),
    await drive.files.create({ requestBody: { name: 'Box', mimeType: FOLDER } }),
  ]
  const { data: start } = await drive.changes.getStartPageToken({})
  const pageToken = String(start.startPageToken)
  const empty = await drive.changes.list({ pageToken })
  assert.deepEqual([empty.data.changes, empty.data.newStartPageToken], [[], pageToken])
  const { data: permission } = await drive.permissions.create({
    fileId,
    requestBody: { type: 'user', role: 'writer', emailAddress: 'bob@example.com' },
  })
  assert.equal((await drive.files.get({ fileId, fields: 'shared' })).data.shared, true)
  await drive.permissions.delete({ fileId, permissionId: String(permission.id) })
  assert.equal((await drive.files.get({ fileId, fields: 'shared' })).data.shared, false)
  const { data: moved } = await drive.files.update({
    fileId,
    addParents: String(folder.id),
    removeParents: 'root',
    fields: 'parents',
  })
  assert.deepEqual(moved.parents, [folder.id])
  await drive.files.update({ fileId: String(folder.id), requestBody: { trashed: true } })
  assert.deepEqual((await drive.files.get({ fileId, fields: 'trashed,explicitlyTrashed' })).data, {
    trashed: true,
    explicitlyTrashed: false,
  })
  const { data } = await drive.changes.list({ pageToken, fields: '*' })
  assert.deepEqual(
    data.changes?.map((change) => [change.fileId, change.removed, change.file?.trashed]),
    [
      [folder.id, false, true],
      [fileId, false, true],
    ],
  )
  assert.equal((await drive.files.delete({ fileId: String(folder.id) })).status, 204)
  await assert.rejects(drive.files.get({ fileId }), refusedAs([404, 'notFound']))
  const rest = await drive.changes.list({ pageToken: String(data.newStartPageToken) })
  assert.deepEqual(
    rest.data.changes?.map(({ fileId: id, removed }) => [id, removed]),
    [
      [folder.id, true],
      [fileId, true],
    ],
  )
})

test("Google's client comments and replies", async () => {
  const fileId = String((await upload('draft.txt', Buffer.from('x'))).id)
  const { data: comment } = await drive.comments.create({
    fileId,
    fields: '*',
    requestBody: { content: 'Really?' },
  })
  const commentId = String(comment.id)
  await drive.replies.create({
    fileId,
    commentId,
    fields: 'id',
    requestBody: { content: 'Yes.', action: 'resolve' },
  })
  const { data } = await drive.comments.list({ fileId, fields: 'comments(id,resolved,replies/content)' })
  assert.deepEqual(data.comments, [{ id: commentId, resolved: true, replies: [{ content: 'Yes.' }] }])
  await drive.comments.delete({ fileId, commentId })
  assert.deepEqual((await drive.comments.list({ fileId, fields: 'comments' })).data.comments, [])
  assert.equal(
    (await drive.comments.list({ fileId, fields: 'comments(deleted)', includeDeleted: true })).data
      .comments?.[0]?.deleted,
    true,
  )
})

test("Google's client asks again after a 429, and tells a 403 and a wrong credential", async () => {
  emulator.faults.add({ kind: 'too-many-requests', as: 'none', times: 1 })
  assert.equal((await drive.files.list({})).status, 200)
  emulator.faults.add({ kind: 'rate-limited', times: 1 })
  await assert.rejects(drive.files.list({}), refusedAs([403, 'userRateLimitExceeded']))
  await assert.rejects(driveAt(emulator.url, 'wrong').files.list({}), refusedAs([401, 'authError']))
})

test('nothing that the client sent departs from the description', () => {
  const odd = emulator.ledger.requests().filter(({ verdict }) => verdict !== 'valid')
  assert.deepEqual(
    odd.map(({ operation, verdict, status, violations }) => [
      operation,
      verdict,
      status,
      violations.map(({ field }) => field),
    ]),
    [['GET /drive/v3/files', 'refused', 401, ['authorization']]],
  )
})
