import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import { requestsAt } from './testing/drive-at.ts'
import { walk } from './testing/walk.ts'
import { googleDriveVendor } from './vendor.ts'

const FILES = '/drive/v3/files'
const FOLDER = 'application/vnd.google-apps.folder'

let emulator: Emulator
let send: ReturnType<typeof requestsAt>
let now = Date.parse('2026-03-01T09:00:00.123Z')

before(async () => {
  emulator = await emulate(googleDriveVendor, { seed: 'state', now: () => now })
  send = requestsAt(emulator.url)
})
after(() => emulator.close())

const made = async (body: object) =>
  (await send(`${FILES}?fields=*`, { method: 'POST', body })).json as Readonly<Record<string, string>>
const listed = async (query: Readonly<Record<string, string>>) => {
  const { status, json } = await send(`${FILES}?${new URLSearchParams(query)}`)
  assert.equal(status, 200, JSON.stringify(json))
  return (json.files as readonly { name: string }[]).map(({ name }) => name)
}

test('a new file has the members, times and names of the vendor', async () => {
  const file = await made({ name: 'draft.tar.gz', properties: { a: '1' } })
  assert.match(String(file.id), /^1[\w-]{32}$/)
  assert.deepEqual(
    [file.createdTime, file.modifiedTime],
    ['2026-03-01T09:00:00.123Z', '2026-03-01T09:00:00.123Z'],
  )
  assert.deepEqual(
    [file.mimeType, file.size, file.md5Checksum],
    ['application/octet-stream', '0', 'd41d8cd98f00b204e9800998ecf8427e'],
  )
  assert.deepEqual([file.fileExtension, file.fullFileExtension], ['gz', 'tar.gz'])
  assert.equal(file.webViewLink, `https://drive.google.com/file/d/${file.id}/view?usp=drivesdk`)
  const folder = await made({ name: 'f', mimeType: FOLDER })
  assert.deepEqual(
    [folder.size, folder.webViewLink],
    [undefined, `https://drive.google.com/drive/folders/${folder.id}`],
  )
})

test('what changes a file moves its time and its version, and a star only its version', async () => {
  const file = await made({ name: 'a' })
  now += 1000
  const starred = await send(`${FILES}/${file.id}?fields=modifiedTime,version`, {
    method: 'PATCH',
    body: { starred: true },
  })
  assert.deepEqual(starred.json, { modifiedTime: file.modifiedTime, version: '2' })
  const renamed = await send(`${FILES}/${file.id}?fields=modifiedTime,version`, {
    method: 'PATCH',
    body: { name: 'b' },
  })
  assert.deepEqual(renamed.json, { modifiedTime: new Date(now).toISOString(), version: '3' })
  const dated = await send(`${FILES}/${file.id}?fields=modifiedTime`, {
    method: 'PATCH',
    body: { modifiedTime: '2001-01-01T00:00:00.000Z' },
  })
  assert.equal(dated.json.modifiedTime, '2001-01-01T00:00:00.000Z')
})

test('an id that was generated before is taken once', async () => {
  const { json } = await send(`${FILES}/generateIds?count=1`)
  const [id = ''] = json.ids as readonly string[]
  assert.equal((await made({ id, name: 'mine' })).id, id)
  const again = await send(FILES, { method: 'POST', body: { id } })
  assert.deepEqual([again.status, JSON.stringify(again.json).includes('fileIdInUse')], [409, true])
})

test('parents change by parameters alone', async () => {
  const [file, folder] = [await made({ name: 'a' }), await made({ name: 'f', mimeType: FOLDER })]
  const path = `${FILES}/${file.id}`
  const written = await send(path, { method: 'PATCH', body: { parents: [folder.id] } })
  assert.match(JSON.stringify(written.json), /fieldNotWritable/)
  assert.match(
    JSON.stringify((await send(`${path}?addParents=${folder.id}`, { method: 'PATCH', body: {} })).json),
    /cannotAddParent/,
  )
  assert.equal(
    (await send(`${path}?addParents=none&removeParents=root`, { method: 'PATCH', body: {} })).status,
    404,
  )
  const moved = await send(`${path}?addParents=${folder.id}&removeParents=root&fields=parents`, {
    method: 'PATCH',
    body: {},
  })
  assert.deepEqual(moved.json, { parents: [folder.id] })
  const home = await send(`${path}?addParents=root&removeParents=${folder.id}&fields=parents`, {
    method: 'PATCH',
    body: {},
  })
  assert.deepEqual(home.json, { parents: [(await send(`${FILES}/root`)).json.id] })
})

test('lists are narrowed by the query and come in the order that is asked for', async () => {
  const folder = await made({ name: 'order', mimeType: FOLDER })
  const parents = [folder.id]
  await made({ name: 'b10', parents, properties: { k: 'v' } })
  await made({ name: 'a', parents, mimeType: FOLDER, starred: true })
  await made({ name: 'c', parents, mimeType: FOLDER })
  const inFolder = `'${folder.id}' in parents`
  assert.deepEqual(await listed({ q: inFolder, orderBy: 'folder,name desc' }), ['c', 'a', 'b10'])
  assert.deepEqual(await listed({ q: inFolder, orderBy: 'name' }), ['a', 'b10', 'c'])
  assert.deepEqual(await listed({ q: `${inFolder} and starred = true` }), ['a'])
  assert.deepEqual(await listed({ q: `${inFolder} and properties has { key='k' and value='v' }` }), ['b10'])
  assert.deepEqual(await listed({ q: `${inFolder} and not mimeType = '${FOLDER}' and 'me' in owners` }), [
    'b10',
  ])
  assert.deepEqual(await listed({ q: `${inFolder} and modifiedTime < '2000-01-01T00:00:00'` }), [])
})

test('the trash is emptied with all that is in it, and a restored folder brings back what lay in it', async () => {
  const folder = await made({ name: 'old', mimeType: FOLDER })
  const file = await made({ name: 'inside', parents: [folder.id] })
  const trash = (trashed: boolean) =>
    send(`${FILES}/${folder.id}?fields=trashed,trashedTime`, { method: 'PATCH', body: { trashed } })
  assert.deepEqual((await trash(true)).json, { trashed: true, trashedTime: new Date(now).toISOString() })
  assert.equal((await send(`${FILES}/${file.id}?fields=trashed`)).json.trashed, true)
  assert.deepEqual((await trash(false)).json, { trashed: false })
  assert.equal((await send(`${FILES}/${file.id}?fields=trashed`)).json.trashed, false)
  await trash(true)
  assert.equal((await send(`${FILES}/trash`, { method: 'DELETE' })).status, 204)
  assert.deepEqual(
    [(await send(`${FILES}/${folder.id}`)).status, (await send(`${FILES}/${file.id}`)).status],
    [404, 404],
  )
})

test('changes come by pages, the last one of each file alone', async () => {
  const token = (await send('/drive/v3/changes/startPageToken')).json.startPageToken
  const [one, two] = [await made({ name: 'one' }), await made({ name: 'two' })]
  await send(`${FILES}/${one.id}`, { method: 'PATCH', body: { name: 'uno' } })
  const first = (await send(`/drive/v3/changes?pageToken=${token}&pageSize=1`)).json as {
    changes: unknown
    nextPageToken?: string
    newStartPageToken?: string
  }
  assert.match(JSON.stringify(first.changes), new RegExp(two.id ?? ''))
  assert.equal(first.newStartPageToken, undefined)
  const second = (await send(`/drive/v3/changes?pageToken=${first.nextPageToken}&pageSize=1`))
    .json as typeof first
  assert.match(JSON.stringify(second.changes), /uno/)
  assert.equal(second.nextPageToken, undefined)
  await send(`${FILES}/${two.id}`, { method: 'DELETE' })
  const rest = await send(`/drive/v3/changes?pageToken=${second.newStartPageToken}&includeRemoved=false`)
  assert.deepEqual(rest.json.changes, [])
})

test('files of the application are listed in their own space alone', async () => {
  await made({ name: 'settings.json', parents: ['appDataFolder'] })
  assert.deepEqual(await listed({ q: "name = 'settings.json'" }), [])
  assert.deepEqual(await listed({ spaces: 'appDataFolder' }), ['settings.json'])
  assert.deepEqual(await listed({ spaces: 'appDataFolder', q: "'appDataFolder' in parents" }), [
    'settings.json',
  ])
})

test('files that were given at the start take the place of the first ones', async () => {
  const given = [{ id: 'mine', name: 'Mine.txt', mimeType: 'text/plain', parents: ['x'] }]
  await using other = await emulate(googleDriveVendor, { collections: { [FILES]: given } })
  const { json } = await requestsAt(other.url)(
    `${FILES}?q=${encodeURIComponent("'x' in parents and trashed = false")}`,
  )
  assert.deepEqual(
    (json.files as readonly object[]).map((file) => Object.values(file)),
    [['mine', 'Mine.txt', 'text/plain']],
  )
})

test('every operation answers, and the same seed and clock give the same answers and the same ledger', async () => {
  const runs = await Promise.all(
    [1, 2].map(async () => {
      await using other = await emulate(googleDriveVendor, { seed: 'same', now: () => 1_772_355_600_000 })
      const answers = await walk(other.url)
      return {
        answers: answers.map((text) => text.replaceAll(other.url, 'origin')),
        ledger: other.ledger.requests(),
      }
    }),
  )
  const [first, second] = runs
  assert.deepEqual(first?.answers, second?.answers)
  const withoutHeaders = (ledger: typeof first) => ledger?.ledger.map(({ headers: _, ...entry }) => entry)
  assert.deepEqual(withoutHeaders(first), withoutHeaders(second))
  const { paths } = JSON.parse(await readFile(googleDriveVendor.description, 'utf8')) as {
    paths: Readonly<Record<string, object>>
  }
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((method) => method !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path}`),
  )
  const answered = new Set(
    first?.ledger.filter(({ status }) => Number(status) < 400).map(({ operation }) => operation),
  )
  assert.deepEqual(
    described.filter((name) => !answered.has(name)),
    [],
  )
  assert.deepEqual(
    first?.ledger.filter(({ verdict }) => verdict !== 'valid'),
    [],
  )
})
