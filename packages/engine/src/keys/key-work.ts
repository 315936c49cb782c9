import { SallyportError } from '@sallyport/errors'
import type { Vault } from '@sallyport/vault'
import type { AuditEvent, KeyEventType } from '../ports.ts'
import type { KeyStorage } from './key-storage.ts'

/** What everything that works on keys is given. */
export interface KeyWork {
  readonly storage: KeyStorage
  readonly vault: Vault
  readonly now: () => number
  readonly newId: () => string
  readonly wait: (ms: number) => Promise<void>
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number
  /** Names this run in the audit. */
  readonly requestId: string
  /**
   * How much of its time it works, above 0 and at most 1: engines that serve calls on the same machines need the rest.
   * Default: 0.25.
   */
  readonly share?: number
}

export function keyEvent(work: KeyWork, type: KeyEventType, subjectId: string): AuditEvent {
  const actor = { kind: 'operator', applicationId: null } as const
  return { id: work.newId(), type, actor, subjectId, requestId: work.requestId, at: new Date(work.now()) }
}

/** Does one step, and then rests as long as the share demands. */
export async function paced<T>(work: KeyWork, step: () => Promise<T>): Promise<T> {
  const { share = 0.25, monotonic } = work
  const startedAt = monotonic()
  const result = await patiently(work, step)
  const restMs = ((monotonic() - startedAt) * (1 - share)) / share
  if (restMs >= 1) await work.wait(restMs)
  return result
}

const ATTEMPTS = 6
const FIRST_WAIT_MS = 250

/** Does one step again when database or key service are away for a moment: each step may be done twice. */
async function patiently<T>({ wait }: KeyWork, step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step()
    } catch (error) {
      const mayPass = SallyportError.isInstance(error) && error.retryable
      if (!mayPass || attempt === ATTEMPTS) throw error
      await wait(FIRST_WAIT_MS * 2 ** (attempt - 1))
    }
  }
}

/** Most failures that a result names; the others are counted. */
const MAX_NAMED = 100

/** What did not open, by its place: never what it holds. */
export interface KeyFailure {
  readonly organizationId: string
  /** `organization_keys`, or a column of sealed values. */
  readonly place: string
  /** The primary key within the organization. */
  readonly key: readonly string[]
  readonly reason: string
}

/** Counts failures and keeps the first of them. */
export class KeyFailures {
  readonly first: KeyFailure[] = []
  count = 0

  add(failure: KeyFailure): void {
    this.count++
    if (this.first.length < MAX_NAMED) this.first.push(failure)
  }
}

/** The error of a value that does not open; whatever else went wrong is thrown. */
export function finalRefusal(error: unknown): SallyportError {
  if (SallyportError.isInstance(error) && error.code === 'vault_unavailable' && !error.retryable) return error
  throw error
}

/** Every organization, in the order of their ids; those made meanwhile come or do not come. */
export async function* organizationIds(storage: KeyStorage): AsyncGenerator<string> {
  let page = await storage.organizations(undefined)
  while (page.length > 0) {
    yield* page
    page = await storage.organizations(page.at(-1))
  }
}
