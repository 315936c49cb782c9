import { scopeOfOrganization } from '../scope.ts'
import type { StoredValue } from './key-storage.ts'
import { finalRefusal, KeyFailures, type KeyWork, organizationIds, paced } from './key-work.ts'

export interface VerifyProgress {
  readonly organizations: number
  /** Values that opened, by column. */
  readonly opened: Readonly<Record<string, number>>
  readonly failed: number
}

export interface Verification extends VerifyProgress {
  /** Organizations whose keys were destroyed on purpose: what they sealed is not looked at. */
  readonly shredded: number
  readonly failures: KeyFailures
}

/**
 * Opens every sealed value of every organization, which proves that it was not changed and lies where it belongs. What
 * it reads is overwritten at once and told to nobody. In memory are 4 MB of values at most; failures are counted, and
 * the first hundred named by table and key, never by content.
 */
export async function verifySealedRows(
  work: KeyWork,
  onProgress: (progress: VerifyProgress) => void = () => {},
): Promise<Verification> {
  const { storage } = work
  const failures = new KeyFailures()
  const opened: Record<string, number> = Object.fromEntries(storage.columns.map((column) => [column, 0]))
  let [organizations, shredded] = [0, 0]
  const tell = () => onProgress({ organizations, opened: { ...opened }, failed: failures.count })
  for await (const organizationId of organizationIds(storage)) {
    const keys = await storage.keys(scopeOfOrganization(organizationId))
    const isShredded = keys.some(({ shreddedAt }) => shreddedAt !== null)
    organizations++
    if (isShredded) shredded++
    for (const column of isShredded ? [] : storage.columns) {
      for await (const batch of batchesOf(work, organizationId, column)) {
        opened[column] = (opened[column] ?? 0) + (await openBatch(work, batch, failures))
        tell()
      }
    }
    tell()
  }
  return { organizations, opened, failed: failures.count, shredded, failures }
}

/** Gives how many opened. */
async function openBatch(
  work: KeyWork,
  batch: readonly StoredValue[],
  failures: KeyFailures,
): Promise<number> {
  const before = failures.count
  for (const value of batch) {
    const failure = await tryToOpen(work, value)
    const { column: place, key, context } = value
    if (failure) failures.add({ organizationId: context.organizationId, place, key, reason: failure.message })
  }
  return batch.length - (failures.count - before)
}

async function* batchesOf(
  work: KeyWork,
  organizationId: string,
  column: string,
): AsyncGenerator<readonly StoredValue[]> {
  const scope = scopeOfOrganization(organizationId)
  let after: readonly string[] | undefined
  for (;;) {
    const batch = await paced(work, () => work.storage.values(scope, { column, after }))
    if (batch.length === 0) return
    yield batch
    after = batch.at(-1)?.key
  }
}

async function tryToOpen({ vault }: KeyWork, { context, sealed }: StoredValue): Promise<Error | undefined> {
  const plaintext = await vault.open(context, sealed).catch(finalRefusal)
  if (plaintext instanceof Error) return plaintext
  plaintext.fill(0)
  return undefined
}
