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
  for (const params of [{}, { supportsAllDrives: false }]) {
    await does(stage, 'files.list', params)
    const { searchParams } = stage.sent.at(-1)?.url ?? new URL('x:')
    assert.deepEqual(searchParams.getAll('supportsAllDrives'), ['true'])
  }
})

test('a shared drive is hidden and shown again, with nothing in a body', async () => {
  await using stage = await openDrive()
  const { id: driveId } = await does<{ readonly id: string }>(stage, 'drives.create', { name: 'Team' })
  for (const [action, hidden] of [
    ['hide', true],
    ['unhide', false],
  ] as const) {
    const drive = await does<{ readonly hidden: boolean }>(stage, `drives.${action}`, { driveId })
    assert.equal(drive.hidden, hidden)
    const { body, headers } = stage.sent.at(-1) ?? {}
    assert.deepEqual([body, headers?.['content-type']], [undefined, undefined])
  }
})
