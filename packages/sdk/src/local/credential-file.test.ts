import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Credential } from '@sallyport/runtime'
import { fileCredentialStore, openCredentialFile, storeFrom, storeIn } from './file-credential-store.ts'
import { whileLocked } from './file-lock.ts'

const FIRST: Credential = {
  definitionId: 'one',
  alternative: 'oauth',
  fields: { access_token: 'access-1', refresh_token: 'refresh-1' },
  origins: ['https://api.example'],
}
const named = (token: string): Credential => ({ ...FIRST, fields: { refresh_token: token } })
const INTENT = { owner: 'test', leaseMs: 60_000, quarantineMs: 60_000, cause: 'expiry' } as const
const key = Buffer.alloc(32, 7)

async function place() {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-file-'))
  const path = join(folder, 'one.credential')
  return { folder, path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

async function begun(path: string, first = FIRST) {
  const store = storeFrom(openCredentialFile({ path }), first)
  await store.read()
  return store
}

async function saved(store: Awaited<ReturnType<typeof begun>>, credential: Credential): Promise<string> {
  const { version = 0 } = (await store.read()) ?? {}
  const lease = (await store.lease({ ...INTENT, version })) ?? assert.fail('no lease')
  assert.ok(await lease.markSent(60_000))
  return lease.save(credential)
}

test('a program that starts again goes on with what was saved last, whatever it began with then', async () => {
  await using here = await place()
  const store = await begun(here.path)
  assert.equal(await saved(store, named('refresh-2')), 'saved')
  assert.equal(await saved(store, named('refresh-3')), 'saved')
  const again = await (await begun(here.path)).read()
  assert.deepEqual([again?.version, again?.credential], [3, named('refresh-3')])
  // Nor does the one on file, given by hand, begin anything.
  assert.equal((await (await begun(here.path, named('refresh-3'))).read())?.version, 3)
})

test('a credential that no program began with takes its place, and no answer to the old one takes it back', async () => {
  await using here = await place()
  const old = await begun(here.path)
  const lease = (await old.lease({ ...INTENT, version: 1 })) ?? assert.fail('no lease')
  assert.ok(await lease.markSent(60_000))
  const connected = await (await begun(here.path, named('anew-1'))).read()
  assert.deepEqual(
    [connected?.version, connected?.credential, connected?.state],
    [2, named('anew-1'), 'active'],
  )
  await lease.save(named('refresh-2'))
  await lease.settle({ kind: 'refused', cause: 'test', spare: false })
  const after = (await old.read()) ?? assert.fail('it is gone')
  assert.deepEqual([after.credential, after.state, after.spare], [named('anew-1'), 'active', undefined])
  // The program that still has the first one in its settings does not bring it back.
  assert.deepEqual((await (await begun(here.path)).read())?.credential, named('anew-1'))
})

test('the file and its lock are readable for their owner alone, and nothing else stays', async () => {
  await using here = await place()
  const path = join(here.folder, 'deeper', 'still', 'one.credential')
  await saved(await begun(path), named('refresh-2'))
  assert.deepEqual((await readdir(dirname(path))).sort(), ['one.credential', 'one.credential.lock'])
  for (const name of [path, `${path}.lock`]) assert.equal((await stat(name)).mode & 0o777, 0o600)
  assert.equal((await stat(dirname(path))).mode & 0o777, 0o700)
  assert.match(await readFile(path, 'utf8'), /refresh-2/)
})

test('a file that others may read, a link, a folder, and a folder that others may write to are refused', async () => {
  await using here = await place()
  const { path, folder } = here
  await begun(path)
  const refused = (what: RegExp, at = path) =>
    assert.rejects(begun(at), { code: 'vault_unavailable', retryable: false, message: what })
  for (const mode of [0o640, 0o604, 0o620]) {
    await chmod(path, mode)
    await refused(/may be read by others/)
  }
  await chmod(path, 0o600)
  await symlink(path, join(folder, 'link'))
  await refused(/is a link/, join(folder, 'link'))
  await mkdir(join(folder, 'folder'))
  await refused(/is no file/, join(folder, 'folder'))
  await chmod(folder, 0o770)
  await refused(/folder that others may write to/)
})

test('whichever byte is changed or missing, a damaged file is an error and stays as it is', async () => {
  for (const more of [{}, { key }]) {
    await using here = await place()
    const { path } = here
    const store = () => fileCredentialStore({ path, ...more })(named('r'))
    await store().read()
    const whole = await readFile(path)
    for (let at = 0; at < whole.length; at += at < 64 ? 1 : 7) {
      const damaged = Buffer.from(whole)
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at)
      for (const content of [damaged, whole.subarray(0, at)]) {
        await writeFile(path, content)
        await assert.rejects(store().read(), { code: 'vault_unavailable' })
        await assert.rejects(store().lease({ ...INTENT, version: 1 }), { code: 'vault_unavailable' })
        assert.deepEqual(await readFile(path), content)
      }
    }
    await writeFile(path, whole)
    assert.equal((await store().read())?.version, 1)
  }
})

test('a file of a later version, one too large and one for another connector are errors that say so', async () => {
  await using here = await place()
  const { path } = here
  const fails = (message: RegExp, first = FIRST) =>
    assert.rejects(begun(path, first), { code: 'vault_unavailable', message })
  await begun(path)
  await fails(/another connector/, { ...FIRST, definitionId: 'two' })
  await writeFile(path, 'sallyport-credential 2 plain x\n{}')
  await fails(/version 2/)
  await writeFile(path, Buffer.alloc(1_048_577))
  await fails(/larger than 1 MB/)
})

test('a sealed file shows nothing, and opens with its key alone', async () => {
  await using here = await place()
  const { path } = here
  const open = (more: { readonly key?: Uint8Array }) => fileCredentialStore({ path, ...more })(FIRST).read()
  await open({ key })
  assert.doesNotMatch(await readFile(path, 'latin1'), /refresh|access|api\.example/)
  assert.deepEqual((await open({ key }))?.credential, FIRST)
  await assert.rejects(open({}), { code: 'vault_unavailable', message: /is sealed/ })
  await assert.rejects(open({ key: Buffer.alloc(32, 8) }), {
    code: 'vault_unavailable',
    message: /another key/,
  })
  await rm(path)
  await open({})
  await assert.rejects(open({ key }), { code: 'vault_unavailable', message: /is not sealed/ })
  assert.throws(() => fileCredentialStore({ path, key: Buffer.alloc(16) }), TypeError)
})

for (const [what, fail] of [
  ['opens no file', { open: true }],
  ['is full half-way', { write: true }],
  ['does not sync', { sync: true }],
  ['does not rename', { rename: true }],
] as const) {
  test(`a disk that ${what} loses nothing: the step fails, and is done when it is repeated`, async () => {
    await using here = await place()
    const { path } = here
    let failing: { open?: boolean; write?: boolean; sync?: boolean; rename?: boolean } = {}
    const full = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const files = {
      rm,
      open: (async (...given) => {
        if (failing.open && given[1] === 'wx') throw full()
        const file = await open(...given)
        const { writeFile, sync } = file
        file.writeFile = async (content) => {
          if (!failing.write) return writeFile.call(file, content)
          await file.write((content as Uint8Array).subarray(0, 10))
          throw full()
        }
        file.sync = async () => {
          if (failing.sync) throw full()
          await sync.call(file)
        }
        return file
      }) as typeof open,
      rename: (async (...given) => {
        if (failing.rename) throw full()
        await rename(...given)
      }) as typeof rename,
    }
    const store = storeFrom(openCredentialFile({ path }, files), FIRST)
    const lease = (await store.lease({ ...INTENT, version: 1 })) ?? assert.fail('no lease')
    await lease.markSent(60_000)
    const before = await readFile(path)
    failing = fail
    await assert.rejects(lease.save(named('refresh-2')), { code: 'storage_unavailable' })
    assert.deepEqual(await readFile(path), before)
    failing = {}
    assert.equal(await lease.save(named('refresh-2')), 'saved')
    assert.deepEqual((await storeIn(openCredentialFile({ path })).read())?.credential, named('refresh-2'))
  })
}

const HOLD = `
  const { whileLocked } = await import(${JSON.stringify(import.meta.resolve('./file-lock.ts'))})
  const { readFileSync, writeFileSync } = await import('node:fs')
  const { setTimeout: wait } = await import('node:timers/promises')
  const [path, times] = process.argv.slice(1)
  for (let time = 0; time < Number(times); time++) {
    await whileLocked({ path: path + '.lock', wait, patienceMs: 60_000 }, async () => {
      const count = Number(readFileSync(path, 'utf8'))
      if (times === '1') process.stdout.write('held')
      await wait(times === '1' ? 60_000 : 1)
      writeFileSync(path, String(count + 1))
    })
  }
`
const holder = (path: string, times: string) =>
  spawn(process.execPath, ['--input-type=module', '--eval', HOLD, path, times], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

test('the lock keeps processes apart, and callers of one process', async () => {
  await using here = await place()
  const path = join(here.folder, 'count')
  await writeFile(path, '0')
  const ended = [1, 2, 3, 4].map(() => once(holder(path, '50'), 'close'))
  await Promise.all(ended)
  const lock = { path: `${path}.lock`, wait: sleep, patienceMs: 60_000 }
  const add = () =>
    whileLocked(lock, async () => {
      const count = Number(await readFile(path, 'utf8'))
      await writeFile(path, String(count + 1))
    })
  await Promise.all(Array.from({ length: 50 }, add))
  assert.equal(await readFile(path, 'utf8'), '250')
})

test('the lock of a process that is stopped is waited for, that of one that is killed is free at once, for one only', async () => {
  await using here = await place()
  const path = join(here.folder, 'count')
  await writeFile(path, '0')
  const child = holder(path, '1')
  await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  const lock = { path: `${path}.lock`, wait: sleep, patienceMs: 300 }
  await assert.rejects(
    whileLocked(lock, async () => {}),
    { code: 'storage_unavailable', message: /Another process/ },
  )
  let inside = 0
  const takers = Array.from({ length: 8 }, () =>
    whileLocked({ ...lock, patienceMs: 10_000 }, async () => {
      assert.equal(++inside, 1)
      await sleep(5)
      inside -= 1
    }),
  )
  child.kill('SIGKILL')
  await Promise.all(takers)
})
