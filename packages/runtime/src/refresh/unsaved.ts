import type { CredentialSpool, UnsavedCredential } from './credential-spool.ts'
import type { Lease } from './credential-store.ts'
import type { RefreshTimings } from './refresh-timings.ts'

export interface UnsavedOptions {
  readonly wait: (ms: number) => Promise<unknown>
  readonly timings: RefreshTimings
  readonly spool: CredentialSpool | undefined
  readonly onFailure: (key: string, error: unknown) => void
}

/** Saves what was given until it is saved, however long that takes: there is no second copy of it anywhere. */
export async function saveUntilSaved(
  options: UnsavedOptions,
  {
    key,
    lease,
    unsaved,
  }: { readonly key: string; readonly lease: Lease; readonly unsaved: UnsavedCredential },
): Promise<'saved' | 'spare'> {
  const { wait, timings, spool, onFailure } = options
  let spooled: Promise<unknown> | undefined
  for (let pause = timings.saveRetryMs; ; pause = Math.min(2 * pause, timings.maxSaveRetryMs)) {
    try {
      const how = await lease.save(unsaved.credential)
      await spooled
      if (spooled !== undefined) await spool?.remove(key, unsaved).catch((error) => onFailure(key, error))
      return how
    } catch (error) {
      if (spooled === undefined) onFailure(key, error)
      spooled ??= spool?.put(key, unsaved).catch((failure) => onFailure(key, failure)) ?? Promise.resolve()
    }
    await wait(pause)
  }
}
