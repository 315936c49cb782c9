import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import { type Call, callerOf } from './testing/call.ts'
import { slackVendor } from './vendor.ts'

const channel = 'C0GENERAL1'
const authorization = 'Bearer xoxb-practise'

let emulator: Emulator
let call: Call

before(async () => {
  emulator = await emulate(slackVendor, { seed: 'slack' })
  call = callerOf(emulator.url)
})
after(() => emulator.close())

async function begin(filename: string, length: number) {
  const begun = await call('files.getUploadURLExternal', { filename, length }, { as: 'query' })
  return { url: begun.text('upload_url'), id: begun.text('file_id') }
}

test('raw bytes are taken without a token, and are a file when the upload is completed', async () => {
  const { url, id } = await begin('notes.txt', 5)
  assert.ok(url.startsWith(emulator.url))
  const sent = await fetch(url, { method: 'POST', body: 'hello' })
  assert.deepEqual([sent.status, await sent.text()], [200, 'OK - 5'])
  assert.equal((await call('files.info', { file: id })).at('error'), 'file_not_found')
  const files = [{ id, title: 'Notes' }]
  const done = await call('files.completeUploadExternal', { files, channel_id: channel }, { as: 'json' })
  const { at, text } = done
  assert.deepEqual(
    ['title', 'filetype', 'mimetype', 'size', 'channels'].map((name) => at(`files.0.${name}`)),
    ['Notes', 'text', 'text/plain', 5, [channel]],
  )
  for (const address of [text('files.0.url_private'), text('files.0.url_private_download')]) {
    const down = await fetch(address, { headers: { authorization } })
    assert.equal(await down.text(), 'hello')
  }
  const part = await fetch(text('files.0.url_private'), { headers: { authorization, range: 'bytes=1-2' } })
  assert.deepEqual([part.status, await part.text()], [206, 'el'])
  assert.equal((await call('files.list', { channel })).at('files.0.id'), id)
  assert.equal((await call('files.list', { types: 'pdf' })).at('paging.total'), 0)
})

test('a part of a form is taken as well', async () => {
  const { url, id } = await begin('photo.png', 3)
  const form = new FormData()
  form.set('filename', new Blob([new Uint8Array([1, 2, 3])]), 'photo.png')
  assert.equal(await (await fetch(url, { method: 'POST', body: form })).text(), 'OK - 3')
  const done = await call('files.completeUploadExternal', { files: [{ id }] })
  assert.deepEqual([done.at('files.0.title'), done.at('files.0.mimetype')], ['photo.png', 'image/png'])
})

test('an upload that is not open takes nothing, and one without bytes is not completed', async () => {
  const { url, id } = await begin('late.txt', 1)
  assert.equal(
    (await call('files.completeUploadExternal', { files: [{ id }] })).at('error'),
    'file_not_found',
  )
  await fetch(url, { method: 'POST', body: 'x' })
  assert.equal((await fetch(url, { method: 'POST', body: 'y' })).status, 400)
  assert.equal((await fetch(`${emulator.url}/upload/v1/unknown`, { method: 'POST', body: 'y' })).status, 400)
})

test('a file can be an answer in a thread', async () => {
  const ts = (await call('chat.postMessage', { channel, text: 'Where is it?' })).text('ts')
  const { url, id } = await begin('here.csv', 3)
  await fetch(url, { method: 'POST', body: 'a,b' })
  const sent = { files: [{ id }], channel_id: channel, thread_ts: ts, initial_comment: 'Here' }
  await call('files.completeUploadExternal', sent)
  const thread = await call('conversations.replies', { channel, ts })
  assert.deepEqual(
    [thread.at('messages.0.reply_count'), thread.at('messages.1.files.0.id'), thread.at('messages.1.text')],
    [1, id, 'Here'],
  )
})

test('a file that is not there is no JSON', async () => {
  const gone = await fetch(`${emulator.url}/files-pri/T0PRACTISE-F0NOWHERE1/x.txt`, {
    headers: { authorization },
  })
  assert.deepEqual([gone.status, gone.headers.get('content-type')], [404, 'text/html; charset=utf-8'])
})

test('a file without a token is the page on which people sign in', async () => {
  const page = await fetch(`${emulator.url}/files-pri/T0PRACTISE-F0NOWHERE1/x.txt`)
  assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'text/html; charset=utf-8'])
  assert.match(await page.text(), /Sign in/)
})

test('words, places and people narrow a search', async () => {
  const total = async (query: string) => (await call('search.messages', { query })).at('messages.total')
  assert.equal(await total('build'), 1)
  assert.equal(await total('build in:#random'), 0)
  assert.equal(await total('in:general from:@grace'), 1)
  assert.equal(await total('"build is green"'), 1)
  assert.equal(await total('buil'), 0)
  assert.equal(await total('buil*'), 1)
  await call('chat.postMessage', { channel, text: 'build again' })
  assert.equal(await total('build from:me'), 1)
  const found = await call('search.messages', { query: 'build', count: 1, page: 2, sort: 'timestamp' })
  assert.deepEqual(
    [found.at('messages.paging'), found.at('messages.matches.0.text')],
    [{ count: 1, total: 2, page: 2, pages: 2 }, 'The nightly build is green.'],
  )
  assert.equal((await call('search.files', { query: 'notes' })).at('files.total'), 1)
  const both = await call('search.all', { query: 'notes' })
  assert.deepEqual([both.at('messages.total'), both.at('files.total')], [0, 1])
})

test('a bookmark is added, changed, listed and removed', async () => {
  const place = { channel_id: channel }
  const added = await call('bookmarks.add', {
    ...place,
    title: 'Docs',
    type: 'link',
    link: 'https://docs.example',
  })
  const bookmark_id = added.text('bookmark.id')
  assert.match(bookmark_id, /^Bk/)
  await call('bookmarks.edit', { ...place, bookmark_id, title: 'Manual' })
  const { at } = await call('bookmarks.list', place)
  assert.deepEqual([at('bookmarks.0.title'), at('bookmarks.0.link')], ['Manual', 'https://docs.example'])
  await call('bookmarks.remove', { ...place, bookmark_id })
  assert.deepEqual((await call('bookmarks.list', place)).at('bookmarks'), [])
})
