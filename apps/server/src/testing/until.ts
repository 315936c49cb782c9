import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineUnderTest } from './engine-under-test.ts'

/** Waits until something holds; fails with its own text after `patienceMs` milliseconds. */
export async function until(holds: () => boolean | Promise<boolean>, patienceMs = 15_000): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await holds()); await sleep(20)) {
    assert.ok(performance.now() < end, `not within ${patienceMs} ms: ${holds}`)
  }
}

/** What a job has done, as soon as it is finished. */
export async function finishedJob({ call }: Pick<EngineUnderTest, 'call'>, bearer: string, id: string) {
  const read = async () => (await call('GET', `/api/v1/jobs/${id}`, { bearer })).body
  await until(async () => (await read()).status === 'finished')
  return read()
}
