import assert from 'node:assert/strict'
import { chmod, chown, mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { prepareSocketFolder } from './socket.ts'
import { temporaryFolder } from './testing/temporary-directory.ts'
import { unprivilegedAccount } from './unprivileged.ts'

const account = unprivilegedAccount()
const long = `/${'long/'.repeat(20)}`

test('a long path leads to the same short folder every time, and another path to another', async (t) => {
  const temporary = await temporaryFolder(t)
  const first = await prepareSocketFolder({ directory: `${long}one`, account, temporary })
  assert.equal(await prepareSocketFolder({ directory: `${long}one`, account, temporary }), first)
  assert.notEqual(await prepareSocketFolder({ directory: `${long}two`, account, temporary }), first)
  assert.equal((await stat(first)).mode & 0o777, 0o700)
  assert.equal((await stat(first)).uid, account?.uid ?? process.getuid?.())
})

test('a folder that was opened to others is closed again', async (t) => {
  const temporary = await temporaryFolder(t)
  const folder = await prepareSocketFolder({ directory: long, account, temporary })
  await chmod(folder, 0o777)
  await prepareSocketFolder({ directory: long, account, temporary })
  assert.equal((await stat(folder)).mode & 0o777, 0o700)
})

const planted = {
  'belongs to somebody else': async (path: string) => {
    await mkdir(path)
    await chown(path, 4242, 4242)
  },
  'is a link': async (path: string) => {
    await mkdir(`${path}-elsewhere`)
    await symlink(`${path}-elsewhere`, path)
  },
  'is a file': (path: string) => writeFile(path, ''),
}
for (const [what, plant] of Object.entries(planted)) {
  const skip = what.startsWith('belongs') && account === undefined && 'only root can give a folder away'
  test(`a folder in the temporary folder that ${what} is not used`, { skip }, async (t) => {
    const temporary = await temporaryFolder(t)
    const path = await prepareSocketFolder({ directory: long, account, temporary })
    await rm(path, { recursive: true })
    await plant(path)
    await assert.rejects(prepareSocketFolder({ directory: long, account, temporary }), {
      code: 'configuration_invalid',
    })
  })
}

test('no short path at all is a clear error', async (t) => {
  const temporary = join(await temporaryFolder(t), 'x'.repeat(90))
  await mkdir(temporary)
  await assert.rejects(prepareSocketFolder({ directory: long, account, temporary }), /short enough/)
})
