import assert from 'node:assert/strict'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { SpooledSave } from '@sallyport/engine'
import { saveSpoolFolder } from './save-spool-folder.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

const ORGANIZATION = '019a0000-0000-7000-8000-000000000001'
const CONNECTOR = '019a0000-0000-7000-8000-000000000002'

function saveOf(version: number, fields: Partial<SpooledSave['answer']> = {}): SpooledSave {
  return {
    organizationId: ORGANIZATION,
    attempt: { connectorId: CONNECTOR, version, lineage: 1, fence: 7 },
    answer: {
      sealed: Buffer.from([0, 255, version]),
      expiresAt: undefined,
      refreshAt: undefined,
      ...fields,
    },
    spare: Buffer.from('spare'),
  }
}

test('saves come back as they were put, one for each attempt, for the eyes of their owner', async (t) => {
  const folder = await makeTemporaryFolder()
  t.after(() => folder.remove())
  const path = join(folder.path, 'spool')
  const unreadable: unknown[] = []
  const spool = saveSpoolFolder({ path, onUnreadable: (error) => void unreadable.push(error) })
  assert.deepEqual(await spool.list(), [])
  const [first, second] = [saveOf(1), saveOf(2, { expiresAt: 1.5, refreshAt: 1 })]
  await spool.put(first)
  await spool.put(second)
  await spool.put(second)
  assert.deepEqual(await spool.list(), [first, second])
  const names = await readdir(path)
  assert.equal(names.length, 2)
  for (const name of names) assert.equal((await stat(join(path, name))).mode & 0o777, 0o600)
  assert.equal((await stat(path)).mode & 0o777, 0o700)
  await spool.remove(first)
  await spool.remove(first)
  assert.deepEqual(await spool.list(), [second])
  assert.deepEqual(unreadable, [])
})

test('what does not read as a save is told of and stays, and hides no other', async (t) => {
  const folder = await makeTemporaryFolder()
  t.after(() => folder.remove())
  const unreadable: unknown[] = []
  const spool = saveSpoolFolder({
    path: folder.path,
    onUnreadable: (error) => void unreadable.push(error),
  })
  await spool.put(saveOf(9))
  const broken = ['', '{}', 'null', '{"organizationId":1}', 'half of a li']
  for (const [at, content] of broken.entries())
    await writeFile(join(folder.path, `${ORGANIZATION}.${CONNECTOR}.${at}.json`), content)
  await writeFile(join(folder.path, 'another file'), 'x')
  await writeFile(join(folder.path, `${ORGANIZATION}.${CONNECTOR}.10.json.draft`), '{}')
  assert.deepEqual(await spool.list(), [saveOf(9)])
  assert.equal(unreadable.length, broken.length)
  assert.equal((await readdir(folder.path)).length, broken.length + 3)
})
