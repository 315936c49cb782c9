import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { prepareDatabase } from '../prepare-database.ts'
import { queryAs } from '../query-as.ts'
import { prepareOptions } from '../testing/first-deployment.ts'
import { openJobs } from '../testing/jobs-under-test.ts'
import { organizationScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

const server = await startTestServer()
const database = await createTestDatabase(server)
const scope = organizationScope(database.organizationId)
const program = fileURLToPath(new URL('../testing/job-program.ts', import.meta.url))
const HEARTBEAT_MS = 300
/** Broken connections are opened again after rests that grow. */
const SLOWEST_MS = 300_000
const newJob = () => ({ task: 'refresh_credential', subjectId: randomUUID() }) as const

test('a job of an engine that was killed is done by another, and one of a living engine is not', async (t) => {
  const { jobs } = openJobs(t, database, { heartbeatMs: HEARTBEAT_MS })
  const job = newJob()
  await jobs.add(scope, job)
  const options = {
    connection: database.engine,
    scopeKey: Buffer.from(database.prepared.deployment.scopeKey).toString('hex'),
    heartbeatMs: HEARTBEAT_MS,
  }
  const killed = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => killed.kill('SIGKILL'))
  const [said] = await once(killed.stdout, 'data')
  assert.equal(String(said), `begun ${job.subjectId}\n`)
  const done: (readonly [string, number])[] = []
  await jobs.start({
    refresh_credential: async (_, { subjectId, attempt }) => void done.push([subjectId, attempt]),
  })
  await sleep(HEARTBEAT_MS * 8)
  assert.deepEqual(done, [], 'while it lives, the job is its own')
  killed.kill('SIGKILL')
  const took = await until(() => done.length === 1, 20_000)
  assert.deepEqual(done, [[job.subjectId, 2]])
  t.diagnostic(
    `begun anew ${Math.round(took)} ms after the kill, with a sign of life every ${HEARTBEAT_MS} ms`,
  )
  const workers = await queryAs(database.administrator, 'SELECT FROM sallyport_deployment.job_workers')
  assert.ok(workers.length <= 2)
})

test('a job whose last attempt ended in a kill is told, and gone', async (t) => {
  const { jobs, failures } = openJobs(t, database, { heartbeatMs: HEARTBEAT_MS })
  await jobs.add(scope, { ...newJob(), maxAttempts: 1 })
  await queryAs(
    database.administrator,
    "UPDATE sallyport_jobs._private_jobs SET attempts = 1, locked_by = 'gone', locked_at = now() - interval '1 hour'",
  )
  await jobs.start({ refresh_credential: async () => {} })
  await until(() => failures.length === 1)
  assert.match(String(failures[0]), /refresh_credential ended without a word/)
  assert.deepEqual(await queryAs(database.administrator, 'SELECT FROM sallyport_jobs._private_jobs'), [])
})

test('when connections break, jobs go on', { timeout: SLOWEST_MS }, async (t) => {
  const { jobs } = openJobs(t, database)
  let done = 0
  await jobs.start({ refresh_credential: async () => void done++ })
  for (let round = 1; round <= 3; round++) {
    await queryAs(
      database.administrator,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sallyport jobs'",
    )
    await jobs.add(scope, newJob())
    await until(() => done === round, SLOWEST_MS)
  }
})

test('a database that takes no connections as a job ends ends no process, and the job ends later', async (t) => {
  const { jobs } = openJobs(t, database, { heartbeatMs: HEARTBEAT_MS })
  const role = `"${database.engine.user}"`
  const limit = (most: number) =>
    queryAs(database.administrator, `ALTER ROLE ${role} CONNECTION LIMIT ${most}`)
  t.after(() => limit(-1))
  let done = 0
  await jobs.start({
    refresh_credential: async () => {
      if (done++ > 0) return
      await limit(0)
      await queryAs(
        database.administrator,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sallyport jobs'",
      )
    },
  })
  await jobs.add(scope, newJob())
  await until(() => done === 1, 20_000)
  await sleep(1_000)
  await limit(-1)
  const left = () => queryAs(database.administrator, 'SELECT FROM sallyport_jobs._private_jobs')
  for (let tries = 0; tries < 300 && (await left()).length > 0; tries++) await sleep(100)
  assert.deepEqual(await left(), [])
})

test('stopping gives up on a job that does not end, and another engine does it at once', async (t) => {
  const stuck = openJobs(t, database, { patienceMs: 300 })
  let begun = false
  await stuck.jobs.start({
    refresh_credential: () => {
      begun = true
      return new Promise(() => {})
    },
  })
  await stuck.jobs.add(scope, newJob())
  await until(() => begun)
  const stopping = performance.now()
  await stuck.jobs.stop()
  assert.ok(performance.now() - stopping < 7_000)
  const { jobs } = openJobs(t, database)
  let done = 0
  await jobs.start({ refresh_credential: async () => void done++ })
  await until(() => done === 1, 20_000)
})

test('starters of one new database at once prepare one queue', async () => {
  const fresh = await server.createDatabase()
  await Promise.all(Array.from({ length: 4 }, () => prepareDatabase(prepareOptions(fresh))))
  const rows = await queryAs(
    fresh,
    'SELECT count(*)::integer AS migrations, max(id) AS latest FROM sallyport_jobs.migrations',
  )
  assert.deepEqual(rows, [{ migrations: 20, latest: 20 }])
})
