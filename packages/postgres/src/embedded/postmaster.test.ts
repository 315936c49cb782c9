import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { Client } from 'pg'
import { startEmbedded } from './start-embedded.ts'
import { engineProcess, killed } from './testing/engine-process.ts'
import { postmasterPid, sharedDirectory } from './testing/temporary-directory.ts'
import { unprivilegedAccount } from './unprivileged.ts'

/** A program of the same user as the server: PostgreSQL takes no notice of other users' processes. */
async function otherProgram(t: TestContext): Promise<ChildProcess> {
  const child = spawn('sleep', ['60'], { ...unprivilegedAccount(), cwd: '/', stdio: 'ignore' })
  await once(child, 'spawn')
  t.after(() => child.kill('SIGKILL'))
  return child
}

test('a server whose engine was killed is adopted with its data and can be stopped', async (t) => {
  const directory = await sharedDirectory(t)
  const engine = await engineProcess(t, directory)
  assert.equal(engine.outcome, 'started')
  const pid = await postmasterPid(directory)
  await killed(engine)
  const server = await startEmbedded({ directory })
  assert.equal(server.adopted, true)
  assert.equal(await postmasterPid(directory), pid)
  await server.stop()
  await assert.rejects(stat(join(directory, 'cluster/postmaster.pid')), { code: 'ENOENT' })
})

test('Ctrl-C in the terminal of the engine does not reach the server', async (t) => {
  const directory = await sharedDirectory(t)
  await killed(await engineProcess(t, directory), 'SIGINT')
  const server = await startEmbedded({ directory })
  assert.equal(server.adopted, true)
  await server.stop()
})

test('an adopted server is found after its folder was renamed', async (t) => {
  const directory = await sharedDirectory(t)
  await killed(await engineProcess(t, directory))
  const seen = await readlink(`/proc/${await postmasterPid(directory)}/cwd`).catch(() => undefined)
  if (seen === undefined) return t.skip('this system does not show in which folder a process works')
  const moved = `${directory}-moved`
  await rename(directory, moved)
  t.after(() => rename(moved, directory))
  const server = await startEmbedded({ directory: moved })
  assert.equal(server.adopted, true)
  await server.stop()
})

test('a server that was killed is started again, at once and with what was committed', async (t) => {
  const directory = await sharedDirectory(t)
  const lines: string[] = []
  const first = await startEmbedded({ directory, log: (line) => lines.push(line) })
  process.kill(await postmasterPid(directory), 'SIGKILL')
  const second = await startEmbedded({ directory })
  assert.equal(second.adopted, false)
  await first.stop()
  assert.match(lines.join('\n'), /ended unexpectedly/)
  await assert.rejects(startEmbedded({ directory }), /holds/)
  await second.stop()
})

test('the last session of a server that was killed is waited for: two servers never share the files', async (t) => {
  const directory = await sharedDirectory(t)
  const first = await startEmbedded({ directory })
  const client = new Client({
    host: first.host,
    port: first.port,
    user: first.superuser,
    database: 'postgres',
  })
  client.on('error', () => undefined)
  await client.connect()
  const busy = "do $$ begin while clock_timestamp() < now() + interval '400 ms' loop end loop; end $$"
  const query = client.query(busy).catch(() => undefined)
  process.kill(await postmasterPid(directory), 'SIGKILL')
  await (await startEmbedded({ directory })).stop()
  await Promise.all([query, client.end(), first.stop()])
})

test('lock files whose pid now belongs to another program do not block the start', async (t) => {
  const directory = await sharedDirectory(t)
  const { pid } = await otherProgram(t)
  for (const path of ['cluster/postmaster.pid', 'socket/.s.PGSQL.5432.lock']) {
    await writeFile(join(directory, path), `${pid}\n${directory}/cluster\n1700000000\n5432\n\n\n`, {
      mode: 0o644,
    })
  }
  const server = await startEmbedded({ directory })
  assert.equal(server.adopted, false)
  assert.notEqual(await postmasterPid(directory), pid)
  await server.stop()
})

test('an empty lock file, as a full disk leaves it, does not block the start', async (t) => {
  const directory = await sharedDirectory(t)
  await writeFile(join(directory, 'cluster/postmaster.pid'), '')
  const server = await startEmbedded({ directory })
  await server.stop()
})

test('a living server whose process cannot be seen, as in another container, is left alone', async (t) => {
  const directory = await sharedDirectory(t)
  const server = await startEmbedded({ directory })
  const path = join(directory, 'cluster/postmaster.pid')
  const text = await readFile(path, 'utf8')
  const gone = spawn('true')
  await once(gone, 'exit')
  await writeFile(path, text.replace(/^\d+/, String(gone.pid)))
  await assert.rejects(startEmbedded({ directory }), (error) => {
    assert.ok(SallyportError.isInstance(error))
    assert.match(error.message, /none of the processes seen from here/)
    return true
  })
  await writeFile(path, text)
  await server.stop()
})

test('the server listens on no TCP port', {
  skip: process.platform !== 'linux' && 'reads /proc',
}, async (t) => {
  const directory = await sharedDirectory(t)
  const server = await startEmbedded({ directory })
  const pid = await postmasterPid(directory)
  const inodes = await socketInodes(pid)
  if (inodes.length === 0) return t.skip('this system does not show the sockets of a process')
  const unix = await readFile('/proc/net/unix', 'utf8')
  assert.ok(
    inodes.some((inode) => unix.includes(` ${inode} `)),
    'its Unix socket would be noticed',
  )
  const tcp =
    (await readFile('/proc/net/tcp', 'utf8')) + (await readFile('/proc/net/tcp6', 'utf8').catch(() => ''))
  assert.deepEqual(
    inodes.filter((inode) => tcp.includes(` ${inode} `)),
    [],
  )
  await server.stop()
})

test('the log starts anew once it is over its bound', async (t) => {
  const directory = await sharedDirectory(t)
  await writeFile(join(directory, 'postgres.log'), Buffer.alloc(10 * 1024 * 1024 + 1, 'x'))
  await (await startEmbedded({ directory })).stop()
  assert.ok((await stat(join(directory, 'postgres.log'))).size < 10_000)
  await rm(join(directory, 'postgres.log.old'))
})

async function socketInodes(pid: number): Promise<string[]> {
  const targets = (await readdir(`/proc/${pid}/fd`)).map((fd) =>
    readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''),
  )
  return (await Promise.all(targets)).flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [])
}
