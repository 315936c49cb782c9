import assert from 'node:assert/strict'
import { chmod, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { startEmbedded } from './start-embedded.ts'
import { temporaryFolder } from './testing/temporary-directory.ts'
import { makeDirectory, permits, unprivilegedAccount } from './unprivileged.ts'

const root = process.getuid?.() === 0
const asRoot = { skip: !root && 'only root runs PostgreSQL as somebody else' }
const account = { uid: 65534, gid: 65534 }

test('only root needs another account', () => {
  assert.deepEqual(unprivilegedAccount(0), account)
  assert.equal(unprivilegedAccount(1000), undefined)
})

const modes = [
  { uid: 0, gid: 0, mode: 0o755, enters: true },
  { uid: 0, gid: 0, mode: 0o711, enters: true },
  { uid: 0, gid: 0, mode: 0o754, enters: false },
  { uid: 0, gid: 0, mode: 0o770, enters: false },
  { uid: 0, gid: 65534, mode: 0o710, enters: true },
  { uid: 0, gid: 65534, mode: 0o701, enters: false },
  { uid: 65534, gid: 0, mode: 0o100, enters: true },
  { uid: 65534, gid: 65534, mode: 0o611, enters: false },
]
for (const { enters, ...stats } of modes) {
  test(`a folder of ${stats.uid}:${stats.gid} with mode ${stats.mode.toString(8)} is ${enters ? 'open' : 'closed'}`, () => {
    assert.equal(permits(stats, account, 1), enters)
  })
}

test('a folder on the way that PostgreSQL cannot enter is named, with what to do', asRoot, async (t) => {
  const folder = await temporaryFolder(t)
  const closed = join(folder, 'closed')
  await mkdir(closed, { mode: 0o700 })
  await mkdir(join(closed, 'inner'))
  await assert.rejects(startEmbedded({ directory: join(closed, 'inner/postgres') }), (error) => {
    assert.ok(SallyportError.isInstance(error))
    assert.equal(error.code, 'configuration_invalid')
    assert.match(error.message, new RegExp(`uid 65534, which cannot enter ${closed},`))
    assert.match(
      error.fix ?? '',
      new RegExp(`/var/lib/sallyport; .*unprivileged user; .*chmod o\\+x ${closed}\\.`),
    )
    return true
  })
})

test(
  'folders that root makes let the account pass and nobody else, whatever the umask',
  asRoot,
  async (t) => {
    const folder = await temporaryFolder(t)
    const before = process.umask(0o077)
    const directory = await makeDirectory(join(folder, 'data/postgres'), account).finally(() =>
      process.umask(before),
    )
    for (const path of [directory, join(folder, 'data')]) {
      const { uid, gid, mode } = await stat(path)
      assert.deepEqual({ uid, gid, mode: mode & 0o777 }, { uid: 0, gid: 65534, mode: 0o710 })
    }
  },
)

test('folders that another user makes are open to that user only', async (t) => {
  const directory = await makeDirectory(join(await temporaryFolder(t), 'data/postgres'), undefined)
  assert.equal((await stat(directory)).mode & 0o777, 0o700)
})

test('the modes of folders that exist stay as they are', async (t) => {
  const folder = await temporaryFolder(t)
  await chmod(folder, 0o751)
  await makeDirectory(folder, root ? account : undefined)
  assert.equal((await stat(folder)).mode & 0o777, 0o751)
})
