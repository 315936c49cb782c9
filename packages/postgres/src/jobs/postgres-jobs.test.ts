import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeJobs } from '@sallyport/engine/testing'
import { SallyportError } from '@sallyport/errors'
import { queryAs } from '../query-as.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { openJobs } from '../testing/jobs-under-test.ts'
import { organizationScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

const server = await startTestServer()
const [ours, theirs] = [newOrganization('ours'), newOrganization('theirs')]
const database = await createTestDatabase(server, ours)
await database.add(theirs)

describeJobs('PostgreSQL', {
  async open(t, onFailure) {
    await queryAs(database.administrator, 'DELETE FROM sallyport_jobs._private_jobs')
    return openJobs(t, database, { onFailure }).jobs
  },
  scopes: [organizationScope(ours.id), organizationScope(theirs.id)],
})

const scope = organizationScope(ours.id)
const emptied = () => queryAs(database.administrator, 'DELETE FROM sallyport_jobs._private_jobs')

test('of jobs whose time has come the urgent ones are first, whatever waits since when', async (t) => {
  await emptied()
  const { jobs } = openJobs(t, database)
  const tasks = ['warn_of_expiry', 'refresh_credential', 'revoke_credential'] as const
  const add = (task: (typeof tasks)[number]) => jobs.add(scope, { task, subjectId: randomUUID() })
  for (const task of tasks) for (let number = 0; number < 20; number++) await add(task)
  const begun: string[] = []
  const note = (task: string) => async () => {
    begun.push(task)
    await sleep(5)
  }
  await jobs.start(Object.fromEntries(tasks.map((task) => [task, note(task)])))
  await until(() => begun.length === 60, 20_000)
  // Five are taken at once: around the ends of a kind some of the next are among them.
  const kindsOf = (from: number, to: number) => [...new Set(begun.slice(from, to))]
  assert.deepEqual(kindsOf(0, 16), ['revoke_credential'], begun.join(' '))
  assert.deepEqual(kindsOf(24, 36), ['refresh_credential'])
  assert.deepEqual(kindsOf(44, 60), ['warn_of_expiry'])
})

test('while it pauses no job is taken, and what was not tried in a quarantine is not counted as tried', async (t) => {
  await emptied()
  const { jobs } = openJobs(t, database)
  const attempts: number[] = []
  let quarantined = true
  await jobs.start({
    revoke_credential: async (_, { attempt }) => {
      attempts.push(attempt)
      if (quarantined) throw new SallyportError('quarantined', 'not now')
    },
  })
  await jobs.add(scope, { task: 'revoke_credential', subjectId: randomUUID(), maxAttempts: 1 })
  await until(() => attempts.length === 1)
  await jobs.pause()
  const [waiting] = await queryAs(
    database.administrator,
    'UPDATE sallyport_jobs._private_jobs SET run_at = now() WHERE locked_by IS NULL RETURNING attempts',
  )
  assert.equal(waiting?.attempts, 0)
  await sleep(2_500)
  assert.deepEqual(attempts, [1])
  quarantined = false
  jobs.resume()
  await until(() => attempts.length === 2)
  assert.deepEqual(attempts, [1, 1])
})
