import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildFolder, removeDrafts } from './draft-folder.ts'
import { temporaryFolder } from './testing/temporary-directory.ts'

const write = (text: string) => (draft: string) => writeFile(join(draft, 'text'), text)

test('a folder that exists is not built again', async (t) => {
  const folder = await temporaryFolder(t)
  await buildFolder(join(folder, 'target'), write('first'))
  await buildFolder(join(folder, 'target'), () => assert.fail('built again'))
  assert.equal(await readFile(join(folder, 'target/text'), 'utf8'), 'first')
})

test('of many builders at once exactly one wins and nothing else remains', async (t) => {
  const folder = await temporaryFolder(t)
  const target = join(folder, 'target')
  await Promise.all(Array.from({ length: 10 }, (_, index) => buildFolder(target, write(String(index)))))
  assert.deepEqual(await readdir(folder), ['target'])
  assert.deepEqual(await readdir(target), ['text'])
})

test('a failed build leaves nothing and says why', async (t) => {
  const folder = await temporaryFolder(t)
  const failing = (draft: string) => write('half')(draft).then(() => Promise.reject(new Error('disk full')))
  await assert.rejects(buildFolder(join(folder, 'target'), failing), /disk full/)
  assert.deepEqual(await readdir(folder), [])
})

test('drafts are removed and nothing else', async (t) => {
  const folder = await temporaryFolder(t)
  for (const name of ['cluster', 'cluster.draft-a1b2c3', 'binaries-18.draft-a1b2c3'])
    await mkdir(join(folder, name))
  await removeDrafts(folder)
  assert.deepEqual(await readdir(folder), ['cluster'])
})
