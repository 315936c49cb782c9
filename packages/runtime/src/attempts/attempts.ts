import type { SideEffect } from '@sallyport/errors'
import { outcomeOf } from '../outcome.ts'
import type { Projection } from '../projection.ts'
import { nameOf, type ResolvedCall } from '../resolve/resolved-call.ts'
import { type FailedAttempt, worse } from './failed-attempt.ts'
import { pauseBefore } from './pause.ts'
import { idempotencyOf, mayRepeat, safetyOf } from './safety.ts'
import { verify } from './verify.ts'

const MAX_ATTEMPTS = 3

export interface AttemptOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** From 0 up to, and without, 1. */
  readonly random: () => number
  /** Resolves after so many milliseconds, and rejects as soon as the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly signal?: AbortSignal
  /** How often a call is sent at most (3). */
  readonly maxAttempts?: number
}

/** Milliseconds that a call still has; none, or fewer, when its time is over. */
export type TimeLeft = () => number

/** What the attempts of a call consist of. */
export interface Steps {
  /** Sends the call once, within what is left of its time. Rejects with what is no failure of an attempt. */
  attempt(left: TimeLeft): Promise<Projection | FailedAttempt>
  /** Runs a read. */
  ask(read: ResolvedCall, deadlineMs: number): Promise<Projection>
  /** Milliseconds for everything. */
  readonly deadlineMs: number
  /** Whether there is nothing to send a second time, such as a stream that was read. */
  readonly once: boolean
}

/**
 * Sends a call until it is answered, as often as that is safe and fits in its time.
 *
 * @throws SallyportError of the last attempt, or `outcome_unknown`; the reason of `signal` when it aborts.
 */
export async function attempts(
  call: ResolvedCall,
  steps: Steps,
  options: AttemptOptions,
): Promise<Projection> {
  const left = countdown(steps.deadlineMs, options.now)
  let before: SideEffect = 'none'
  for (let made = 1; ; made += 1) {
    const heard = await steps.attempt(left)
    if (!isFailure(heard)) return heard
    if (isDoneAlready(call, before, heard)) return alreadyDone(call)
    const failed = await judge(call, { ...heard, effect: worse(before, heard.effect) }, { steps, left })
    if (!isFailure(failed)) return failed
    const last = made >= (options.maxAttempts ?? MAX_ATTEMPTS) || steps.once
    const { retryAt } = failed.error
    const { now, random, wait, signal } = options
    const pause = pauseBefore({ made, retryAt, now: now(), left: left(), random })
    if (last || pause === undefined || !isRepeatable(call, failed)) throw outcomeOf(call, failed)
    await wait(pause, signal).catch((error: unknown) =>
      Promise.reject(signal?.aborted ? signal.reason : error),
    )
    before = failed.effect
  }
}

function isFailure(heard: Projection | FailedAttempt): heard is FailedAttempt {
  return 'error' in heard
}

function isRepeatable(call: ResolvedCall, { error, effect, final }: FailedAttempt): boolean {
  return final !== true && mayRepeat(safetyOf(call), error, effect)
}

/** Milliseconds that are left. A clock that is set back does not make them more. */
function countdown(deadlineMs: number, now: () => number): TimeLeft {
  const end = now() + deadlineMs
  return () => Math.min(end - now(), deadlineMs)
}

/**
 * Whether a repeat was refused because the attempt before it, whose answer was lost, had done the work: what it
 * removed is not there, what it made under a key of ours collides with itself, what it set is set.
 */
function isDoneAlready(call: ResolvedCall, before: SideEffect, { error }: FailedAttempt): boolean {
  if (before === 'none') return false
  const { effect, method, idempotency } = call.operation
  if (error.code === 'upstream_not_found') return effect === 'destructive' || method === 'DELETE'
  const collides = idempotency === 'natural' || (typeof idempotency === 'object' && 'param' in idempotency)
  return error.code === 'upstream_conflict' && collides
}

function alreadyDone(call: ResolvedCall): Projection {
  const message = `${nameOf(call)} was sent again after its answer was lost, and there was nothing left to do.`
  return { data: null, page: undefined, meta: {}, warnings: [{ code: 'already_done', message }] }
}

interface Trial {
  readonly steps: Steps
  readonly left: TimeLeft
}

/** Looks whether a write happened, where its operation says how. */
async function judge(
  call: ResolvedCall,
  failed: FailedAttempt,
  { steps, left }: Trial,
): Promise<Projection | FailedAttempt> {
  const stated = idempotencyOf(call)
  if (failed.effect === 'none' || typeof stated === 'string' || !('verify' in stated)) return failed
  if (left() <= 0) return failed
  const proof = await verify(call, stated, (read) => steps.ask(read, left()))
  if (proof === 'unproven') return failed
  return proof === 'absent' ? { ...failed, effect: 'none' } : proof
}
