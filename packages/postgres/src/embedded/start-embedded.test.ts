import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, rename, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import { Client } from 'pg'
import { type EmbeddedServer, startEmbedded } from './start-embedded.ts'
import { engineProcess, killed, startEngineProcess } from './testing/engine-process.ts'
import { sharedDirectory, temporaryDirectory, unlessCopied } from './testing/temporary-directory.ts'

async function query(server: EmbeddedServer, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({
    host: server.host,
    port: server.port,
    user: server.superuser,
    database: 'postgres',
  })
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows
}

async function refusal(start: Promise<unknown>): Promise<SallyportError> {
  const error = await start.then(
    () => assert.fail('it started'),
    (reason: unknown) => reason,
  )
  assert.ok(SallyportError.isInstance(error), String(error))
  return error
}

test('a server starts in an empty folder, answers, and keeps its data over a stop and a start', async (t) => {
  const directory = await sharedDirectory(t)
  const first = await startEmbedded({ directory })
  assert.equal(first.adopted, false)
  await query(first, "create table notes as select 'kept' as text")
  await Promise.all([first.stop(), first.stop()])
  await assert.rejects(query(first, 'select 1'))
  const second = await startEmbedded({ directory })
  assert.equal(second.adopted, false)
  assert.deepEqual(await query(second, 'select text from notes'), [{ text: 'kept' }])
  await second.stop()
  await second.stop()
})

test('the cluster is durable, checked and independent of the system', async (t) => {
  const server = await startEmbedded({ directory: await sharedDirectory(t) })
  const settings = {
    fsync: 'on',
    data_checksums: 'on',
    server_encoding: 'UTF8',
    TimeZone: 'UTC',
    max_connections: '100',
  }
  for (const [name, value] of Object.entries(settings)) {
    assert.deepEqual(await query(server, `select current_setting('${name}') as value`), [{ value }], name)
  }
  const [database] = await query(
    server,
    'select datlocprovider, datlocale from pg_database where datname = current_database()',
  )
  assert.deepEqual(database, { datlocprovider: 'b', datlocale: 'C.UTF-8' })
  await server.stop()
})

test('nobody else can reach it: no TCP, a 0700 folder for the socket, no readable files', async (t) => {
  const directory = await sharedDirectory(t)
  const server = await startEmbedded({ directory })
  assert.equal((await stat(server.host)).mode & 0o777, 0o700)
  assert.equal((await stat(join(directory, 'cluster'))).mode & 0o777, 0o700)
  assert.equal((await stat(join(directory, 'postgres.log'))).mode & 0o777, 0o600)
  assert.equal((await stat(directory)).mode & 0o007, 0)
  assert.deepEqual(await query(server, 'show listen_addresses'), [{ listen_addresses: '' }])
  // The sixth line of postmaster.pid is the first TCP address it listens on.
  assert.equal((await readFile(join(directory, 'cluster/postmaster.pid'), 'utf8')).split('\n')[5], '')
  await server.stop()
})

test('a second engine is refused by the name of the first, in another process and in the same', async (t) => {
  const directory = await sharedDirectory(t)
  const server = await startEmbedded({ directory })
  const [second, error] = await Promise.all([
    engineProcess(t, directory),
    refusal(startEmbedded({ directory })),
  ])
  assert.equal(error.code, 'configuration_invalid')
  for (const message of [second.outcome, error.message]) {
    assert.equal(message, `Another engine (process ${process.pid}) holds ${directory}.`)
  }
  await query(server, 'select 1')
  await server.stop()
})

test('of engines that start in a new folder at the same moment one wins and the other is told so', async (t) => {
  const directory = await temporaryDirectory(t)
  const engines = await Promise.all([1, 2].map(() => engineProcess(t, directory)))
  const winners = engines.filter(({ outcome }) => outcome === 'started' || outcome === 'adopted')
  assert.equal(winners.length, 1, JSON.stringify(engines.map(({ outcome }) => outcome)))
  for (const { outcome } of engines.filter((engine) => !winners.includes(engine))) {
    assert.match(outcome, new RegExp(`process ${winners[0]?.pid}\\b`))
  }
})

test('a long path gets a short folder for its socket', async (t) => {
  const shared = await sharedDirectory(t)
  const directory = join(dirname(shared), 'deep/'.repeat(30), 'postgres')
  await mkdir(dirname(directory), { recursive: true })
  await rename(shared, directory)
  t.after(() => rename(directory, shared))
  const server = await startEmbedded({ directory })
  t.after(() => rmdir(server.host))
  assert.ok(Buffer.byteLength(server.host) < 90, server.host)
  assert.equal((await stat(server.host)).mode & 0o777, 0o700)
  await query(server, 'select 1')
  await server.stop()
})

// initdb looks for its own program by a shell, which a quote in the path of the copy leads astray.
test('spaces, commas, quotes and other scripts may be in the path', {
  skip: await unlessCopied(),
}, async (t) => {
  const server = await startEmbedded({ directory: await temporaryDirectory(t, `a, "b" 'c' ö 数`) })
  await query(server, 'select 1')
  await server.stop()
})

test('an initdb that was interrupted is not tripped over, and what it left is removed', async (t) => {
  const directory = await temporaryDirectory(t)
  const engine = startEngineProcess(t, directory)
  while (!(await readdir(directory).catch(() => [])).some((name) => name.startsWith('cluster.draft-')))
    await sleep(5)
  await killed(engine)
  assert.deepEqual((await readdir(directory)).filter((name) => name.startsWith('cluster.')).length, 1)
  const server = await startEmbedded({ directory })
  await query(server, 'select 1')
  await server.stop()
  const left = (await readdir(directory)).filter((name) => !name.startsWith('binaries-'))
  assert.deepEqual(left.sort(), ['cluster', 'postgres.log', 'socket'])
})

test('a cluster of another major version is refused with both versions', async (t) => {
  const directory = await sharedDirectory(t)
  const path = join(directory, 'cluster/PG_VERSION')
  t.after(() => writeFile(path, '18\n'))
  await writeFile(path, '17\n')
  const error = await refusal(startEmbedded({ directory }))
  assert.equal(error.code, 'configuration_invalid')
  assert.match(error.message, /PostgreSQL 17.* 18/)
})

test('a server that cannot start says why, in the last lines of its log', async (t) => {
  const directory = await sharedDirectory(t)
  const path = join(directory, 'cluster/postgresql.auto.conf')
  t.after(() => writeFile(path, ''))
  await writeFile(path, 'no_such_setting = 1\n')
  const error = await refusal(startEmbedded({ directory }))
  assert.equal(error.code, 'storage_unavailable')
  assert.match(error.message, /unrecognized configuration parameter "no_such_setting"/)
})

test('a start that takes too long gives up and leaves no server', async (t) => {
  const directory = await sharedDirectory(t)
  await refusal(startEmbedded({ directory, startTimeoutMs: 1 }))
  const server = await startEmbedded({ directory })
  assert.equal(server.adopted, false)
  await server.stop()
})

test('a folder that cannot be made and options that make no sense are refused', async (t) => {
  const directory = await temporaryDirectory(t)
  await writeFile(directory, 'a file')
  for (const folder of [directory, '', `${directory}\nx`]) {
    assert.equal((await refusal(startEmbedded({ directory: folder }))).code, 'configuration_invalid')
  }
  for (const startTimeoutMs of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    await assert.rejects(startEmbedded({ directory, startTimeoutMs }), TypeError)
  }
})
