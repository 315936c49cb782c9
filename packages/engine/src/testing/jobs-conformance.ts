import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import type { Job, JobHandler, Jobs } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** A way to one implementation of the port. */
export interface JobsUnderTest {
  /** A queue that nothing waits in. */
  readonly open: (t: TestContext, onFailure: (error: unknown) => void) => Promise<Jobs>
  /** Two organizations whose jobs it takes. */
  readonly scopes: readonly [OrganizationScope, OrganizationScope]
}

/** What was called, and when. */
interface Call {
  readonly organizationId: string
  readonly subjectId: string
  readonly attempt: number
  readonly at: number
}

/** What every implementation of the port does. */
export function describeJobs(name: string, { open, scopes: [ours, theirs] }: JobsUnderTest): void {
  const newJob = (fields: Partial<Job> = {}): Job => ({
    task: 'refresh_credential',
    subjectId: randomUUID(),
    ...fields,
  })
  const inMs = (milliseconds: number) => new Date(Date.now() + milliseconds)

  /** A queue whose jobs of one task are handled so. */
  async function opened(t: TestContext, handle: JobHandler = async () => {}) {
    const failures: unknown[] = []
    const calls: Call[] = []
    const jobs = await open(t, (error) => failures.push(error))
    t.after(() => jobs.stop())
    const refresh_credential: JobHandler = async (scope, job) => {
      calls.push({ ...job, organizationId: scope.organizationId, at: Date.now() })
      await handle(scope, job)
    }
    return { jobs, calls, failures, start: () => jobs.start({ refresh_credential }) }
  }

  test(`${name}: a job is done once, for its organization and its subject`, async (t) => {
    const { jobs, calls, start } = await opened(t)
    const [mine, others] = [newJob(), newJob()]
    await jobs.add(ours, mine)
    await start()
    await jobs.add(theirs, others)
    await until(() => calls.length === 2)
    await sleep(100)
    const seen = calls.map(({ organizationId, subjectId, attempt }) => [organizationId, subjectId, attempt])
    assert.deepEqual(seen, [
      [ours.organizationId, mine.subjectId, 1],
      [theirs.organizationId, others.subjectId, 1],
    ])
  })

  test(`${name}: a job waits for its time, and for a handler of its task`, async (t) => {
    const { jobs, calls, start } = await opened(t)
    await start()
    const runAt = inMs(1_500)
    await jobs.add(ours, newJob({ task: 'warn_of_expiry' }))
    await jobs.add(ours, newJob({ runAt }))
    await until(() => calls.length === 1)
    assert.ok((calls[0]?.at ?? 0) >= runAt.getTime() - 5, 'not before its time')
    assert.equal(calls.length, 1)
  })

  test(`${name}: of jobs that are to be done once the last one counts`, async (t) => {
    const { jobs, calls, start } = await opened(t)
    const job = newJob({ once: true })
    await jobs.add(ours, job)
    await jobs.add(ours, { ...job, runAt: inMs(60_000) })
    // The same in everything but one: each stands for itself.
    await jobs.add(theirs, job)
    await jobs.add(ours, newJob({ once: true }))
    await jobs.add(ours, { ...job, once: false })
    await start()
    await until(() => calls.length === 3)
    await sleep(300)
    assert.equal(calls.length, 3, 'the first was moved to a later time')
  })

  test(`${name}: one that is added while its like is under way is done after it`, async (t) => {
    let begun = 0
    const { jobs, calls, start } = await opened(t, async () => {
      begun += 1
      if (begun === 1) await sleep(300)
    })
    const job = newJob({ once: true })
    await jobs.add(ours, job)
    await start()
    await until(() => begun === 1)
    await jobs.add(ours, job)
    await until(() => calls.length === 2)
  })

  test(`${name}: what fails is tried again later, and nobody is told`, async (t) => {
    const { jobs, calls, failures, start } = await opened(t, async (_, { attempt }) => {
      if (attempt === 1) throw new Error('a secret that is not to be kept')
    })
    await start()
    await jobs.add(ours, newJob())
    await until(() => calls.length === 2)
    const [first, second] = calls
    assert.deepEqual([first?.attempt, second?.attempt], [1, 2])
    const pause = (second?.at ?? 0) - (first?.at ?? 0)
    assert.ok(pause > 2_500 && pause < 8_000, `${pause} ms`)
    assert.deepEqual(failures, [])
  })

  test(`${name}: a failure that tells a time is tried again then`, async (t) => {
    let retryAt = new Date(0)
    const { jobs, calls, start } = await opened(t, async (_, { attempt }) => {
      if (attempt > 1) return
      retryAt = inMs(1_200)
      throw new SallyportError('upstream_rate_limited', 'Later.', { retryAt })
    })
    await start()
    await jobs.add(ours, newJob())
    await until(() => calls.length === 2)
    const late = (calls[1]?.at ?? 0) - retryAt.getTime()
    assert.ok(late > -5 && late < 6_000, `${late} ms`)
  })

  test(`${name}: the failure of the last attempt is told, and that is all`, async (t) => {
    const failure = new SallyportError('upstream_rate_limited', 'Never.', { retryAt: inMs(100) })
    const { jobs, calls, failures, start } = await opened(t, async () => {
      throw failure
    })
    await start()
    await jobs.add(ours, newJob({ maxAttempts: 2 }))
    await until(() => failures.length === 1)
    await sleep(1_500)
    assert.deepEqual([failures, calls.length], [[failure], 2])
  })

  test(`${name}: stopping waits for what is under way, and begins nothing`, async (t) => {
    let done = 0
    const { jobs, calls, start } = await opened(t, async () => {
      await sleep(400)
      done += 1
    })
    await start()
    await jobs.add(ours, newJob())
    await until(() => calls.length === 1)
    const stopped = jobs.stop()
    await jobs.add(ours, newJob())
    await stopped
    assert.equal(done, 1)
    await sleep(200)
    assert.equal(calls.length, 1)
  })
}

async function until(isSo: () => boolean): Promise<void> {
  const startedAt = Date.now()
  while (!isSo()) {
    assert.ok(Date.now() - startedAt < 15_000, `not within 15 s: ${isSo}`)
    await sleep(10)
  }
}
