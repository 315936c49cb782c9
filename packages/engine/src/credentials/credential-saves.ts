import { scopeOfOrganization } from '../scope.ts'
import type { CredentialRows } from './credential-rows.ts'
import type { SaveSpool, SpooledSave } from './save-spool.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000

export interface CredentialSavesOptions {
  readonly rows: Pick<CredentialRows, 'save' | 'spare'>
  readonly spool: SaveSpool
  /** Resolves after so many milliseconds, and rejects as soon as the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Told of every save that did not succeed at once. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Saves what token endpoints gave. A refresh token that was rotated exists nowhere else: a save that fails is written to
 * the spool, sealed, and tried until it succeeds or the process ends, and then by another one.
 */
export class CredentialSaves {
  readonly #options: CredentialSavesOptions
  readonly #underWay = new Set<Promise<unknown>>()
  readonly #closing = new AbortController()
  /** Names of those that this engine has in hand itself. */
  readonly #open = new Set<string>()
  /** Names of those that were told of as failing: once for all replays. */
  readonly #told = new Set<string>()

  constructor(options: CredentialSavesOptions) {
    this.#options = options
  }

  /**
   * Rejects only when the engine closes and neither the storage nor the spool took it.
   *
   * @param reseal Gives the same under the key that is active by now, where the one that it is under is gone.
   */
  make(save: SpooledSave, reseal?: () => Promise<SpooledSave>): Promise<'saved' | 'spare'> {
    this.#open.add(nameOf(save))
    const making = this.#untilMade(save, reseal).finally(() => {
      this.#underWay.delete(making)
      this.#open.delete(nameOf(save))
    })
    this.#underWay.add(making)
    return making
  }

  /** Makes the saves that another engine could not make. What fails again stays for the next time. */
  async replay(): Promise<void> {
    for (const save of await this.#options.spool.list()) {
      const name = nameOf(save)
      if (this.#open.has(name)) continue
      try {
        await this.#try(save)
        await this.#options.spool.remove(save)
        this.#told.delete(name)
      } catch (error) {
        if (!this.#told.has(name)) this.#options.onFailure(error)
        this.#told.add(name)
      }
    }
  }

  /** Gives every save that is under way one more try. What is not made by then is in the spool. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the engine closes'))
    await Promise.allSettled(this.#underWay)
  }

  async #untilMade(
    first: SpooledSave,
    reseal: (() => Promise<SpooledSave>) | undefined,
  ): Promise<'saved' | 'spare'> {
    let save = first
    let spooled = false
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const last = this.#closing.signal.aborted
      try {
        const made = await this.#try(save)
        // Left there it is made once more at the next start, and recognized by its bytes.
        if (spooled) await this.#options.spool.remove(save).catch(this.#options.onFailure)
        return made
      } catch (error) {
        this.#options.onFailure(error)
        const again = await this.#sealedAnew(error, reseal)
        // What is on disk opens no more: this takes its place.
        spooled &&= again === undefined
        save = again ?? save
        spooled ||= await this.#spool(save)
        // On disk it is as safe as it can be made, and the next engine makes it.
        if (last && spooled) return 'saved'
        if (last) throw error
      }
      await this.#options.wait(pause, this.#closing.signal).catch(() => {})
    }
  }

  /** In its place, or beside it where that is taken. */
  async #try({ organizationId, attempt, answer, spare }: SpooledSave): Promise<'saved' | 'spare'> {
    const { rows } = this.#options
    const scope = scopeOfOrganization(organizationId)
    const saved = await rows.save(scope, attempt, answer)
    if (saved === 'saved') return 'saved'
    const kept = saved === 'moved' ? await rows.spare(scope, attempt, spare) : saved
    if (kept === 'key_gone') throw new KeyGone(attempt.connectorId)
    return 'spare'
  }

  async #sealedAnew(
    why: unknown,
    reseal: (() => Promise<SpooledSave>) | undefined,
  ): Promise<SpooledSave | undefined> {
    if (!(why instanceof KeyGone)) return undefined
    try {
      return await reseal?.()
    } catch (error) {
      this.#options.onFailure(error)
      return undefined
    }
  }

  async #spool(save: SpooledSave): Promise<boolean> {
    try {
      await this.#options.spool.put(save)
      return true
    } catch (error) {
      this.#options.onFailure(error)
      return false
    }
  }
}

function nameOf({ organizationId, attempt: { connectorId, version } }: SpooledSave): string {
  return `${organizationId} ${connectorId} ${version}`
}

/** Whoever still has what was sealed can seal it again; of a save that was left on disk nobody has. */
class KeyGone extends Error {
  constructor(connectorId: string) {
    super(
      `The key that a credential of the connector ${connectorId} was sealed under is gone, so it could not be saved. ` +
        'Where this is told at the start of an engine, it is lost: its user has to connect the account again.',
    )
  }
}
