import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { deflateSync, inflateSync } from 'node:zlib'
import type { Connection } from '../connection.ts'
import { temporaryFolder } from '../embedded/testing/temporary-directory.ts'
import { prepareDatabase } from '../prepare-database.ts'
import { queryAs } from '../query-as.ts'
import { readTables } from '../read-tables.ts'
import { prepareOptions } from '../testing/first-deployment.ts'
import { findIsolationGaps } from '../testing/isolation-gaps.ts'
import { openJobs } from '../testing/jobs-under-test.ts'
import { refusal } from '../testing/refusal.ts'
import { organizationScope } from '../testing/scopes.ts'
import { openSession } from '../testing/session.ts'
import { startTestServer } from '../testing/test-server.ts'
import { createTwoOrganizations } from '../testing/two-organizations.ts'
import { checkBackup, readBackupFile, restoreBackup, writeBackup, writeBackupFile } from './index.ts'

const server = await startTestServer()
const other = await startTestServer({ isOther: true })
const source = await createTwoOrganizations(server)
const EMPTY_QUEUE = 'DELETE FROM sallyport_jobs._private_jobs; DELETE FROM sallyport_jobs._private_tasks'
// A restored queue waits until the first start: only the test of it has jobs.
await queryAs(source.administrator, EMPTY_QUEUE)
let events = 0
const event = () => ({
  id: `0190d0a0-0000-7000-8000-${String(++events).padStart(12, '0')}`,
  at: new Date('2026-02-03T04:05:06Z'),
})

async function backedUp(t: TestContext, connection: Connection = source.administrator) {
  const path = join(await temporaryFolder(t), 'backup')
  const write = (content: AsyncIterable<Uint8Array>) => writeBackupFile(path, content)
  const manifest = await writeBackup({ connection, event: event(), write })
  return { path, manifest }
}

const restore = (connection: Connection, content: AsyncIterable<Uint8Array>) =>
  restoreBackup({ connection, content, event: event(), randomBytes })

/** Everything but what says where and when it was started, and what a restore makes anew. */
async function contentOf(connection: Connection) {
  const rows = await readTables(connection)
  return rows
    .filter(({ table }) => !/\.(migrations|changes|recognition|audit_events|waiting_jobs)$/.test(table))
    .map(({ table, columns: { scope_key: _, ...columns } }) => JSON.stringify([table, columns]))
    .sort()
}

const isEmpty = async (connection: Connection) =>
  (await queryAs(connection, "SELECT FROM pg_namespace WHERE nspname LIKE 'sallyport%'")).length === 0

test('everything comes back on another server, and no engine there takes it for the database it knows', async (t) => {
  const { path, manifest } = await backedUp(t)
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.deepEqual((await checkBackup(readBackupFile(path))).manifest, manifest)
  assert.deepEqual(manifest.rootKeys, ['root'])
  assert.equal(manifest.organizationKeys.length, 2)

  const target = await other.createDatabase(source.administrator.database)
  await restore(target, readBackupFile(path))
  assert.deepEqual(await contentOf(target), await contentOf(source.administrator))
  assert.deepEqual(await findIsolationGaps(target), [])
  const scopeKeyOf = (each: Connection) =>
    queryAs(each, 'SELECT scope_key FROM sallyport_deployment.deployment')
  assert.notDeepEqual(await scopeKeyOf(target), await scopeKeyOf(source.administrator))
  const triggers = "SELECT FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'"
  assert.deepEqual(await queryAs(target, triggers), [])

  const prepared = await prepareDatabase(prepareOptions(target))
  assert.equal(prepared.created, undefined)
  assert.deepEqual(prepared.differences.map(({ what }) => what).slice(0, 2), ['restored', 'system'])
  const told = await queryAs(target, `SELECT type FROM sallyport.audit_events WHERE type LIKE 'deployment.%'`)
  assert.deepEqual(told, [{ type: 'deployment.backed_up' }, { type: 'deployment.restored' }])
})

test('the key of the proofs of scope is in no backup', async (t) => {
  const { path } = await backedUp(t)
  const chunks: Uint8Array[] = []
  for await (const chunk of readBackupFile(path)) chunks.push(chunk)
  const content = Buffer.concat(chunks).toString('latin1')
  assert.ok(content.includes(Buffer.from('credential of ours').toString('hex')), 'what is sealed is there')
  assert.ok(!content.includes(Buffer.from(source.prepared.deployment.scopeKey).toString('hex')))
})

test('a role that is no superuser, and that row-level security binds, makes and restores a whole backup', async (t) => {
  const target = await other.createDatabase('ordinary_target')
  await queryAs(target, 'CREATE ROLE restorer LOGIN CREATEROLE NOSUPERUSER')
  await queryAs(target, 'GRANT CONNECT, CREATE ON DATABASE ordinary_target TO restorer WITH GRANT OPTION')
  const first = await backedUp(t)
  const ordinary = { ...target, user: 'restorer' }
  await restore(ordinary, readBackupFile(first.path))
  const again = await backedUp(t, ordinary)
  const rows = (manifest: typeof first.manifest) =>
    manifest.tables
      .filter(({ table }) => !table.endsWith('audit_events'))
      .map((each) => [each.table, each.rows])
  assert.deepEqual(rows(again.manifest), rows(first.manifest))
})

test('a backup shows one moment, whatever is written while it is read', async (t) => {
  const session = await openSession(t, source.administrator)
  const connection = source.administrator
  let written = false
  const path = join(await temporaryFolder(t), 'backup')
  const write = async (content: AsyncIterable<Uint8Array>) => {
    await writeBackupFile(
      path,
      (async function* () {
        for await (const chunk of content) {
          yield chunk
          if (!written) await session.query("UPDATE sallyport.workspaces SET name = name || ' changed'")
          written = true
        }
      })(),
    )
  }
  t.after(() => queryAs(connection, "UPDATE sallyport.workspaces SET name = replace(name, ' changed', '')"))
  await writeBackup({ connection, event: event(), write })
  const target = await other.createDatabase('of_one_moment')
  await restore(target, readBackupFile(path))
  const names = await queryAs(target, 'SELECT name FROM sallyport.workspaces ORDER BY 1')
  assert.deepEqual(names, [{ name: 'workspace of ours' }, { name: 'workspace of theirs' }])
})

test('a database that is not empty is refused and left as it is', async (t) => {
  const { path } = await backedUp(t)
  const before = await contentOf(source.administrator)
  const error = await refusal(restore(source.administrator, readBackupFile(path)))
  assert.match(error.message, /not empty/)
  assert.deepEqual(await contentOf(source.administrator), before)
})

const FIRST_LINE = 'sallyport-backup 1\n'
/** The content of the file, changed and compressed again. */
const recompressed = (file: Buffer, change: (text: string) => string) => {
  const text = inflateSync(file.subarray(FIRST_LINE.length)).toString('latin1')
  return Buffer.concat([Buffer.from(FIRST_LINE), deflateSync(Buffer.from(change(text), 'latin1'))])
}

const DAMAGES: Readonly<Record<string, readonly [change: (file: Buffer) => Buffer, told: RegExp]>> = {
  'cut short': [(file) => file.subarray(0, file.length - 1), /cut short/],
  'cut in the middle': [(file) => file.subarray(0, file.length / 2), /cut short/],
  'cut after its first line': [(file) => file.subarray(0, FIRST_LINE.length), /cut short/],
  empty: [() => Buffer.alloc(0), /no backup of Sallyport/],
  foreign: [() => Buffer.from('PGDMP\u0001\u000e\n'), /no backup of Sallyport/],
  'of a newer format': [
    (file) => Buffer.from(file.toString('latin1').replace('backup 1', 'backup 2'), 'latin1'),
    /format 2/,
  ],
  'of a later version': [
    (file) => recompressed(file, (text) => text.replace('"migrations":[1,', '"migrations":[1,999999,')),
    /later version/,
  ],
  'without its manifest': [
    (file) => recompressed(file, (text) => text.slice(0, text.lastIndexOf('{"tables"'))),
    /cut short/,
  ],
  'with a row too few': [
    (file) => recompressed(file, (text) => text.replace(/(\{"table":"sallyport\.executions".*\n).*\n/, '$1')),
    /does not fit its own manifest/,
  ],
  'with a value changed': [
    (file) => recompressed(file, (text) => text.replace('workspace of theirs', 'workspace of others')),
    /does not fit its own manifest/,
  ],
  'with more after its end': [(file) => recompressed(file, (text) => `${text}{}\n`), /goes on after its end/],
}

for (const [what, [change, told]] of Object.entries(DAMAGES)) {
  test(`a backup that is ${what} is refused, and leaves the database empty`, async (t) => {
    const { path } = await backedUp(t)
    await writeFile(path, change(await readFile(path)))
    const target = await server.createDatabase()
    const error = await refusal(restore(target, readBackupFile(path)))
    assert.deepEqual([error.code, told.test(error.message)], ['backup_invalid', true], error.message)
    assert.ok(await isEmpty(target))
    if (!/later version/.test(error.message)) await assert.rejects(checkBackup(readBackupFile(path)), told)
  })
}

test('no flipped bit goes unnoticed', async (t) => {
  const { path } = await backedUp(t)
  const file = await readFile(path)
  for (let at = 0; at < file.length; at += Math.ceil(file.length / 300)) {
    const flipped = Buffer.from(file)
    flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << (at % 8)), at)
    await writeFile(path, flipped)
    await assert.rejects(checkBackup(readBackupFile(path)), { code: 'backup_invalid' }, `byte ${at}`)
  }
})

test('a restore whose session ends half-way leaves the database empty, and can be repeated', async (t) => {
  const { path } = await backedUp(t)
  const target = await server.createDatabase()
  async function* killed() {
    let chunks = 0
    for await (const chunk of readBackupFile(path)) {
      // In small pieces, so that some tables are loaded by then.
      for (let at = 0; at < chunk.length; at += 1_000) {
        if (++chunks === 8) {
          const sql = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE application_name = 'sallyport restore' AND datname = $1`
          await queryAs(target, sql, [target.database])
        }
        yield chunk.subarray(at, at + 1_000)
      }
    }
  }
  const error = await refusal(restore(target, killed()))
  assert.equal(error.code, 'storage_unavailable')
  assert.ok(await isEmpty(target))
  await restore(target, readBackupFile(path))
  assert.deepEqual(await contentOf(target), await contentOf(source.administrator))
})

test('a backup that cannot be written to its end leaves no file, under any name', async (t) => {
  const folder = await temporaryFolder(t)
  async function* failing() {
    yield randomBytes(300_000)
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })
  }
  const error = await refusal(writeBackupFile(join(folder, 'backup'), failing()))
  assert.match(error.message, /cannot be written \(ENOSPC\)/)
  assert.deepEqual(await readdir(folder), [])
})

test('a folder that is not there is told before anything else is written', async (t) => {
  const connection = source.administrator
  const path = join(await temporaryFolder(t), 'missing folder', 'backup')
  const write = (content: AsyncIterable<Uint8Array>) => writeBackupFile(path, content)
  const error = await refusal(writeBackup({ connection, event: event(), write }))
  assert.match(error.message, /cannot be written \(ENOENT\)/)
})

test('a file that is there is not replaced', async (t) => {
  const { path } = await backedUp(t)
  const before = await readFile(path)
  const write = (content: AsyncIterable<Uint8Array>) => writeBackupFile(path, content)
  const error = await refusal(writeBackup({ connection: source.administrator, event: event(), write }))
  assert.match(error.message, /is there already/)
  assert.deepEqual(await readFile(path), before)
})

test('jobs that wait are in the queue again after the first start, and one that proves nothing is not', async (t) => {
  const job = { task: 'revoke_credential', subjectId: 'of ours', maxAttempts: 12 } as const
  const { jobs } = openJobs(t, { ...source, organizationId: source.ours.id })
  const [scope, theirs] = [organizationScope(source.ours.id), organizationScope(source.theirs.id)]
  const runAt = new Date('2031-01-02T03:04:05.678Z')
  await jobs.add(scope, { ...job, runAt, once: true })
  await jobs.add(theirs, { task: 'warn_of_expiry', subjectId: 'of theirs' })
  await jobs.add(scope, { ...job, subjectId: 'forged' })
  const admin = (text: string) => queryAs(source.administrator, text)
  await admin(`UPDATE sallyport_jobs._private_jobs SET attempts = 3 WHERE payload->>'subject' = 'of ours'`)
  await admin(`UPDATE sallyport_jobs._private_jobs SET payload = jsonb_set(payload::jsonb, '{organization}',
    to_jsonb('${source.theirs.id}'::text))::json WHERE payload->>'subject' = 'forged'`)
  t.after(() => admin(EMPTY_QUEUE))
  const { path } = await backedUp(t)
  const target = await other.createDatabase('jobs_target')
  await restore(target, readBackupFile(path))
  // Also where nobody has started it yet.
  const again = await other.createDatabase('jobs_again')
  await restore(again, readBackupFile((await backedUp(t, target)).path))
  for (const each of [target, again]) {
    for (let start = 0; start < 2; start++) await prepareDatabase(prepareOptions(each))
    const queued = await queryAs(
      each,
      `SELECT t.identifier AS task, j.payload->>'organization' AS organization, j.payload->>'subject' AS subject,
          j.max_attempts::integer AS attempts, j.priority::integer AS priority, j.key IS NOT NULL AS once, j.run_at
        FROM sallyport_jobs._private_jobs j JOIN sallyport_jobs._private_tasks t ON t.id = j.task_id ORDER BY 1`,
    )
    const [first, second, ...others] = queued
    assert.deepEqual(first, {
      ...{ task: 'revoke_credential', organization: source.ours.id, subject: 'of ours' },
      ...{ attempts: 9, priority: 0, once: true, run_at: runAt },
    })
    assert.deepEqual([second?.task, second?.subject, others], ['warn_of_expiry', 'of theirs', []])
  }
})
