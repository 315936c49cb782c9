import { scopeOfOrganization } from '../scope.ts'
import type { Part, StoredValue, ValuePage } from './key-storage.ts'
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
    organizations++
    for await (const page of pagesOf(work, organizationId)) {
      if (page.shredded) shredded++
      for (const value of page.values) {
        const failure = await tryToOpen(work, value)
        const { column: place, key } = value
        if (failure) failures.add({ organizationId, place, key, reason: failure.message })
        else opened[place] = (opened[place] ?? 0) + 1
      }
      tell()
    }
  }
  return { organizations, opened, failed: failures.count, shredded, failures }
}

async function* pagesOf(work: KeyWork, organizationId: string): AsyncGenerator<ValuePage> {
  const scope = scopeOfOrganization(organizationId)
  let from: Part | undefined
  do {
    const page = await paced(work, () => work.storage.values(scope, from))
    yield page
    from = page.next
  } while (from !== undefined)
}

async function tryToOpen({ vault }: KeyWork, { context, sealed }: StoredValue): Promise<Error | undefined> {
  const plaintext = await vault.open(context, sealed).catch(finalRefusal)
  if (plaintext instanceof Error) return plaintext
  plaintext.fill(0)
  return undefined
}
