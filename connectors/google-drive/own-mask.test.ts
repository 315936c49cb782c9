import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DriveFile, does, failure, openDrive } from './testing/on-stage.ts'

const LIST = { entity: 'files', action: 'list' }

test('a mask of the caller goes to Drive, and its answer is what was asked for', async () => {
  await using stage = await openDrive()
  const [{ id: fileId } = { id: '' }] = await does<DriveFile[]>(stage, 'files.list')
  assert.match(stage.sent.at(-1)?.url.searchParams.get('fields') ?? '', /^nextPageToken,.*files\(id,name,/)
  const params = { fileId, fields: 'id, permissions(role)' }
  const file = await does<object>(stage, 'files.get', params)
  assert.deepEqual(stage.sent.at(-1)?.url.searchParams.getAll('fields'), [params.fields])
  assert.deepEqual(file, { id: fileId, permissions: [{ role: 'owner' }] })
})

test('a mask of the caller, and what is kept of the answer, go together', async () => {
  await using stage = await openDrive()
  const params = { fields: 'files(id,name)' }
  const { data } = await stage.call({ ...LIST, params, fields: { select: ['name'] } })
  assert.deepEqual(
    (data as object[]).map((file) => Object.keys(file)),
    [['name'], ['name'], ['name']],
  )
})

for (const [fields, goesOn] of [
  ['nextPageToken, files(id)', true],
  ['*', true],
  ['files/id', false],
] as const) {
  test(`a list of the mask "${fields}" ${goesOn ? 'goes on' : 'ends with its first page'}`, async () => {
    await using stage = await openDrive()
    const { data, page } = await stage.call({ ...LIST, limit: 1, params: { fields } })
    assert.deepEqual([(data as object[]).length, page?.complete], [1, !goesOn])
    if (!page?.nextCursor) return
    const next = await stage.call({ ...LIST, limit: 1, cursor: page.nextCursor, params: { fields } })
    assert.equal((next.data as object[]).length, 1)
    assert.equal(stage.sent.at(-1)?.url.searchParams.get('fields'), fields)
  })
}

for (const fields of ['nextPageToken', 'profiles(id)', '', ['id']]) {
  test(`the mask ${JSON.stringify(fields)}, which names no files, is refused before anything is sent`, async () => {
    await using stage = await openDrive()
    assert.equal((await failure(stage.call({ ...LIST, params: { fields } }))).code, 'invalid_params')
    assert.equal(stage.ledger.count(), 0)
  })
}
