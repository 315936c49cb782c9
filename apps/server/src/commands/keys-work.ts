import { createInterface } from 'node:readline/promises'
import {
  dropEmptyKeys,
  type KeyFailures,
  type KeyWork,
  keyStatus,
  organizationIds,
  rotateOrganizationKey,
  rotateRootKey,
  rotateSigningKey,
  scopeOfOrganization,
  shredOrganization,
  verifySealedRows,
} from '@sallyport/engine'
import type { Chosen } from './keys-options.ts'
import { createProgress } from './progress.ts'

/** What came of a command: for programs, for people, and whether all of it was done. */
export interface KeysReport {
  readonly facts: object
  readonly lines: readonly string[]
  readonly isWhole: boolean
}

export async function status(work: KeyWork): Promise<KeysReport> {
  const facts = await keyStatus(work)
  const { writerId, rootKeyId, organizations, byRootKey, retired, valuesUnderRetired, shredded } = facts
  const roots = Object.entries(byRootKey).map(([id, count]) => `  ${id}  ${count} organization keys`)
  const others = Object.entries(byRootKey).filter(([id]) => id !== writerId)
  const pending = others.length > 0 || rootKeyId !== writerId
  const lines = [
    `Root key that writes: ${writerId}; the deployment names ${rootKeyId}.`,
    ...roots,
    `${organizations} organizations, ${shredded} of them shredded.`,
    retired === 0
      ? 'No organization key waits to be emptied.'
      : `${retired} retired organization keys, with ${valuesUnderRetired} values under them: run sallyport keys rotate-organization --all.`,
    ...(pending ? ['The root key is not rotated everywhere: run sallyport keys rotate-root.'] : []),
  ]
  return { facts: { ...facts, rootRotationPending: pending }, lines, isWhole: true }
}

export async function rotateRoot(work: KeyWork): Promise<KeysReport> {
  const progress = createProgress(process.stderr, 'organizations', work.monotonic)
  const rotation = await rotateRootKey(work, ({ looked, organizations }) =>
    progress.show(looked, organizations),
  )
  progress.end()
  const { rewrapped, organizations, rootKeyId, deploymentMoved, failures } = rotation
  const isWhole = failures.count === 0
  const lines = [
    `${rewrapped} organization keys were put under the root key ${rootKeyId}; ${organizations} organizations were looked at.`,
    ...(deploymentMoved ? ['The deployment names it from now on.'] : []),
    isWhole
      ? 'Older root keys open nothing here any more. Backups from before still need them.'
      : `${failures.count} keys do not open; the deployment goes on naming its old root key.`,
    ...linesOf(failures),
  ]
  return { facts: { ...rotation, failures: factsOf(failures) }, lines, isWhole }
}

interface RotateOptions {
  readonly chosen: Chosen
  /** How long a key stays that nothing names any more. */
  readonly keepMs: number
}

/** Rotates first everywhere, so that all empty keys wait at the same time. */
export async function rotateOrganizations(
  work: KeyWork,
  { chosen, keepMs }: RotateOptions,
): Promise<KeysReport> {
  const facts: object[] = []
  const lines: string[] = []
  const waiting: string[] = []
  let isWhole = true
  for await (const id of idsOf(work, chosen)) {
    const progress = createProgress(process.stderr, `values of ${id}`, work.monotonic)
    const rotation = await rotateOrganizationKey(work, id, ({ moved, values }) =>
      progress.show(moved, values),
    )
    progress.end()
    const { moved, left, empty, resumed, activeKeyId, failures } = rotation
    if (empty > 0) waiting.push(id)
    if (left > 0) isWhole = false
    facts.push({ ...rotation, failures: factsOf(failures) })
    const begun = resumed ? 'went on with its rotation' : 'has a new key'
    lines.push(`${id} ${begun}, ${activeKeyId}: ${moved} values moved, ${left} left.`, ...linesOf(failures))
  }
  if (waiting.length > 0) {
    process.stderr.write(
      `Old keys stay for ${keepMs / 1000} s more, until every engine has let go of them.\n`,
    )
    await work.wait(keepMs)
  }
  let dropped = 0
  let kept = 0
  for (const id of waiting) {
    const gone = await dropEmptyKeys(work, id, keepMs)
    dropped += gone.dropped
    kept += gone.waiting
  }
  if (kept > 0) isWhole = false
  const rest = kept > 0 ? `; ${kept} are kept, since something names them: run this again` : ''
  return {
    facts: { organizations: facts, dropped, kept },
    lines: [...lines, `${dropped} old keys were dropped${rest}.`],
    isWhole,
  }
}

export async function rotateSigning(
  work: KeyWork,
  { chosen, atOnce }: { readonly chosen: Chosen; readonly atOnce: boolean },
): Promise<KeysReport> {
  const organizations: object[] = []
  const lines: string[] = []
  for await (const organizationId of idsOf(work, chosen)) {
    const rotation = await rotateSigningKey(work, { organizationId, atOnce })
    const others = atOnce
      ? 'tokens of older ones are refused'
      : `older ones verify for ${rotation.othersForMs / 60_000} minutes more`
    organizations.push(rotation)
    lines.push(`${organizationId} signs with ${rotation.keyId}; ${others}.`)
  }
  return { facts: { organizations }, lines, isWhole: true }
}

/** Whether the id was said a second time: on the command line, or by a person at a terminal. */
export async function isConfirmed({
  organizationId,
  confirm,
}: {
  readonly organizationId: string
  readonly confirm: string | undefined
}): Promise<boolean> {
  if (confirm !== undefined || !process.stdin.isTTY) return confirm === organizationId
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const question = `Every credential of ${organizationId} becomes unreadable for good. Type the id again: `
    return (await terminal.question(question)).trim() === organizationId
  } finally {
    terminal.close()
  }
}

export async function shred(work: KeyWork, organizationId: string): Promise<KeysReport> {
  const facts = await shredOrganization(work, organizationId)
  const what =
    facts.keys === 0 ? 'had been shredded before' : `is shredded: ${facts.keys} keys were destroyed`
  const lines = [
    `${organizationId} ${what}.`,
    'Backups from before hold the keys, wrapped by the root key, until they expire or that root key is gone.',
  ]
  return { facts, lines, isWhole: true }
}

export async function verify(work: KeyWork): Promise<KeysReport> {
  const total = await work.storage.countOrganizations()
  const progress = createProgress(process.stderr, 'organizations', work.monotonic)
  const { failures, ...verification } = await verifySealedRows(work, ({ organizations }) =>
    progress.show(organizations, total),
  )
  progress.end()
  const opened = Object.entries(verification.opened).map(([column, count]) => `  ${column}  ${count} open`)
  const lines = [...opened, `${failures.count} do not open.`, ...linesOf(failures)]
  return { facts: { ...verification, failures: factsOf(failures) }, lines, isWhole: failures.count === 0 }
}

async function* idsOf(work: KeyWork, chosen: Chosen): AsyncGenerator<string> {
  if ('organizationId' in chosen) return yield chosen.organizationId
  for await (const id of organizationIds(work.storage)) {
    const keys = await work.storage.keys(scopeOfOrganization(id))
    if (keys.every(({ shreddedAt }) => shreddedAt === null)) yield id
  }
}

function factsOf({ count, first }: KeyFailures) {
  return { count, first }
}

function linesOf({ count, first }: KeyFailures): string[] {
  const named = first.map(
    ({ organizationId, place, key, reason }) => `  ${place} ${key.join(' ')} of ${organizationId}: ${reason}`,
  )
  return count > first.length ? [...named, `  and ${count - first.length} more`] : named
}
