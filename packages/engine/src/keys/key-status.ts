import { scopeOfOrganization } from '../scope.ts'
import type { OrganizationKeyRow } from './key-storage.ts'
import { type KeyWork, organizationIds } from './key-work.ts'

/** What the rows say of all keys: what is done of a rotation, and what is left. */
export interface KeyStatus {
  /** The root key that writes, as it is configured here. */
  readonly writerId: string
  /** The one that the deployment names. */
  readonly rootKeyId: string
  readonly organizations: number
  /** How many living organization keys each root key wraps. */
  readonly byRootKey: Readonly<Record<string, number>>
  /** Keys that read and do not write, which an unfinished rotation has left. */
  readonly retired: number
  /** Values that these still hold. */
  readonly valuesUnderRetired: number
  readonly shredded: number
}

export async function keyStatus({ storage, vault }: Pick<KeyWork, 'storage' | 'vault'>): Promise<KeyStatus> {
  const { rootKeyId } = await storage.deployment()
  const byRootKey: Record<string, number> = {}
  let [organizations, retired, valuesUnderRetired, shredded] = [0, 0, 0, 0]
  for await (const organizationId of organizationIds(storage)) {
    const scope = scopeOfOrganization(organizationId)
    const keys = await storage.keys(scope)
    organizations++
    if (keys.some(({ shreddedAt }) => shreddedAt !== null)) shredded++
    for (const key of keys.filter(isAlive)) {
      byRootKey[key.rootKeyId] = (byRootKey[key.rootKeyId] ?? 0) + 1
      if (key.retiredAt === null) continue
      retired++
      valuesUnderRetired += await storage.countUnder(scope, key.id)
    }
  }
  return {
    writerId: vault.writerId,
    rootKeyId,
    organizations,
    byRootKey,
    retired,
    valuesUnderRetired,
    shredded,
  }
}

function isAlive({ shreddedAt }: OrganizationKeyRow): boolean {
  return shreddedAt === null
}
