import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JobHandlers } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { DeploymentWatch } from '@sallyport/postgres'
import { workBehind } from './work-behind.ts'

const server = { system: '1', timeline: 1, database: '2' }
const stored = { id: 'deployment', epoch: 1, sequence: 5, adopted: server, restored: false }

/** An engine that counts, and a database that is what it was or is not. */
async function house(t: TestContext, { recognized }: { readonly recognized: boolean }) {
  const done: string[] = []
  let handlers: JobHandlers = {}
  const watch = new DeploymentWatch({
    ...{ seen: undefined, onFailover: 'quarantine', monotonic: () => 0, save: async () => {} },
  })
  const look = (is: boolean) => watch.begin()(stored, { ...server, timeline: is ? 1 : 2 })
  look(recognized)
  const end = await workBehind({
    watch,
    replayMs: 20,
    wait: (ms, signal) => sleep(ms, undefined, { signal }),
    onFailure: (error) => void done.push(String(error)),
    jobs: {
      add: async () => {},
      start: async (given) => {
        handlers = given
        done.push('start')
      },
      pause: async () => void done.push('pause'),
      resume: () => void done.push('resume'),
      stop: async () => {},
    },
    engine: {
      jobHandlers: { revoke_credential: async () => void done.push('job') } as never,
      refreshJob: () => async () => {},
      replaySaves: async () => void done.push('replay'),
    },
  })
  t.after(end)
  const told = async () => {
    await sleep(70)
    return [...new Set(done.splice(0))]
  }
  const job = () => handlers.revoke_credential?.({} as never, { subjectId: 'x', attempt: 1, last: true })
  return { look, told, job, end }
}

test('while the database is the known one jobs are worked at, and saves on disk are looked for now and then', async (t) => {
  const { told, job, end } = await house(t, { recognized: true })
  assert.deepEqual(await told(), ['start', 'replay'])
  assert.deepEqual(await told(), ['replay'])
  await job()
  end()
  assert.deepEqual(await told(), ['job'])
  assert.deepEqual(await told(), [], 'nothing goes on when it is over')
})

test('in a quarantine all of it stands still, and goes on once the database was adopted', async (t) => {
  const { look, told, job } = await house(t, { recognized: true })
  await told()
  look(false)
  assert.deepEqual(await told(), ['pause'])
  assert.deepEqual(await told(), [])
  await assert.rejects(
    async () => job(),
    (error) => SallyportError.isInstance(error) && error.code === 'quarantined',
  )
  look(true)
  assert.deepEqual((await told()).slice(0, 2), ['replay', 'resume'])
  look(false)
  assert.deepEqual(await told(), ['pause'])
})

test('an engine that starts in quarantine begins when the database was adopted, with the saves', async (t) => {
  const { look, told } = await house(t, { recognized: false })
  assert.deepEqual(await told(), [])
  look(true)
  assert.deepEqual(await told(), ['replay', 'start'])
  look(false)
  assert.deepEqual(await told(), ['pause'])
})
