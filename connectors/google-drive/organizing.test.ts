import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DriveFile, does, failure, openDrive, uploaded } from './testing/on-stage.ts'

const NOTE = Buffer.from('A note.\n')

test('a file is moved into a folder, copied, pointed at, and found by its folder', async () => {
  await using stage = await openDrive()
  const folder = await does<DriveFile>(stage, 'files.create_folder', { name: 'Harbor' })
  assert.equal(folder.mimeType, 'application/vnd.google-apps.folder')
  const note = await uploaded(stage, 'note.txt', NOTE)
  const [home = ''] = note.parents
  const moved = await does<DriveFile>(stage, 'files.move', {
    fileId: note.id,
    addParents: folder.id,
    removeParents: home,
  })
  assert.deepEqual(moved.parents, [folder.id])
  const copy = await does<DriveFile>(stage, 'files.copy', { fileId: note.id, name: 'copy.txt' })
  assert.notEqual(copy.id, note.id)
  const shortcut = await does<DriveFile>(stage, 'files.create_shortcut', {
    name: 'To the note',
    targetId: note.id,
    parents: [folder.id],
  })
  assert.deepEqual(
    [shortcut.mimeType, shortcut.shortcutDetails?.targetId],
    ['application/vnd.google-apps.shortcut', note.id],
  )
  const inside = await does<DriveFile[]>(stage, 'files.list', {
    q: `'${folder.id}' in parents`,
  })
  assert.deepEqual(inside.map(({ name }) => name).toSorted(), ['To the note', 'copy.txt', 'note.txt'])
})

test('what is in the trash comes back, until the trash is emptied', async () => {
  await using stage = await openDrive()
  const { id } = await uploaded(stage, 'note.txt', NOTE)
  const isTrashed = async () => (await does<DriveFile>(stage, 'files.get', { fileId: id })).trashed
  await does(stage, 'files.trash', { fileId: id })
  assert.equal(await isTrashed(), true)
  await does(stage, 'files.untrash', { fileId: id })
  assert.equal(await isTrashed(), false)
  await does(stage, 'files.trash', { fileId: id })
  await does(stage, 'files.empty_trash')
  assert.equal((await failure(isTrashed())).code, 'upstream_not_found')
})

test('an id that was generated before names one file, and no second', async () => {
  await using stage = await openDrive()
  const { ids } = await does<{ readonly ids: readonly string[] }>(stage, 'files.generate_ids', { count: 1 })
  const [id = ''] = ids
  assert.equal((await does<DriveFile>(stage, 'files.create', { id, name: 'Once' })).id, id)
  const again = await failure(does(stage, 'files.create', { id, name: 'Twice' }))
  assert.equal(again.code, 'upstream_conflict')
})

test('sharing writes an email only where it says so', async () => {
  await using stage = await openDrive()
  const { id: fileId } = await uploaded(stage, 'note.txt', NOTE)
  const someone = { fileId, type: 'user', role: 'reader', emailAddress: 'ada@example.com' }
  const { id: permissionId } = await does<DriveFile>(stage, 'permissions.create', someone)
  await does(stage, 'permissions.invite', {
    ...someone,
    emailAddress: 'bea@example.com',
    emailMessage: 'Please read.',
  })
  const told = stage.sent.map(({ url }) => url.searchParams.get('sendNotificationEmail')).filter(Boolean)
  assert.deepEqual(told, ['false', 'true'])
  const updated = await does<{ readonly role: string }>(stage, 'permissions.update', {
    fileId,
    permissionId,
    role: 'writer',
  })
  assert.equal(updated.role, 'writer')
  await does(stage, 'permissions.delete', { fileId, permissionId })
  const left = await does<{ readonly emailAddress: string }[]>(stage, 'permissions.list', { fileId })
  assert.deepEqual(
    left.map(({ emailAddress }) => emailAddress),
    ['practise@example.com', 'bea@example.com'],
  )
})

test('a comment is answered, resolved and opened again', async () => {
  await using stage = await openDrive()
  const { id: fileId } = await uploaded(stage, 'note.txt', NOTE)
  const { id: commentId } = await does<DriveFile>(stage, 'comments.create', {
    fileId,
    content: 'Is this right?',
    quotedText: 'A note.',
  })
  interface Comment {
    readonly resolved: boolean
    readonly quotedFileContent: { readonly value: string }
    readonly replies: readonly { readonly content?: string; readonly action?: string }[]
  }
  const comment = () => does<Comment>(stage, 'comments.get', { fileId, commentId })
  await does(stage, 'replies.create', { fileId, commentId, content: 'It is.' })
  await does(stage, 'comments.resolve', { fileId, commentId })
  const resolved = await comment()
  assert.deepEqual([resolved.resolved, resolved.quotedFileContent.value], [true, 'A note.'])
  assert.deepEqual(
    resolved.replies.map(({ content, action }) => content ?? action),
    ['It is.', 'resolve'],
  )
  await does(stage, 'comments.reopen', { fileId, commentId, content: 'Not quite.' })
  assert.equal((await comment()).resolved, false)
})

test('changes are read from a token on, and the answer has the next token', async () => {
  await using stage = await openDrive()
  const { startPageToken: since } = await does<{ readonly startPageToken: string }>(
    stage,
    'changes.get_start_token',
  )
  const made = [await uploaded(stage, 'a.txt', NOTE), await uploaded(stage, 'b.txt', NOTE)]
  const list = { entity: 'changes', action: 'list', params: { since } }
  const first = await stage.call({ ...list, limit: 1 })
  const second = await stage.call({ ...list, limit: 1, cursor: first.page?.nextCursor ?? '' })
  const changed = [first, second].flatMap(({ data }) => data as { readonly fileId: string }[])
  assert.deepEqual(
    changed.map(({ fileId }) => fileId),
    made.map(({ id }) => id),
  )
  const next = second.meta.newStartPageToken
  const [rest, older] = await Promise.all([
    stage.call({ ...list, params: { since: next } }),
    stage.call({ ...list, params: { pageToken: since } }),
  ])
  assert.deepEqual(rest.data, [])
  assert.equal((older.data as unknown[]).length, 2)
})
