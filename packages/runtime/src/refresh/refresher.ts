import { SallyportError } from '@sallyport/errors'
import { BoundedMap } from '../governor/bounded-map.ts'
import type { ApplicationBreaker } from './application-breaker.ts'
import type { CredentialSource, VersionedCredential } from './credential-source.ts'
import type { CredentialSpool } from './credential-spool.ts'
import type { CredentialRecord, CredentialState } from './credential-store.ts'
import { type Decision, decide, type Want } from './decide.ts'
import { type Freshness, freshness } from './freshness.ts'
import { type AttemptContext, type Attempted, type Intent, present } from './present.ts'
import { credentialGone, reauthorizationRequired, refreshInProgress, stopping } from './refresh-failures.ts'
import type { RefreshSubject } from './refresh-subject.ts'
import { REFRESH_TIMINGS, type RefreshTimings } from './refresh-timings.ts'
import { RefreshedSource } from './refreshed-source.ts'
import { whyResting } from './why-resting.ts'

export interface RefresherOptions {
  readonly breaker: ApplicationBreaker
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds of a clock that is never set, and goes on while the process is stopped. */
  readonly monotonic: () => number
  /** Resolves after so many milliseconds, and rejects as soon as the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown>
  /** From 0 up to, and without, 1. */
  readonly random: () => number
  /** Names this process, for those who look at a record. */
  readonly owner: string
  readonly timings?: Partial<RefreshTimings>
  readonly spool?: CredentialSpool
  /** Told of what fails while nobody waits for it: a refresh ahead of time, or a save that is tried again. */
  readonly onFailure?: (key: string, error: unknown) => void
}

/** A credential of which more may be known than its version. */
export interface KnownCredential extends VersionedCredential {
  readonly state?: CredentialState
}

/** Why what there is will not do. */
export interface RefreshRequest extends Partial<Want> {
  readonly signal?: AbortSignal
}

const MAX_REMEMBERED = 10_000
/** In place of a tie between processes that ask a store at the same moment. */
const TIE_MS = 50

/**
 * Keeps credentials fresh: one refresh at a time over all processes that share a store, one flight per credential in
 * this one, and no token lost that was given.
 */
export class Refresher {
  readonly timings: RefreshTimings
  readonly #options: RefresherOptions
  readonly #context: AttemptContext
  readonly #flights = new Map<string, Promise<VersionedCredential>>()
  readonly #attempts = new Set<Promise<unknown>>()
  /** Key -> until when nobody refreshes it ahead of time, by the monotonic clock. */
  readonly #rests = new BoundedMap<number>(MAX_REMEMBERED)
  /** Key, version and operation of refusals that say nothing about the token. */
  readonly #refusals = new BoundedMap<true>(MAX_REMEMBERED)
  #stopping = false
  /** How far the store's clock is ahead of ours, when last seen. */
  #ahead = 0

  constructor(options: RefresherOptions) {
    this.#options = options
    this.timings = { ...REFRESH_TIMINGS, ...options.timings }
    const { breaker, monotonic, random, wait, owner, spool, onFailure = () => {} } = options
    this.#context = { breaker, monotonic, random, wait, owner, spool, onFailure, timings: this.timings }
  }

  /** Gives an authorizer one credential. What is known of it costs no look at the store as long as it is fresh. */
  source(subject: RefreshSubject, known?: KnownCredential): CredentialSource {
    return new RefreshedSource(this, subject, known)
  }

  /**
   * The credential as it is good now: at once where it is, after a refresh, by whomever, where it is not.
   *
   * @throws SallyportError `reauthorization_required`, `refresh_in_progress`, `application_refused`, `upstream_*`,
   * `destination_refused`, `credential_invalid` for one that is gone, `shutting_down`, errors of the store; the reason of
   * `signal`.
   */
  async refresh(subject: RefreshSubject, request: RefreshRequest = {}): Promise<VersionedCredential> {
    const { version, cause = 'expiry', signal } = request
    signal?.throwIfAborted()
    return this.#inTime(this.#join(subject, { version, cause }), signal)
  }

  /**
   * What is on record, whatever its state.
   *
   * @throws SallyportError `credential_invalid` for one that is gone; errors of the store.
   */
  async look(subject: RefreshSubject): Promise<KnownCredential> {
    const { version, credential, state } = await this.#read(subject)
    return { version, credential, state }
  }

  /** Begins a refresh that nobody waits for, unless one failed a moment ago. */
  refreshAhead(subject: RefreshSubject, version: number): void {
    const { key } = subject
    if (this.#stopping || this.#flights.has(key)) return
    if ((this.#rests.get(key) ?? Number.NEGATIVE_INFINITY) > this.#options.monotonic()) return
    this.#join(subject, { version, cause: 'expiry' }).catch((error: unknown) => {
      this.#rests.set(key, this.#options.monotonic() + this.#restAfter(error))
      this.#context.onFailure(key, error)
    })
  }

  /** Whether such a refusal is known to say nothing about the token. */
  isRemembered(subject: RefreshSubject, version: number, operation: string): boolean {
    return this.#refusals.get(`${subject.key} ${version} ${operation}`) === true
  }

  remember(subject: RefreshSubject, version: number, operation: string): void {
    this.#refusals.set(`${subject.key} ${version} ${operation}`, true)
  }

  /** How good a credential is, by the store's clock as far as it is known. */
  freshnessOf(subject: RefreshSubject, { credential }: VersionedCredential): Freshness {
    if (!Object.hasOwn(credential.fields, subject.renewal.field)) return 'over'
    return freshness(credential.grant, this.#options.now() + this.#ahead, this.timings)
  }

  /** Begins no attempt any more, and waits until those under way have saved what they were given. */
  async settleAll(): Promise<void> {
    this.#stopping = true
    while (this.#attempts.size > 0) await Promise.allSettled(this.#attempts)
  }

  #join(subject: RefreshSubject, want: Want): Promise<VersionedCredential> {
    const { key } = subject
    const known = this.#flights.get(key)
    if (known !== undefined) return known
    const flight = this.#fly(subject, want).finally(() => this.#flights.delete(key))
    this.#flights.set(key, flight)
    return flight
  }

  async #fly(subject: RefreshSubject, want: Want): Promise<VersionedCredential> {
    const end = this.#options.monotonic() + this.timings.waitMs
    for (;;) {
      const record = await this.#read(subject)
      const { version, credential } = record
      const decision = this.#decide(subject, record, want)
      if (decision.do === 'use') return { version, credential }
      if (decision.do === 'reauthorize') throw reauthorizationRequired()
      if (this.#options.monotonic() > end) throw refreshInProgress(new Date(record.attempt.until))
      if (decision.do === 'present') {
        const renewed = await this.#tried(subject, { ...decision, record, cause: want.cause })
        if (renewed !== undefined) return renewed
      } else await this.#pause(subject, record, { decision, end })
    }
  }

  async #tried(subject: RefreshSubject, intent: Intent): Promise<VersionedCredential | undefined> {
    const attempted = await this.#attempt(() => present(this.#context, subject, intent))
    if (attempted === 'look again') {
      await subject.store.settled(intent.record.settlement, { ms: TIE_MS })
      return undefined
    }
    if ('error' in attempted) throw attempted.error
    return attempted.current
  }

  async #read(subject: RefreshSubject): Promise<CredentialRecord> {
    const record = await subject.store.read()
    if (record === undefined) throw credentialGone()
    this.#ahead = record.now - this.#options.now()
    return record
  }

  #decide(subject: RefreshSubject, record: CredentialRecord, want: Want): Decision {
    const { renewal } = subject
    const { credential, now } = record
    const tokenless = !Object.hasOwn(credential.fields, renewal.field)
    return decide(record, {
      want,
      freshness: tokenless ? 'over' : freshness(credential.grant, now, this.timings),
      renewable: renewal.renewable(credential),
      reuse: renewal.reuse(credential),
      timings: this.timings,
    })
  }

  /** Waits for whatever ends first: somebody's work, a rest, a quarantine. Throws where that is too long. */
  async #pause(
    subject: RefreshSubject,
    record: CredentialRecord,
    { decision, end }: { readonly decision: Extract<Decision, { until: number }>; readonly end: number },
  ): Promise<void> {
    const { now, settlement } = record
    const { notSentMs } = this.timings
    const left = end - this.#options.monotonic()
    const ms = Math.max(1, decision.until - now)
    const retryAt = new Date(decision.until)
    if (decision.do === 'rest' && ms > Math.min(left, 2 * notSentMs)) {
      throw await whyResting(this.#context, subject, { ...record, retryAt })
    }
    if (decision.do === 'quarantine' && ms > left) throw refreshInProgress(retryAt)
    if (left <= 0) throw refreshInProgress(retryAt)
    await subject.store.settled(settlement, { ms: Math.min(ms, left) })
  }

  async #attempt(begin: () => Promise<Attempted>): Promise<Attempted> {
    if (this.#stopping) throw stopping()
    const attempt = begin()
    this.#attempts.add(attempt)
    try {
      return await attempt
    } finally {
      this.#attempts.delete(attempt)
    }
  }

  /** No caller waits longer than it may, nor after it has gone; what was begun goes on. */
  async #inTime(flight: Promise<VersionedCredential>, signal?: AbortSignal): Promise<VersionedCredential> {
    const { wait, now } = this.#options
    const { waitMs, endpointMs } = this.timings
    const done = new AbortController()
    const until = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal])
    const over = wait(waitMs, until).then(
      () => Promise.reject(refreshInProgress(new Date(now() + endpointMs / 4))),
      () => Promise.reject(signal?.reason),
    )
    try {
      return await Promise.race([flight, over])
    } finally {
      done.abort()
    }
  }

  #restAfter(error: unknown): number {
    const retryAt = SallyportError.isInstance(error) ? error.retryAt : undefined
    const told = retryAt === undefined ? 0 : retryAt.getTime() - this.#options.now() - this.#ahead
    return Math.min(Math.max(told, this.timings.notSentMs), this.timings.maxBackoffMs)
  }
}
