import { scopeOfOrganization } from '../scope.ts'
import { DEPLOYMENT_SECRETS, type DeploymentSecrets, type OrganizationKeyRow } from './key-storage.ts'
import { finalRefusal, KeyFailures, type KeyWork, keyEvent, organizationIds, paced } from './key-work.ts'

export interface RootProgress {
  readonly organizations: number
  /** Of the pass that runs now: the first one moves the keys, the last one finds nothing left. */
  readonly looked: number
  readonly rewrapped: number
}

export interface RootRotation {
  readonly rootKeyId: string
  readonly organizations: number
  readonly rewrapped: number
  /** Whether the deployment's own secrets were moved; false also when they were there already. */
  readonly deploymentMoved: boolean
  readonly failures: KeyFailures
}

/** Passes that follow one another while each still finds something: engines may be making organizations. */
const MAX_PASSES = 20

/**
 * Puts every organization key, and then the deployment's own secrets, under the root key that writes. What is done is
 * what the rows say: it may be killed anywhere and run again, and several may run at once. The keys themselves, and
 * everything under them, stay as they are, so engines that have both root keys notice nothing.
 *
 * Keys that do not open are told and left; the deployment then goes on naming its old root key, which they may need.
 */
export async function rotateRootKey(
  work: KeyWork,
  onProgress: (progress: RootProgress) => void = () => {},
): Promise<RootRotation> {
  const { storage, vault } = work
  let rewrapped = 0
  let failures = new KeyFailures()
  const pass = async () => {
    const before = rewrapped
    const organizations = await storage.countOrganizations()
    let looked = 0
    failures = new KeyFailures()
    for await (const organizationId of organizationIds(storage)) {
      rewrapped += await paced(work, () => rewrapKeysOf(work, organizationId, failures))
      onProgress({ organizations, looked: ++looked, rewrapped })
    }
    return { organizations, moved: rewrapped - before }
  }
  const first = await pass()
  const deploymentMoved = failures.count === 0 && (await paced(work, () => moveDeployment(work)))
  // What an engine with the old setting made while the first pass went by.
  let last = first
  for (let passes = 1; passes < MAX_PASSES && (passes === 1 || last.moved > 0); passes++) last = await pass()
  const { organizations } = last
  return { rootKeyId: vault.writerId, organizations, rewrapped, deploymentMoved, failures }
}

async function rewrapKeysOf(work: KeyWork, organizationId: string, failures: KeyFailures): Promise<number> {
  const scope = scopeOfOrganization(organizationId)
  let moved = 0
  for (const before of await work.storage.keys(scope)) {
    if (before.shreddedAt !== null || before.rootKeyId === work.vault.writerId) continue
    const after = await work.vault.rewrapOrganizationKey(before).catch(finalRefusal)
    if (after instanceof Error) failures.add(failureOf(before, after))
    else {
      const event = keyEvent(work, 'organization_key.rewrapped', before.id)
      if (await work.storage.rewrapKey(scope, { before, after }, event)) moved++
    }
  }
  return moved
}

/** Opens and seals again each secret; the name of the root key moves in the same statement, and last of all. */
async function moveDeployment(work: KeyWork): Promise<boolean> {
  const { storage, vault } = work
  const before = await storage.deployment()
  if (before.rootKeyId === vault.writerId) return false
  const sealed: Record<string, Uint8Array> = {}
  for (const name of DEPLOYMENT_SECRETS) {
    const plaintext = await vault.openForDeployment(name, before.sealed[name])
    sealed[name] = await vault.sealForDeployment(name, plaintext)
    plaintext.fill(0)
  }
  const after = { ...before, rootKeyId: vault.writerId, sealed: { ...before.sealed, ...sealed } }
  const event = keyEvent(work, 'root_key.rotated', before.organizationId)
  return storage.replaceDeployment(before, after satisfies DeploymentSecrets, event)
}

function failureOf({ organizationId, id }: OrganizationKeyRow, { message }: Error) {
  return { organizationId, place: 'organization_keys', key: [id], reason: message }
}
