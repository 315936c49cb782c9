import type { SallyportError } from '@sallyport/errors'
import type { Credential } from '../authorize/credential.ts'
import { isWithin, withTokens } from '../oauth/granted-credential.ts'
import type { GrantedTokens, NoTokens, TokenAnswer } from '../oauth/token-answer.ts'
import type { ApplicationBreaker } from './application-breaker.ts'
import type { VersionedCredential } from './credential-source.ts'
import type { CredentialRecord, Lease } from './credential-store.ts'
import { applicationRefused, instanceElsewhere, notRenewed } from './refresh-failures.ts'
import type { Presentation, RefreshSubject } from './refresh-subject.ts'
import { backoffMs, listenMs, type RefreshTimings } from './refresh-timings.ts'
import { saveUntilSaved, type UnsavedOptions } from './unsaved.ts'

/** What an attempt needs besides its subject. */
export interface AttemptContext extends UnsavedOptions {
  readonly breaker: ApplicationBreaker
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number
  readonly random: () => number
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown>
  readonly timings: RefreshTimings
  /** Names the process and its attempt. */
  readonly owner: string
}

export interface Intent {
  readonly record: CredentialRecord
  readonly cause: 'expiry' | 'refusal'
  readonly quarantineMs: number
}

/** What an attempt gave: a credential, an error, or nothing but that the record has moved and is to be read again. */
export type Attempted =
  | { readonly current: VersionedCredential }
  | { readonly error: SallyportError }
  | 'look again'

/**
 * One attempt: lease, intent, request, save. Everything that can fail here has failed before the request is sent, and
 * what the third party gives is not let go of before it is saved.
 *
 * @throws SallyportError of the store, the breaker or the preparation: whatever was begun ends by its own time.
 */
export async function present(
  context: AttemptContext,
  subject: RefreshSubject,
  { record, cause, quarantineMs }: Intent,
): Promise<Attempted> {
  const { breaker, monotonic, timings, owner } = context
  const { leaseMs } = timings
  const prepared = await subject.renewal.prepare(record.credential)
  const open = prepared.application === undefined ? undefined : await breaker.read(prepared.application)
  if (open !== undefined) return { error: applicationRefused(open.cause, new Date(open.until)) }
  const before = monotonic()
  const { version } = record
  const lease = await subject.store.lease({ version, owner, leaseMs, quarantineMs, cause })
  if (lease === undefined) return 'look again'
  const attempt = new Attempt(context, subject, lease)
  return attempt.run(prepared, before)
}

/** What holds a lease. */
class Attempt {
  readonly #context: AttemptContext
  readonly #subject: RefreshSubject
  readonly #lease: Lease
  /** When the lease was there, by the clock of this process: the store's clock said `record.now` shortly before. */
  readonly #leasedAt: number
  /** By the store's clock. The life of a token begins somewhere between the request and its answer. */
  #sentAt = 0

  constructor(context: AttemptContext, subject: RefreshSubject, lease: Lease) {
    this.#context = context
    this.#subject = subject
    this.#lease = lease
    this.#leasedAt = context.monotonic()
  }

  async run(prepared: Presentation, before: number): Promise<Attempted> {
    const { monotonic } = this.#context
    if (!this.#mayStillSend(before)) return this.#tooLate()
    const marking = monotonic()
    if (!(await this.#marked())) return 'look again'
    if (!this.#mayStillSend(marking)) return this.#tooLate()
    return this.#heard(prepared, await this.#send(prepared))
  }

  async #marked(): Promise<boolean> {
    try {
      return await this.#lease.markSent(this.#context.timings.leaseMs)
    } catch (error) {
      // It may be marked, and nothing was sent. Where saying so fails too, the mark waits out its time.
      await this.#lease.settle({ kind: 'not_sent', cause: 'store_failed', retryInMs: 0 }).catch(() => {})
      throw error
    }
  }

  /** Whether what remains of the lease, counted from before it was asked for, is enough for the whole request. */
  #mayStillSend(since: number): boolean {
    const { leaseMs, endpointMs, reserveMs } = this.#context.timings
    return leaseMs - (this.#context.monotonic() - since) >= endpointMs + reserveMs
  }

  /** The process stood still, or the store took its time. */
  async #tooLate(): Promise<Attempted> {
    await this.#lease.settle({ kind: 'not_sent', cause: 'too_late', retryInMs: 0 })
    return 'look again'
  }

  async #send(presentation: Presentation): Promise<TokenAnswer> {
    const answered = new AbortController()
    this.#sentAt = this.#storeTime()
    void this.#keepLease(answered.signal)
    try {
      return await presentation.send(listenMs(this.#context.timings))
    } catch {
      return { kind: 'unknown', cause: 'failed_to_send' }
    } finally {
      answered.abort()
    }
  }

  /** Renews the lease as long as the request is under way. Where that fails the answer is waited for all the same. */
  async #keepLease(answered: AbortSignal): Promise<void> {
    const { wait, timings } = this.#context
    try {
      do await wait(timings.leaseMs / 3, answered)
      while (!answered.aborted && (await this.#lease.renew(timings.leaseMs)))
    } catch {
      // Aborted, or a store that failed: saving does not depend on the lease.
    }
  }

  async #heard(presentation: Presentation, answer: TokenAnswer): Promise<Attempted> {
    if (answer.kind === 'granted') return this.#granted(presentation, answer, this.#lease.record.credential)
    if (answer.kind === 'refused') return this.#refused(answer)
    return this.#failed(presentation, answer)
  }

  async #granted(
    { grant, application }: Presentation,
    answer: GrantedTokens,
    presented: Credential,
  ): Promise<Attempted> {
    const { record } = this.#lease
    if (!isWithin(presented, answer)) {
      await this.#lease.settle({ kind: 'refused', cause: 'instance_elsewhere', spare: true })
      return { error: instanceElsewhere() }
    }
    const { field } = this.#subject.renewal
    const credential = withTokens(presented, answer, { field, grant, now: this.#sentAt })
    const { version } = record
    const { key } = this.#subject
    const unsaved = { credential, version }
    const how = await saveUntilSaved(this.#context, { key, lease: this.#lease, unsaved })
    if (application !== undefined) this.#context.breaker.close(application).catch(() => {})
    return how === 'saved' ? { current: { credential, version: version + 1 } } : 'look again'
  }

  /** The store's clock now, a little early rather than late. */
  #storeTime(): number {
    const { monotonic } = this.#context
    return this.#lease.record.now + Math.floor(monotonic() - this.#leasedAt)
  }

  /** `invalid_grant` of a token that somebody else has replaced says nothing; otherwise a spare may still be good. */
  async #refused({ cause }: NoTokens): Promise<Attempted> {
    const { record } = this.#lease
    const now = await this.#subject.store.read()
    if (now?.version !== record.version) return 'look again'
    const spare = now.spare
    if (spare !== undefined && (await this.#lease.renew(this.#context.timings.leaseMs))) {
      const prepared = await this.#subject.renewal.prepare(spare)
      const answer = await this.#send(prepared)
      if (answer.kind === 'granted') return this.#granted(prepared, answer, spare)
      if (answer.kind !== 'refused') return this.#failed(prepared, answer)
    }
    await this.#lease.settle({ kind: 'refused', cause, spare: spare !== undefined })
    return 'look again'
  }

  async #failed(
    { application }: Presentation,
    answer: Exclude<NoTokens, { kind: 'refused' }>,
  ): Promise<Attempted> {
    const { kind, cause } = answer
    if (kind === 'application') return this.#applicationRefused(application, answer)
    if (kind === 'unknown') {
      await this.#lease.settle({ kind, cause })
      return 'look again'
    }
    const retryInMs = this.#retryIn(answer)
    await this.#lease.settle({ kind, cause, retryInMs })
    // What was only not reached is tried again as long as its caller has time.
    if (kind === 'not_sent' && cause !== 'destination_refused') return 'look again'
    return { error: notRenewed(answer, this.#in(retryInMs)) }
  }

  #retryIn({ kind, cause }: NoTokens): number {
    const { timings, random } = this.#context
    const failures = this.#lease.record.failures + 1
    const soon = kind === 'not_sent' && cause !== 'destination_refused'
    const most = soon
      ? Math.min(timings.notSentMs * 2 ** (failures - 1), timings.backoffMs)
      : backoffMs(timings, failures)
    // By chance, so that those who failed together do not come back together.
    return Math.ceil(most * (0.5 + random() / 2))
  }

  async #applicationRefused(
    application: string | undefined,
    { cause, retryInMs: told }: Extract<NoTokens, { kind: 'application' }>,
  ): Promise<Attempted> {
    const { breaker, timings } = this.#context
    const retryInMs = told ?? (cause === 'rate_limited' ? timings.limitedMs : timings.breakerMs)
    await this.#lease.settle({ kind: 'application', cause, retryInMs })
    if (application !== undefined) await breaker.open(application, cause, retryInMs)
    return { error: applicationRefused(cause, this.#in(retryInMs)) }
  }

  #in(ms: number): Date {
    return new Date(this.#storeTime() + ms)
  }
}
