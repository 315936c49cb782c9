import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { describeRootKeyProvider } from './conformance.ts'
import { createKeyFile, findKeyFile, openKeyFile } from './key-file.ts'

let root = ''
let made = 0
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'sallyport-key-file-'))
})
after(() => rm(root, { recursive: true }))

/** A path in a folder that does not exist yet. */
const freshPath = () => join(root, String(made++), 'sallyport', 'root.key')

describeRootKeyProvider({
  name: 'key file',
  async create() {
    const path = freshPath()
    return {
      rootKey: await createKeyFile(path),
      sameAgain: await openKeyFile(path),
      other: await createKeyFile(freshPath()),
    }
  },
})

async function rejectsAsConfiguration(opening: Promise<unknown>, message: RegExp, fix: RegExp) {
  const error = await opening.then(
    () => assert.fail('it was accepted'),
    (reason: unknown) => reason,
  )
  assert.ok(SallyportError.isInstance(error), String(error))
  assert.equal(error.code, 'configuration_invalid')
  assert.match(error.message, message)
  assert.match(error.fix ?? '', fix)
  return error
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

describe('making a key file', () => {
  it('writes one line that only its owner can read, in folders that only its owner can enter', async () => {
    const path = freshPath()
    await createKeyFile(path)
    assert.match(await readFile(path, 'utf8'), /^sallyport-root-key-1:[A-Za-z0-9_-]{43}\n$/)
    assert.equal(await modeOf(path), 0o600)
    assert.equal(await modeOf(dirname(path)), 0o700)
    assert.equal(await modeOf(dirname(dirname(path))), 0o700)
    assert.deepEqual(await readdir(dirname(path)), ['root.key'])
  })

  it('does not show the key in its id', async () => {
    const path = freshPath()
    const { keyId } = await createKeyFile(path)
    const encoded = (await readFile(path, 'utf8')).split(':')[1] ?? ''
    assert.match(keyId, /^[0-9a-f]{16}$/)
    assert.equal(Buffer.from(encoded, 'base64url').toString('hex').includes(keyId), false)
  })

  it('keeps a key that is there already, and the mode of folders that are', async () => {
    const path = freshPath()
    await mkdir(dirname(path), { recursive: true })
    await chmod(dirname(path), 0o755)
    const first = await createKeyFile(path)
    const line = await readFile(path, 'utf8')
    assert.equal((await createKeyFile(path)).keyId, first.keyId)
    assert.equal(await readFile(path, 'utf8'), line)
    assert.equal(await modeOf(dirname(path)), 0o755)
    assert.deepEqual(await readdir(dirname(path)), ['root.key'])
  })

  it('gives one key to many creators in one process', async () => {
    const path = freshPath()
    const rootKeys = await Promise.all(Array.from({ length: 20 }, () => createKeyFile(path)))
    assert.equal(new Set(rootKeys.map(({ keyId }) => keyId)).size, 1)
    assert.deepEqual(await readdir(dirname(path)), ['root.key'])
  })

  it('gives one key to several processes that start at once', async () => {
    const path = freshPath()
    const program = `
      import { createKeyFile } from ${JSON.stringify(new URL('./key-file.ts', import.meta.url).href)}
      process.stdout.write('ready ')
      process.stdin.once('data', async () => {
        process.stdout.write((await createKeyFile(${JSON.stringify(path)})).keyId)
        process.exit()
      })`
    const processes = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '--eval', program], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    )
    await Promise.all(processes.map(({ stdout }) => once(stdout, 'readable')))
    for (const { stdin } of processes) stdin.write('go')
    const answers = await Promise.all(processes.map(({ stdout }) => text(stdout)))
    const { keyId } = await openKeyFile(path)
    assert.deepEqual(answers, Array(4).fill(`ready ${keyId}`))
    assert.deepEqual(await readdir(dirname(path)), ['root.key'])
  })

  it('says so when the place cannot be used', async () => {
    const file = join(root, 'a-file')
    await writeFile(file, '')
    await rejectsAsConfiguration(
      createKeyFile(join(file, 'folder', 'root.key')),
      /cannot be made \(ENOTDIR\)/,
      /path/,
    )
  })
})

describe('opening a key file', () => {
  it('tells a missing file from a bad one', async () => {
    assert.equal(await findKeyFile(freshPath()), undefined)
    await rejectsAsConfiguration(openKeyFile(freshPath()), /There is no root key file at/, /Restore/)
  })

  for (const mode of [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o660, 0o777]) {
    it(`refuses mode ${mode.toString(8)}, and says how to mend it`, async () => {
      const path = freshPath()
      await createKeyFile(path)
      await chmod(path, mode)
      const refusal = new RegExp(`open to other users \\(mode 0${mode.toString(8)}\\)`)
      await rejectsAsConfiguration(openKeyFile(path), refusal, /chmod 600 '.*root\.key'/)
      await rejectsAsConfiguration(createKeyFile(path), refusal, /chmod 600/)
    })
  }

  it('accepts a file that only its owner can read, and a link to it', async () => {
    const path = freshPath()
    const { keyId } = await createKeyFile(path)
    await chmod(path, 0o400)
    await symlink(path, `${path}.link`)
    assert.equal((await openKeyFile(`${path}.link`)).keyId, keyId)
  })

  const key = 'B'.repeat(42).concat('A')
  const malformed: Record<string, string> = {
    'an empty file': '',
    'no label': `${key}\n`,
    'a label of another version': `sallyport-root-key-2:${key}\n`,
    'a key that is too short': `sallyport-root-key-1:${key.slice(1)}\n`,
    'a key that is too long': `sallyport-root-key-1:${key}A\n`,
    'base64 of the other alphabet': `sallyport-root-key-1:+/${key.slice(2)}\n`,
    'a second line': `sallyport-root-key-1:${key}\nsallyport-root-key-1:${key}\n`,
    'something before the key': ` sallyport-root-key-1:${key}\n`,
    'a large file': `sallyport-root-key-1:${key}${'\n'.repeat(5000)}`,
  }
  for (const [what, content] of Object.entries(malformed)) {
    it(`refuses ${what} without printing it`, async () => {
      const path = freshPath()
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content, { mode: 0o600 })
      const error = await rejectsAsConfiguration(openKeyFile(path), /holds no root key/, /must be one line/)
      assert.equal(`${error.stack} ${error.fix}`.includes('BBB'), false)
      await rejectsAsConfiguration(createKeyFile(path), /holds no root key/, /Restore/)
      assert.equal(await readFile(path, 'utf8'), content, 'a bad file is never overwritten')
    })
  }

  it('accepts the line with and without its line break', async () => {
    const ids = ['', '\n', '\r\n'].map(async (ending) => {
      const path = freshPath()
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, `sallyport-root-key-1:${key}${ending}`, { mode: 0o600 })
      return (await openKeyFile(path)).keyId
    })
    assert.equal(new Set(await Promise.all(ids)).size, 1)
  })

  it('refuses a folder, and a FIFO without waiting for it', async () => {
    await mkdir(join(root, 'folder'), { mode: 0o700 })
    await rejectsAsConfiguration(openKeyFile(join(root, 'folder')), /holds no root key/, /one line/)
    const fifo = join(root, 'fifo')
    execFileSync('mkfifo', ['-m', '600', fifo])
    await rejectsAsConfiguration(openKeyFile(fifo), /holds no root key/, /one line/)
    const writer = await open(fifo, 'r+')
    await rejectsAsConfiguration(openKeyFile(fifo), /holds no root key/, /one line/)
    await writer.close()
  })

  it('does not read a huge file', async () => {
    const path = freshPath()
    await createKeyFile(path)
    await truncate(path, 2 ** 32)
    await rejectsAsConfiguration(openKeyFile(path), /holds no root key/, /one line/)
  })

  it('says so when the path cannot be followed', async () => {
    const path = freshPath()
    await createKeyFile(path)
    await rejectsAsConfiguration(
      openKeyFile(join(path, 'below')),
      /cannot be read \(ENOTDIR\)/,
      /read the file/,
    )
  })
})
