import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import { requestsAt, type Sent } from './testing/drive-at.ts'
import { googleDriveVendor } from './vendor.ts'

const FILES = '/drive/v3/files'

let emulator: Emulator
let send: ReturnType<typeof requestsAt>

before(async () => {
  emulator = await emulate(googleDriveVendor, { seed: 'problems' })
  send = requestsAt(emulator.url)
})
after(() => emulator.close())

const made = async (body: object) =>
  (await send(`${FILES}?fields=*`, { method: 'POST', body })).json as Readonly<Record<string, string>>

const listed = async (query: Readonly<Record<string, string>>) => {
  const { json } = await send(`${FILES}?${new URLSearchParams(query)}`)
  return (json.files as readonly { name: string }[]).map(({ name }) => name)
}

interface Told {
  readonly code: number
  readonly message: string
  readonly errors: readonly { readonly reason: string; readonly location?: string }[]
}

const PROBLEMS: readonly (readonly [
  what: string,
  path: string,
  sent: Sent,
  status: number,
  reason: string,
  message: RegExp,
  location?: string,
])[] = [
  ['no credential', FILES, { headers: { authorization: '' } }, 403, 'forbidden', /unregistered callers/],
  [
    'a wrong credential',
    FILES,
    { headers: { authorization: 'Bearer no' } },
    401,
    'authError',
    /^Invalid Credentials$/,
    'Authorization',
  ],
  ['an unknown file', `${FILES}/none`, {}, 404, 'notFound', /^File not found: none\.$/, 'fileId'],
  [
    'permissions of an unknown file',
    `${FILES}/none/permissions`,
    {},
    404,
    'notFound',
    /^File not found: none\.$/,
    'fileId',
  ],
  [
    'an unknown shared drive',
    '/drive/v3/drives/none',
    {},
    404,
    'notFound',
    /^Shared drive not found: none\.$/,
    'driveId',
  ],
  [
    'an unknown parent',
    FILES,
    { method: 'POST', body: { parents: ['none'] } },
    404,
    'notFound',
    /^File not found: none\.$/,
    'fileId',
  ],
  ['a bad query', `${FILES}?q=name%20is%20x`, {}, 400, 'invalid', /^Invalid Value$/, 'q'],
  ['a bad page token', `${FILES}?pageToken=x`, {}, 400, 'invalid', /^Invalid Value$/, 'pageToken'],
  ['a bad order', `${FILES}?orderBy=size%20down`, {}, 400, 'invalid', /^Invalid Value$/, 'orderBy'],
  ['a page that is too large', `${FILES}?pageSize=1001`, {}, 400, 'invalidParameter', /pageSize/, 'pageSize'],
  [
    'a page size that is no number',
    `${FILES}?pageSize=x`,
    {},
    400,
    'invalidParameter',
    /pageSize/,
    'pageSize',
  ],
  [
    'an unknown field',
    `${FILES}?fields=files(id,nope)`,
    {},
    400,
    'invalidParameter',
    /^Invalid field selection nope$/,
    'fields',
  ],
  [
    'a field mask with an open end',
    `${FILES}?fields=files(id`,
    {},
    400,
    'invalidParameter',
    /^Invalid field selection/,
    'fields',
  ],
  [
    'an order beside fullText',
    `${FILES}?orderBy=name&q=fullText%20contains%20'x'`,
    {},
    400,
    'badRequest',
    /^Sorting is not supported/,
    'orderBy',
  ],
  ['no fields for about', '/drive/v3/about', {}, 400, 'required', /'fields' parameter is required/, 'fields'],
  ['no page token for changes', '/drive/v3/changes', {}, 400, 'required', /pageToken/, 'pageToken'],
  [
    'a bad page token for changes',
    '/drive/v3/changes?pageToken=x',
    {},
    400,
    'invalid',
    /^Invalid Value$/,
    'pageToken',
  ],
  [
    'a member of the wrong type',
    FILES,
    { method: 'POST', body: { starred: 'yes' } },
    400,
    'invalid',
    /starred/,
    'starred',
  ],
  [
    'two parents',
    FILES,
    { method: 'POST', body: { parents: ['root', 'x'] } },
    403,
    'cannotAddParent',
    /more than one folder/,
  ],
  [
    'the deletion of the root',
    `${FILES}/root`,
    { method: 'DELETE' },
    403,
    'insufficientFilePermissions',
    /sufficient permissions/,
  ],
  ['a corpus without its drive', `${FILES}?corpora=drive`, {}, 400, 'invalid', /driveId/, 'driveId'],
]

for (const [what, path, sent, status, reason, message, location] of PROBLEMS) {
  test(`${what} is told in the vendor's words`, async () => {
    const answer = await send(path, sent)
    const error = answer.json.error as unknown as Told
    assert.deepEqual([answer.status, error.code, error.errors[0]?.reason], [status, status, reason])
    assert.match(error.message, message)
    if (location) assert.equal(error.errors[0]?.location, location)
  })
}

test('a body that is no JSON is told', async () => {
  const { status, json } = await send(FILES, {
    method: 'POST',
    bytes: Buffer.from('{'),
    headers: { 'content-type': 'application/json' },
  })
  assert.deepEqual([status, JSON.stringify(json).includes('parseError')], [400, true])
})

test('a path that is not there is answered by a page', async () => {
  const { status, headers } = await send('/drive/v3/nothing')
  assert.deepEqual([status, headers.get('content-type')], [404, 'text/html; charset=UTF-8'])
})

test('the owner stays, and an owner is made by transfer alone', async () => {
  const { id } = await made({ name: 'x' })
  const path = `${FILES}/${id}/permissions`
  const [owner] = (await send(path)).json.permissions as readonly { id: string; role: string }[]
  assert.equal(owner?.role, 'owner')
  assert.equal((await send(`${path}/${owner?.id}`, { method: 'DELETE' })).status, 403)
  assert.equal(
    (await send(path, { method: 'POST', body: { type: 'user', role: 'owner', emailAddress: 'a@b.c' } }))
      .status,
    403,
  )
  assert.equal((await send(path, { method: 'POST', body: { role: 'reader' } })).status, 400)
  assert.equal((await send(path, { method: 'POST', body: { type: 'user', role: 'reader' } })).status, 400)
  const anyone = await send(path, { method: 'POST', body: { type: 'anyone', role: 'reader' } })
  assert.deepEqual(anyone.json, {
    kind: 'drive#permission',
    id: 'anyoneWithLink',
    type: 'anyone',
    role: 'reader',
  })
})

test('documents are exported and not downloaded, files the other way round', async () => {
  const document = await made({ name: 'd', mimeType: 'application/vnd.google-apps.document' })
  const file = await made({ name: 'f' })
  assert.match(JSON.stringify((await send(`${FILES}/${document.id}?alt=media`)).json), /fileNotDownloadable/)
  assert.match(
    JSON.stringify((await send(`${FILES}/${file.id}/export?mimeType=text/plain`)).json),
    /fileNotExportable/,
  )
  assert.match(
    JSON.stringify((await send(`${FILES}/${document.id}/export?mimeType=image/png`)).json),
    /conversion is not supported/,
  )
  assert.equal((await send(`${FILES}/${document.id}/export?mimeType=text/plain`)).bytes.toString(), 'd\n')
})

test('files of a shared drive are listed when they are asked for', async () => {
  const drive = (await send('/drive/v3/drives?requestId=1', { method: 'POST', body: { name: 'Team' } })).json
  const file = await made({ name: 'team.txt', parents: [String(drive.id)] })
  assert.equal(file.driveId, drive.id)
  assert.deepEqual(await listed({ q: "name = 'team.txt'" }), [])
  assert.deepEqual(
    await listed({
      q: "name = 'team.txt'",
      includeItemsFromAllDrives: 'true',
      driveId: String(drive.id),
      corpora: 'drive',
    }),
    ['team.txt'],
  )
  assert.equal((await send(`/drive/v3/drives/${drive.id}`, { method: 'DELETE' })).status, 403)
})
