import { FakeTime } from '../../governor/testing/fake-time.ts'
import type { CredentialRecord, CredentialStore } from '../credential-store.ts'
import { createMemoryBreaker } from '../memory-breaker.ts'
import { createMemoryStore } from '../memory-store.ts'
import type { RefreshSubject, Renewal } from '../refresh-subject.ts'
import { Refresher, type RefresherOptions } from '../refresher.ts'
import { PlayedVendor } from './played-vendor.ts'

/** A played vendor, one credential whose access token has just ended, and processes that share it, all by one clock. */
export function stage(
  options: Partial<RefresherOptions> & { readonly reuse?: ReturnType<Renewal['reuse']> } = {},
) {
  const { reuse, ...rest } = options
  const time = new FakeTime()
  const wait = (ms: number, signal?: AbortSignal) => time.wait(ms, signal)
  const vendor = new PlayedVendor(time.now, wait)
  const store = createMemoryStore(vendor.first(), { now: time.now, wait })
  const breaker = createMemoryBreaker({ now: time.now })
  const failures: unknown[] = []
  const process = (more: Partial<RefresherOptions> = {}) =>
    new Refresher({
      breaker,
      now: time.now,
      monotonic: time.now,
      wait,
      random: () => 1,
      owner: 'test',
      onFailure: (_key, error) => failures.push(error),
      ...rest,
      ...more,
    })
  const subjectOf = (given: CredentialStore): RefreshSubject => ({
    key: 'one',
    store: given,
    renewal: vendor.renewal(reuse),
  })
  return {
    time,
    vendor,
    store,
    breaker,
    failures,
    process,
    subjectOf,
    subject: subjectOf(store),
    async record(): Promise<CredentialRecord> {
      const record = await store.read()
      if (record === undefined) throw new TypeError('it is gone')
      return record
    },
  }
}

/** What became of a promise once the time has passed that it takes. */
export async function after<T>(time: FakeTime, ms: number, promise: Promise<T>): Promise<T> {
  const settled = promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error
    },
  )
  await time.pass(ms)
  const pending = () => {
    throw new Error(`it is not over after ${ms} ms`)
  }
  return (await Promise.race([settled, Promise.resolve(pending)]))()
}
