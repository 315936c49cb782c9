import { SallyportError } from '@sallyport/errors'
import type { OrganizationScope } from '../scope.ts'
import type { StoredWrapping } from './key-storage.ts'
import { type KeyFailures, type KeyWork, paced } from './key-work.ts'

export interface SweepOptions {
  readonly scope: OrganizationScope
  /** The key that is to be empty. */
  readonly keyId: string
  readonly failures: KeyFailures
  /** Told after each batch how many values it moved. */
  readonly onMoved: (values: number) => void
}

/**
 * Goes once through all values that a key has sealed and puts them under the active one; gives how many it moved.
 * What somebody writes at the moment is left to another pass: what they save is under the active key by itself.
 */
export async function sweepSealedValues(work: KeyWork, options: SweepOptions): Promise<number> {
  const { scope, keyId } = options
  let moved = 0
  for (const column of work.storage.columns) {
    let after: readonly string[] | undefined
    for (;;) {
      const part = { column, after, keyId }
      const step = await paced(work, async () => {
        const batch = await work.storage.wrappings(scope, part)
        return {
          last: batch.at(-1)?.key,
          moved: batch.length === 0 ? 0 : await moveBatch(work, options, batch),
        }
      })
      if (step.last === undefined) break
      after = step.last
      moved += step.moved
      options.onMoved(step.moved)
    }
  }
  return moved
}

async function moveBatch(
  { storage, vault }: KeyWork,
  { scope, failures }: SweepOptions,
  batch: readonly StoredWrapping[],
): Promise<number> {
  const results = await vault.rewrap(scope.organizationId, batch)
  const changes = batch.flatMap((before, at) => {
    const after = results[at]
    if (after instanceof Uint8Array) return [{ before, after }]
    const reason = SallyportError.isInstance(after) ? after.message : 'There is no result.'
    failures.add({ organizationId: scope.organizationId, place: before.column, key: before.key, reason })
    return []
  })
  const [first] = batch
  if (changes.length === 0 || first === undefined) return 0
  return storage.rewrapValues(scope, first.column, changes)
}
