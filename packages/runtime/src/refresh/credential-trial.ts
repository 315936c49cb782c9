import { errorCodes, isErrorCode, SallyportError } from '@sallyport/errors'
import { CLIENT_ID, type Credential } from '../authorize/credential.ts'
import { isWithin, withTokens } from '../oauth/granted-credential.ts'
import type { GrantedTokens, NoTokens, TokenAnswer } from '../oauth/token-answer.ts'
import type { ApplicationBreaker } from './application-breaker.ts'
import type { CredentialSource, VersionedCredential } from './credential-source.ts'
import { freshness } from './freshness.ts'
import { applicationRefused, instanceElsewhere, notRenewed } from './refresh-failures.ts'
import type { Presentation, Renewal } from './refresh-subject.ts'
import type { RefreshTimings } from './refresh-timings.ts'

export interface CredentialTrialOptions {
  readonly renewal: Renewal
  readonly breaker: ApplicationBreaker
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly timings: RefreshTimings
  /** Is given what came in the place of a refresh token that was used up, before anybody goes on: it exists nowhere else. */
  readonly onSpent?: (credential: Credential) => Promise<void>
}

/** What a trial leaves. */
export interface TriedCredential {
  /** What is to be stored: with the tokens that were given meanwhile. */
  readonly credential: Credential
  /** A token endpoint gave an access token for it. */
  readonly granted: boolean
  /** The refresh token that it came with was used for that, and may not be good any more. */
  readonly spent: boolean
}

/**
 * A credential that is stored nowhere yet, and is tried. What it holds is brought to the token endpoint once at most:
 * nobody could save what a second time would need, and there is nobody to come after this process.
 */
export class CredentialTrial implements CredentialSource {
  readonly #options: CredentialTrialOptions
  #credential: Credential
  #version = 1
  #granted = false
  #spent = false
  #asking: Promise<void> | undefined

  constructor(credential: Credential, options: CredentialTrialOptions) {
    this.#credential = credential
    this.#options = options
  }

  /**
   * @throws SallyportError `reauthorization_required` for a grant that is over, `application_refused`, `upstream_*` where
   * nothing was used up, `outcome_unknown` where nobody knows that; what keeps this engine from asking.
   */
  current(): VersionedCredential | Promise<VersionedCredential> {
    return this.#isOver() ? this.#ask().then(() => this.#known()) : this.#known()
  }

  /** What has just been got, and is refused, would be refused again. */
  async refused(version: number): Promise<boolean> {
    if (version !== this.#version) return true
    const { renewal } = this.#options
    if (this.#credential.grant !== undefined || !renewal.renewable(this.#credential)) return false
    await this.#ask()
    return true
  }

  /** As it is once the token endpoint has answered, where it was asked. Never rejects. */
  async settled(): Promise<TriedCredential> {
    await this.#asking?.catch(() => {})
    return { credential: this.#credential, granted: this.#granted, spent: this.#spent }
  }

  #known(): VersionedCredential {
    return { credential: this.#credential, version: this.#version }
  }

  #isOver(): boolean {
    const { renewal, now, timings } = this.#options
    const { fields, grant } = this.#credential
    if (!renewal.renewable(this.#credential)) return false
    return !Object.hasOwn(fields, renewal.field) || freshness(grant, now(), timings) === 'over'
  }

  #ask(): Promise<void> {
    this.#asking ??= this.#present()
    return this.#asking
  }

  async #present(): Promise<void> {
    const { renewal, now, timings } = this.#options
    const prepared = await renewal.prepare(this.#credential)
    await this.#checkBreaker(prepared)
    const sentAt = now()
    const lost: TokenAnswer = { kind: 'unknown', cause: 'failed_to_send' }
    const answer = await prepared.send(timings.endpointMs).catch(() => lost)
    if (answer.kind !== 'granted') throw await this.#failure(prepared, answer)
    this.#keep(prepared, answer, sentAt)
    if (this.#spent) await this.#options.onSpent?.(this.#credential)
  }

  #keep({ grant, application }: Presentation, answer: GrantedTokens, now: number): void {
    const { renewal, breaker } = this.#options
    this.#spent = renewal.reuse(this.#credential) !== 'safe'
    this.#granted = true
    if (application !== undefined) breaker.close(application).catch(() => {})
    if (!isWithin(this.#credential, answer)) throw instanceElsewhere()
    this.#credential = withTokens(this.#credential, answer, { field: renewal.field, grant, now })
    this.#version += 1
  }

  async #checkBreaker({ application }: Presentation): Promise<void> {
    const open = application === undefined ? undefined : await this.#options.breaker.read(application)
    if (open === undefined || (open.cause !== 'rate_limited' && this.#bringsItsClient())) return
    throw applicationRefused(open.cause, new Date(open.until))
  }

  /** A client that was given together with its secret may have been mistyped: that says nothing of others with its id. */
  #bringsItsClient(): boolean {
    return this.#credential.fields[CLIENT_ID] !== undefined
  }

  async #failure({ application }: Presentation, answer: NoTokens): Promise<SallyportError> {
    const { renewal, now, timings } = this.#options
    const { kind, cause } = answer
    if (kind === 'refused') return grantRefused(cause)
    if (kind === 'unknown' && renewal.reuse(this.#credential) !== 'safe') return mayBeSpent(cause)
    if (kind !== 'application') return notGot(answer, new Date(now() + timings.backoffMs))
    const limited = cause === 'rate_limited'
    const ms = answer.retryInMs ?? (limited ? timings.limitedMs : timings.breakerMs)
    if (application !== undefined && (limited || !this.#bringsItsClient())) {
      await this.#options.breaker.open(application, cause, ms)
    }
    return applicationRefused(cause, new Date(now() + ms))
  }
}

function grantRefused(cause: string): SallyportError {
  return new SallyportError('reauthorization_required', `The token endpoint refuses it: ${cause}.`)
}

function mayBeSpent(cause: string): SallyportError {
  const message = `Nobody knows what the token endpoint did: ${cause}. The refresh token may be used up.`
  return new SallyportError('outcome_unknown', message, {
    fix: 'Give the refresh token once more. Where it is refused then, it was used up: get a new one.',
  })
}

/** What keeps the engine from sending anything is its own to tell. */
function notGot(answer: Exclude<NoTokens, { kind: 'application' }>, retryAt: Date): SallyportError {
  const { kind, cause } = answer
  const own = kind === 'not_sent' && isErrorCode(cause) && errorCodes[cause].family === 'engine'
  if (!own || cause === 'destination_refused') return notRenewed(answer, retryAt)
  return new SallyportError(cause, 'The token endpoint was not asked.')
}
