import assert from 'node:assert/strict'
import { test } from 'node:test'
import { does, openDrive } from './testing/on-stage.ts'

test('a shared drive whose answer was lost is asked for again under one id', async () => {
  await using stage = await openDrive()
  stage.faults.add({ kind: 'reset', committed: true, method: 'POST' })
  await does(stage, 'drives.create', { name: 'Team' })
  const ids = stage.sent.map(({ url }) => url.searchParams.get('requestId'))
  assert.equal(ids.length, 2)
  assert.match(ids[0] ?? '', /^[0-9a-f-]{36}$/)
  assert.equal(ids[0], ids[1])
})

test('shared drives are always understood, whatever existing clients say of it', async () => {
  await using stage = await openDrive()
  for (const params of [{}, { supportsAllDrives: false }, { fields: 'files(id)' }]) {
    await does(stage, 'files.list', params)
    const { searchParams } = stage.sent.at(-1)?.url ?? new URL('x:')
    assert.deepEqual(searchParams.getAll('supportsAllDrives'), ['true'])
    assert.equal(searchParams.getAll('fields').length, 1)
    assert.match(searchParams.get('fields') ?? '', /^nextPageToken,/)
  }
})
