import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../testing/perform.ts'
import { ask, askAll, HELLO, lastBody, onStage, refusal } from './testing/on-stage.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const readme = { ...HELLO, path: 'docs/guide.md' }

test('a file is committed, read, changed and removed', async () => {
  await using stage = await onStage()
  const made = await ask(stage, 'files.create', { ...readme, message: 'Begin', content: base64('one') })
  assert.equal(made.path, 'docs/guide.md')
  assert.equal(
    stage.sent.at(-1)?.url.pathname,
    '/repos/octocat/Hello-World/contents/docs%2Fguide.md',
    'a path is one part of the address',
  )
  const read = await ask(stage, 'files.get', readme)
  assert.equal(Buffer.from(String(read.content), 'base64').toString(), 'one')
  const again = { ...readme, message: 'Go on', content: base64('two') }
  assert.equal(await refusal(stage, 'files.create', again), 'upstream_invalid')
  const { sha } = await ask(stage, 'files.update', { ...again, sha: read.sha })
  assert.equal(await refusal(stage, 'files.update', { ...again, sha: read.sha }), 'upstream_conflict')

  await ask(stage, 'files.delete', { ...readme, message: 'End', sha })
  assert.deepEqual(lastBody(stage), { message: 'End', sha })
  assert.equal(await refusal(stage, 'files.get', readme), 'upstream_not_found')
})

test('folders are listed, the root with a query of its own', async () => {
  await using stage = await onStage()
  await ask(stage, 'files.create', { ...readme, message: 'Begin', content: base64('one') })
  const inDocs = await askAll(stage, 'directory_content.list', { ...HELLO, path: 'docs' })
  assert.deepEqual(
    inDocs.map(({ name, type }) => [name, type]),
    [['guide.md', 'file']],
  )
  const inRoot = await askAll(stage, 'files.list_root', HELLO)
  assert.deepEqual(inRoot.map(({ name, type }) => [name, type]).sort(), [
    ['README.md', 'blob'],
    ['docs', 'tree'],
  ])
})

test('a release is published once for its tag, and drafts are prepared beside it', async () => {
  await using stage = await onStage()
  const release = { ...HELLO, tag_name: 'v2', name: 'Two' }
  const { id } = await ask(stage, 'releases.create', release)
  assert.equal((await ask(stage, 'releases.get', { ...HELLO, tag: 'v2' })).id, id)
  assert.equal((await ask(stage, 'tags.get', { ...HELLO, tag: 'v2' })).name, 'v2')
  assert.equal(await refusal(stage, 'releases.create', release), 'upstream_conflict')
  const draft = await ask(stage, 'releases.create_draft', { ...HELLO, tag_name: 'v3' })
  assert.equal(draft.draft, true)
  const published = await ask(stage, 'releases.update', { ...HELLO, release_id: draft.id, draft: false })
  assert.equal(published.draft, false)
})

test('a file is added to a release, at the address for uploads, and downloaded', async () => {
  await using stage = await onStage()
  const { id: release_id } = await ask(stage, 'releases.create', { ...HELLO, tag_name: 'v2' })
  const content = Buffer.from('bytes of a file')
  const { data } = await stage.call(
    { entity: 'release_assets', action: 'upload', params: { ...HELLO, release_id, name: 'door.bin' } },
    { file: { name: 'door.bin', type: 'application/octet-stream', content } },
  )
  const { name, size, id } = Object(data)
  assert.deepEqual([name, size], ['door.bin', content.length])
  const sent = stage.sent.at(-1)?.url
  assert.deepEqual([sent?.origin, sent?.search], ['https://uploads.github.com', '?name=door.bin'])

  const { body } = await stage.download({
    entity: 'release_assets',
    action: 'download',
    params: { ...HELLO, asset_id: id },
  })
  assert.equal((await bytesOf(body)).toString(), 'bytes of a file')
})
