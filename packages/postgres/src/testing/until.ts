import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for something to become true; gives the milliseconds that it took. */
export async function until(isSo: () => boolean | Promise<boolean>, patienceMs = 10_000): Promise<number> {
  const startedAt = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startedAt > patienceMs) throw new Error(`not within ${patienceMs} ms: ${isSo}`)
    await sleep(5)
  }
  return performance.now() - startedAt
}
