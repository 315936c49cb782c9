import type { CredentialSource, VersionedCredential } from './credential-source.ts'
import { reauthorizationRequired } from './refresh-failures.ts'
import type { RefreshSubject } from './refresh-subject.ts'
import type { KnownCredential, Refresher } from './refresher.ts'

/** One credential that a refresher keeps fresh. */
export class RefreshedSource implements CredentialSource {
  readonly #refresher: Refresher
  readonly #subject: RefreshSubject
  #known: KnownCredential | undefined

  constructor(refresher: Refresher, subject: RefreshSubject, known: KnownCredential | undefined) {
    this.#refresher = refresher
    this.#subject = subject
    this.#known = known
  }

  current(signal?: AbortSignal): VersionedCredential | Promise<VersionedCredential> {
    const known = this.#known
    return known === undefined ? this.#looked(signal) : this.#good(known, signal)
  }

  async #looked(signal: AbortSignal | undefined): Promise<VersionedCredential> {
    this.#known = await this.#refresher.look(this.#subject)
    return this.#good(this.#known, signal)
  }

  #good(
    known: KnownCredential,
    signal: AbortSignal | undefined,
  ): VersionedCredential | Promise<VersionedCredential> {
    if (known.state === 'needs_reauth' || known.state === 'revoked') throw reauthorizationRequired()
    if (!this.#subject.renewal.renewable(known.credential)) return known
    const freshness = this.#refresher.freshnessOf(this.#subject, known)
    if (freshness === 'over') return this.#renewed({ version: known.version, signal })
    // Until it really ends nobody waits.
    if (freshness === 'ahead') this.#refresher.refreshAhead(this.#subject, known.version)
    return known
  }

  async refused(version: number, operation: string, signal?: AbortSignal): Promise<boolean> {
    if (this.#hasMoved(version)) return true
    if (this.#refresher.isRemembered(this.#subject, version, operation)) return false
    // Of a token whose time was over a refusal says nothing new.
    const fresh =
      this.#known !== undefined && this.#refresher.freshnessOf(this.#subject, this.#known) === 'fresh'
    const cause = fresh ? 'refusal' : 'expiry'
    await this.#renewed({ version, cause, signal })
    // What was waited for may have been begun for another reason, and have looked at nothing.
    if (!this.#hasMoved(version)) await this.#renewed({ version, cause, signal })
    if (!this.#hasMoved(version)) this.#refresher.remember(this.#subject, version, operation)
    return this.#hasMoved(version)
  }

  #hasMoved(version: number): boolean {
    return this.#known !== undefined && this.#known.version !== version
  }

  async #renewed(request: {
    readonly version?: number
    readonly cause?: 'expiry' | 'refusal'
    readonly signal: AbortSignal | undefined
  }): Promise<VersionedCredential> {
    const { signal, ...want } = request
    this.#known = await this.#refresher.refresh(this.#subject, { ...want, ...(signal && { signal }) })
    return this.#known
  }
}
