import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { JobHandlers } from '@sallyport/engine'
import fc from 'fast-check'
import { addJob } from './jobs/add-job.ts'
import { macOfJob } from './jobs/job-mac.ts'
import { queryAs } from './query-as.ts'
import { attack, enter } from './testing/attack.ts'
import { openJobs } from './testing/jobs-under-test.ts'
import { organizationScope } from './testing/scopes.ts'
import { openSession } from './testing/session.ts'
import { startTestServer } from './testing/test-server.ts'
import { createTwoOrganizations } from './testing/two-organizations.ts'
import { until } from './testing/until.ts'

const server = await startTestServer()
const house = await createTwoOrganizations(server)
const { ours, theirs, administrator, engine, prepared } = house
const { scopeKey } = prepared.deployment
const JOBS = 'sallyport_jobs._private_jobs'
const admin = (text: string, values: unknown[] = []) => queryAs(administrator, text, values)
const empty = () => admin(`DELETE FROM ${JOBS}`)

const insert = `INSERT INTO ${JOBS} (task_id, payload) SELECT id, '{}' FROM sallyport_jobs._private_tasks`
/** Each is refused with 42501: a job is added by one function, in the scope of an organization. */
const refused: readonly string[] = [
  insert,
  "SELECT sallyport_jobs.add_job('refresh_credential')",
  `SELECT sallyport.job_mac('refresh_credential', '${theirs.id}', 'x')`,
  `UPDATE ${JOBS} SET task_id = 1`,
  `UPDATE ${JOBS} SET max_attempts = 1000`,
  `TRUNCATE ${JOBS}`,
  'DELETE FROM sallyport_jobs._private_tasks',
  'SELECT * FROM sallyport_jobs.jobs',
  'SELECT * FROM sallyport_jobs._private_known_crontabs',
  'CREATE TABLE sallyport_jobs.another (id integer)',
  'DROP POLICY engine ON sallyport_jobs._private_jobs',
  `CREATE TRIGGER seen AFTER INSERT ON ${JOBS} FOR EACH ROW EXECUTE FUNCTION sallyport.record_change()`,
]
test('the role of the engine adds no job but through the function that proves whose it is', async (t) => {
  const session = await openSession(t, engine)
  for (const statement of refused) {
    assert.equal(
      (await attack(session, [enter(house.proof(ours.id)), statement])).failure,
      '42501',
      statement,
    )
  }
  const add = "SELECT sallyport.add_job('refresh_credential', 'x', NULL, 25, false, 0)"
  assert.equal((await attack(session, [add])).failure, '42501', 'outside of every organization')
  const forged = enter(house.proof(ours.id).replace(ours.id, theirs.id))
  assert.equal((await attack(session, [forged, add])).failure, '42501', 'in one that is not proved')
  for (const bad of ["'Refresh'", 'NULL', "''", "repeat('a', 65)"]) {
    const statement = add.replace("'refresh_credential'", bad)
    assert.equal((await attack(session, [enter(house.proof(ours.id)), statement])).failure, '23514', bad)
  }
})

/** Jobs that somebody made who may write what he likes into the queue, but has no scope of theirs. */
const forgeries: Readonly<Record<string, string>> = {
  'another organization': `jsonb_set(payload::jsonb, '{organization}', '"${theirs.id}"')`,
  'another subject': `jsonb_set(payload::jsonb, '{subject}', '"${theirs.connector.id}"')`,
  'no proof': `payload::jsonb - 'mac'`,
  'an empty proof': `jsonb_set(payload::jsonb, '{mac}', '""')`,
  'a proof that is no text': `jsonb_set(payload::jsonb, '{mac}', '[1]')`,
  'no organization': `payload::jsonb - 'organization'`,
  'an organization that is none': `jsonb_set(payload::jsonb, '{organization}', '"x"')`,
  nothing: `'null'::jsonb`,
  'a list': `jsonb_build_array(payload)`,
}
test('a forged job is dropped and told, and a true one beside it is done', async (t) => {
  await empty()
  const { jobs, transactions, failures } = openJobs(t, house)
  const done: string[] = []
  const handlers: JobHandlers = {
    refresh_credential: async (scope, job) =>
      void done.push(`refresh ${scope.organizationId} ${job.subjectId}`),
    revoke_credential: async (scope, job) =>
      void done.push(`revoke ${scope.organizationId} ${job.subjectId}`),
  }
  const add = async (subjectId: string, runAt: Date) =>
    transactions.run(organizationScope(ours.id), (query) =>
      addJob(query, { task: 'refresh_credential', subjectId, runAt }),
    )
  const later = new Date(Date.now() + 3_600_000)
  for (const change of Object.values(forgeries)) {
    const subject = randomUUID()
    await add(subject, later)
    await admin(`UPDATE ${JOBS} SET payload = (${change})::json, run_at = now()
      WHERE payload->>'subject' = '${subject}'`)
  }
  // A proof of one task is none of another.
  const moved = randomUUID()
  await add(moved, later)
  await admin("INSERT INTO sallyport_jobs._private_tasks (identifier) VALUES ('revoke_credential')")
  await admin(
    `UPDATE ${JOBS} SET run_at = now(), task_id = (SELECT id FROM sallyport_jobs._private_tasks
    WHERE identifier = 'revoke_credential') WHERE payload->>'subject' = $1`,
    [moved],
  )
  const subject = randomUUID()
  await add(subject, new Date())
  await jobs.start(handlers)
  await until(async () => (await admin(`SELECT FROM ${JOBS}`)).length === 0)
  assert.deepEqual(done, [`refresh ${ours.id} ${subject}`])
  assert.equal(failures.length, Object.keys(forgeries).length + 1)
  assert.ok(failures.every((failure) => /was dropped/.test(String(failure))))
})

test('the proof of the queue and that of the database are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uuid(),
      fc
        .string({ minLength: 1, unit: 'binary' })
        .filter((text) => text.isWellFormed() && !text.includes('\0')),
      async (organizationId, subjectId) => {
        const task = 'refresh_credential'
        const [row] = await admin('SELECT sallyport.job_mac($1, $2, $3) AS mac', [
          task,
          organizationId,
          subjectId,
        ])
        assert.equal(row?.mac, macOfJob(scopeKey, { task, organizationId, subjectId }))
      },
    ),
    { numRuns: 25 },
  )
})

test('the queue holds ids, times and words, and nothing else', async (t) => {
  await empty()
  const { jobs, failures } = openJobs(t, house)
  let failed = false
  await jobs.add(organizationScope(theirs.id), {
    task: 'warn_of_expiry',
    subjectId: theirs.connector.id,
    once: true,
  })
  await jobs.start({
    warn_of_expiry: async () => {
      failed = true
      throw new Error('a failure of theirs')
    },
  })
  await until(async () => failed && (await admin(`SELECT FROM ${JOBS} WHERE locked_at IS NULL`)).length === 1)
  const [job = {}] = await admin(`SELECT to_jsonb(j) AS row FROM ${JOBS} j`)
  const { payload, key, last_error, id, task_id, run_at, created_at, updated_at, ...rest } =
    job.row as Record<string, unknown>
  assert.ok([id, task_id, run_at, created_at, updated_at].every((value) => value !== null))
  const organization = theirs.id
  const subject = theirs.connector.id
  const mac = macOfJob(scopeKey, { task: 'warn_of_expiry', organizationId: organization, subjectId: subject })
  assert.deepEqual(payload, { organization, subject, mac })
  assert.equal(key, `warn_of_expiry:${organization}:${subject}`)
  assert.equal(last_error, 'internal')
  assert.deepEqual(rest, {
    job_queue_id: null,
    priority: 20,
    attempts: 1,
    max_attempts: 25,
    locked_at: null,
    locked_by: null,
    revision: 0,
    flags: null,
    is_available: true,
  })
  const tables = await admin("SELECT tablename FROM pg_tables WHERE schemaname = 'sallyport_jobs' ORDER BY 1")
  assert.deepEqual(
    tables.map(({ tablename }) => tablename),
    ['_private_job_queues', '_private_jobs', '_private_known_crontabs', '_private_tasks', 'migrations'],
  )
  assert.deepEqual(failures, [])
})
