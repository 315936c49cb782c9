import { SallyportError } from '@sallyport/errors'
import { type OrganizationScope, scopeOfOrganization } from '../scope.ts'
import type { OrganizationKeyRow } from './key-storage.ts'
import { KeyFailures, type KeyWork, keyEvent, paced } from './key-work.ts'
import { sweepSealedValues } from './sweep-sealed-values.ts'

/**
 * How long a key stays after nothing names it any more. By then every replica has let go of what it sealed: they
 * believe their caches for 5 s without a look at the changes, and a call takes 24 s at most.
 */
export const EMPTY_KEY_MS = 60_000

export interface KeyProgress {
  /** Values that were under retired keys when it began. */
  readonly values: number
  readonly moved: number
}

export interface KeyRotation {
  readonly organizationId: string
  readonly activeKeyId: string
  /** Whether it went on with a rotation that had not come to its end. */
  readonly resumed: boolean
  readonly moved: number
  /** Retired keys that are empty, and to be dropped. */
  readonly empty: number
  /** Values that are still under retired keys: those that do not open. */
  readonly left: number
  readonly failures: KeyFailures
}

const MAX_PASSES = 50
const BETWEEN_PASSES_MS = 200

/**
 * Gives an organization a new key and puts everything that its older keys sealed under it. The older keys go on
 * reading, and go only with `dropEmptyKeys`. Where a rotation has not come to its end, that is carried on and no other
 * begun. Calls and refreshes go on meanwhile: what they seal is under the new key from its first moment.
 *
 * @throws SallyportError `invalid_request` when there is no such organization or it was shredded.
 */
export async function rotateOrganizationKey(
  work: KeyWork,
  organizationId: string,
  onProgress: (progress: KeyProgress) => void = () => {},
): Promise<KeyRotation> {
  const scope = scopeOfOrganization(organizationId)
  const { active, resumed } = await beginRotation(work, scope)
  const retired = (await work.storage.keys(scope)).filter(isRetired)
  let values = 0
  for (const { id } of retired) values += await work.storage.countUnder(scope, id)
  let moved = 0
  const onMoved = (count: number) => {
    moved += count
    onProgress({ values: Math.max(values, moved), moved })
  }
  let failures = new KeyFailures()
  let [left, empty] = [0, 0]
  for (const { id } of retired) {
    const swept = await emptyKey(work, { scope, keyId: id, onMoved })
    failures = merged(failures, swept.failures)
    left += swept.left
    if (swept.left === 0) empty++
  }
  return { organizationId, activeKeyId: active.id, resumed, moved, empty, left, failures }
}

/** Drops what is empty for long enough. `waiting` counts retired keys that stay for now. */
export async function dropEmptyKeys(
  work: KeyWork,
  organizationId: string,
  emptyForMs = EMPTY_KEY_MS,
): Promise<{ readonly dropped: number; readonly waiting: number }> {
  const scope = scopeOfOrganization(organizationId)
  let [dropped, waiting] = [0, 0]
  for (const { id, emptiedAt } of (await work.storage.keys(scope)).filter(isRetired)) {
    const event = keyEvent(work, 'organization_key.dropped', id)
    const isDropped =
      emptiedAt !== null && (await work.storage.dropKey(scope, { id, emptyForMs }, event)) === 'dropped'
    if (isDropped) dropped++
    else waiting++
  }
  return { dropped, waiting }
}

/** The key that writes from now on: a new one, unless older ones still wait to be emptied and dropped. */
async function beginRotation(
  work: KeyWork,
  scope: OrganizationScope,
): Promise<{ readonly active: OrganizationKeyRow; readonly resumed: boolean }> {
  const { storage, vault, newId } = work
  for (let fresh = false; ; fresh = true) {
    const keys = await storage.keys(scope)
    const active = keys.find(({ retiredAt }) => retiredAt === null)
    if (active === undefined) throw noActiveKey(scope.organizationId, keys)
    if (keys.some(isRetired)) return { active, resumed: !fresh }
    const key = await vault.createOrganizationKey(scope.organizationId, newId())
    const event = keyEvent(work, 'organization_key.rotated', key.id)
    // Another that rotates may be first: then the next look finds what it began.
    await paced(work, () => storage.activateKey(scope, { replaces: active.id, key }, event))
  }
}

interface EmptyOptions {
  readonly scope: OrganizationScope
  readonly keyId: string
  readonly onMoved: (values: number) => void
}

async function emptyKey(work: KeyWork, { scope, keyId, onMoved }: EmptyOptions) {
  for (let passes = 1; ; passes++) {
    const failures = new KeyFailures()
    await sweepSealedValues(work, { scope, keyId, failures, onMoved })
    const left = await work.storage.countUnder(scope, keyId)
    if (left === 0) await work.storage.markEmpty(scope, keyId)
    if (left <= failures.count || passes === MAX_PASSES) return { left, failures }
    await work.wait(BETWEEN_PASSES_MS)
  }
}

function isRetired({ retiredAt, shreddedAt }: OrganizationKeyRow): boolean {
  return retiredAt !== null && shreddedAt === null
}

function merged(one: KeyFailures, other: KeyFailures): KeyFailures {
  const both = new KeyFailures()
  for (const failure of [...one.first, ...other.first]) both.add(failure)
  both.count = one.count + other.count
  return both
}

function noActiveKey(organizationId: string, keys: readonly OrganizationKeyRow[]): SallyportError {
  if (keys.length === 0)
    return new SallyportError('invalid_request', `There is no organization ${organizationId}.`, {
      fix: 'sallyport keys status lists the organizations.',
    })
  return new SallyportError('invalid_request', `The organization ${organizationId} was shredded.`, {
    fix: 'It has no keys any more, and none is made for it.',
  })
}
