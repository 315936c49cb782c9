import { SallyportError } from '@sallyport/errors'
import type { Vault } from '@sallyport/vault'
import type { Execution } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import type { IdempotencyStore, KeptCall } from './idempotency-store.ts'
import {
  contextOf,
  errorOf,
  failureOf,
  type KeptOutcome,
  openKept,
  resultOf,
  sealKept,
} from './kept-outcome.ts'
import { hashOfKey, hashOfRequest, type KeyedRequest, type KeyPlace } from './keyed-request.ts'

/** Longer than any call lasts: of one that has not ended by then nobody knows any more. */
const UNDER_WAY_MS = 60_000
const ASK_AGAIN_MS = 1_000

export interface OnceOptions {
  readonly idempotency: IdempotencyStore
  readonly vault: Vault
  readonly now: () => number
  /** Told of an end that could not be saved. */
  readonly onFailure: (error: unknown) => void
}

export interface OnceRequest<T> {
  readonly scope: OrganizationScope
  readonly id: string
  /** Of a workspace that is there. */
  readonly workspaceId: string | null
  readonly keyed: KeyedRequest
  readonly place: KeyPlace
  /** Recorded as it begins. */
  readonly execution?: Execution
  /** What is kept of a result; undefined where it cannot be. */
  readonly keep: (result: T) => unknown
  /** Whether a failure is certain to have changed nothing, so that the key is free again. */
  readonly isHarmless: (error: SallyportError) => boolean
}

/**
 * Carries out a call once under its key. That it began is stored before it does anything: after a crash in between, a
 * second call is told that nobody knows, and nothing is done again.
 *
 * @throws SallyportError `idempotency_key_reused`, `idempotency_in_progress`, `outcome_unknown`; what the work throws
 */
export async function once<T>(
  options: OnceOptions,
  request: OnceRequest<T>,
  work: () => Promise<T>,
): Promise<T> {
  const { scope, id, workspaceId, keyed, place, execution } = request
  const { vault, idempotency } = options
  // Asked for meanwhile, and there before anything is done: what came of it can then be sealed, whatever happens.
  const preparing = vault.prepare(contextOf({ organizationId: scope.organizationId, workspaceId, id }))
  preparing.catch(() => undefined)
  const call = { id, workspaceId, keyHash: hashOfKey(place, keyed.key) }
  const before = await idempotency.begin(scope, call, execution)
  const requestHash = hashOfRequest(keyed.request)
  if (before !== undefined) return answerAgain(options, request, { before, requestHash })

  const end = async (outcome: KeptOutcome) =>
    idempotency.end(scope, { id, sealed: sealKept(await preparing, { requestHash, outcome }) })
  try {
    await preparing
    const result = await work()
    // It is done: whoever asked hears so, also where that cannot be saved.
    await end(resultOf(request.keep(result))).catch(options.onFailure)
    return result
  } catch (error) {
    const harmless = SallyportError.isInstance(error) && request.isHarmless(error)
    const saved = harmless ? idempotency.forget(scope, id) : end(failureOf(error))
    await saved.catch(options.onFailure)
    throw error
  }
}

interface Again {
  readonly before: KeptCall
  readonly requestHash: string
}

async function answerAgain<T>(
  { vault, now }: OnceOptions,
  { scope, keyed }: OnceRequest<T>,
  { before, requestHash }: Again,
): Promise<T> {
  if (before.sealed === null) throw before.age < UNDER_WAY_MS ? underWay(now()) : neverEnded()
  const owner = { organizationId: scope.organizationId, ...before }
  const kept = await openKept(vault, owner, before.sealed)
  if (kept.requestHash !== requestHash) throw reused()
  keyed.onReplay()
  const { outcome } = kept
  if (outcome.kind === 'error') throw errorOf(outcome)
  if (outcome.kind === 'done') throw notKept()
  return outcome.value as T
}

function reused(): SallyportError {
  const message = 'This Idempotency-Key was used for another request.'
  return new SallyportError('idempotency_key_reused', message, {
    fix: 'Send a new key with every new request, and the old one only with the same request.',
    problems: [{ field: 'idempotency-key', code: 'reused', message }],
  })
}

function underWay(now: number): SallyportError {
  return new SallyportError('idempotency_in_progress', 'A call of this Idempotency-Key is under way.', {
    retryable: true,
    retryAt: new Date(now + ASK_AGAIN_MS),
    fix: 'Send the same request with the same key again, a little later.',
  })
}

function neverEnded(): SallyportError {
  return new SallyportError(
    'outcome_unknown',
    'The call of this Idempotency-Key began, and how it ended is not known.',
    { fix: 'Look whether it happened. To do it again, send another key.' },
  )
}

function notKept(): SallyportError {
  return new SallyportError(
    'outcome_unknown',
    'The call of this Idempotency-Key was carried out. Its answer was too large to be kept.',
    { sideEffect: 'done', fix: 'Read what it made. To do it again, send another key.' },
  )
}
