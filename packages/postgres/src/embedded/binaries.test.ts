import assert from 'node:assert/strict'
import { chmod, cp, mkdir, readdir, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { prepareBinaries, removeOldCopies } from './binaries.ts'
import { findBinariesPackage, linkLibraries } from './binaries-package.ts'
import { temporaryFolder, unlessCopied } from './testing/temporary-directory.ts'
import { unprivilegedAccount } from './unprivileged.ts'

const account = unprivilegedAccount()
const source = await findBinariesPackage()

const absent = [
  ['a platform without a package', 'sunos-x64', undefined, /no embedded PostgreSQL for sunos-x64/],
  ['a package that was not installed', 'linux-x64', uninstalled, /linux-x64 is missing/],
] as const

for (const [name, platform, resolve, message] of absent) {
  test(`${name} is refused with the advice to set DATABASE_URL`, async () => {
    const fix = /DATABASE_URL/
    await assert.rejects(findBinariesPackage(platform, resolve), {
      code: 'configuration_invalid',
      message,
      fix,
    })
  })
}

function uninstalled(): string {
  throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
}

test('the binaries of the package are used where they are', { skip: await unlessCopied() }, async (t) => {
  const binaries = await prepareBinaries({ directory: await temporaryFolder(t), source, account })
  assert.equal(binaries.folder, source.folder)
  assert.equal(binaries.major, '18')
})

test('binaries that the unprivileged user cannot reach are copied once', {
  skip: account === undefined && 'only root has to',
}, async (t) => {
  const folder = await temporaryFolder(t)
  const closed = join(folder, 'closed')
  await cp(source.folder, join(closed, 'package'), {
    recursive: true,
    verbatimSymlinks: true,
    // Two thirds of the files, which do not matter here.
    filter: (path) => !path.endsWith('/timezone') && !path.endsWith('/extension'),
  })
  await chmod(join(closed, 'package/native/share'), 0o700)
  await chmod(closed, 0o700)
  const options = {
    directory: join(folder, 'postgres'),
    source: { ...source, folder: join(closed, 'package') },
    account,
  }
  await mkdir(options.directory)
  const binaries = await prepareBinaries(options)
  assert.deepEqual(await readdir(options.directory), [`binaries-${source.version}`])
  const before = await stat(binaries.postgres)
  assert.equal(before.uid, 0)
  assert.equal(before.mode & 0o777, 0o755)
  assert.equal((await stat(join(binaries.folder, 'native/share'))).mode & 0o777, 0o755)
  assert.equal((await stat((await prepareBinaries(options)).postgres)).ino, before.ino)
})

test('links between libraries are made, and made again without harm', async (t) => {
  const folder = await temporaryFolder(t)
  await mkdir(join(folder, 'native/lib'), { recursive: true })
  await cp(join(source.folder, 'native/pg-symlinks.json'), join(folder, 'native/pg-symlinks.json'))
  assert.equal(await linkLibraries(folder), true)
  assert.equal(await linkLibraries(folder), true)
  const names = await readdir(join(folder, 'native/lib'))
  assert.ok(names.length > 10)
  for (const name of names) {
    assert.doesNotMatch(await readlink(join(folder, 'native/lib', name)), /\//)
  }
})

test('copies of other versions are removed', async (t) => {
  const directory = await temporaryFolder(t)
  await mkdir(join(directory, 'binaries-18.3.0'))
  await mkdir(join(directory, 'binaries-18.4.0'))
  const folder = join(directory, 'binaries-18.4.0')
  await removeOldCopies(directory, { folder, initdb: '', postgres: '', major: '18' })
  assert.deepEqual(await readdir(directory), ['binaries-18.4.0'])
})
