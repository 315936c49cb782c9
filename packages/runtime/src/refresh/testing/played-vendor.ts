import type { Credential } from '../../authorize/credential.ts'
import type { TokenAnswer } from '../../oauth/token-answer.ts'
import type { Renewal } from '../refresh-subject.ts'

/** What becomes of one request to the played token endpoint. */
export interface Play {
  /** Milliseconds until the vendor takes it, and from there until its answer arrives. */
  readonly before?: number
  readonly after?: number
  /** `taken`: the answer is lost. `lost`: the vendor never sees it. An answer: the vendor says that, and does nothing. */
  readonly as?: 'answered' | 'taken' | 'lost' | TokenAnswer
}

/** One presentation of a refresh token, as the vendor and its client saw it. */
export interface Presented {
  readonly token: string
  readonly from: number
  /** Nothing while it is under way. */
  until: number | undefined
  /** Whether the vendor gave tokens for it. */
  granted: boolean
}

const LIFE_MS = 3_600_000

/** A third party whose refresh tokens work once; one that comes again ends all of its family. No network, no clock of its own. */
export class PlayedVendor {
  readonly presented: Presented[] = []
  readonly #now: () => number
  readonly #wait: (ms: number) => Promise<unknown>
  readonly #plays: Play[] = []
  #live = 1
  #revoked = false
  #given = 1

  constructor(now: () => number, wait: (ms: number) => Promise<unknown>) {
    this.#now = now
    this.#wait = wait
  }

  /** What it does next, in order; after that it answers at once. */
  play(...plays: readonly Play[]): void {
    this.#plays.push(...plays)
  }

  /** How often it gave tokens. */
  get given(): number {
    return this.#given - 1
  }

  /** Whether a refresh token would be taken now. */
  takes(token: string | undefined): boolean {
    return !this.#revoked && token === `refresh-${this.#live}`
  }

  /** As if the user had ended the access. */
  revoke(): void {
    this.#revoked = true
  }

  first(): Credential {
    return {
      definitionId: 'played',
      alternative: 'oauth',
      fields: { access_token: 'access-1', refresh_token: 'refresh-1' },
      origins: ['https://api.example'],
      tokenOrigins: ['https://api.example'],
      grant: { issuedAt: this.#now() - LIFE_MS, expiresAt: this.#now() },
    }
  }

  renewal(reuse: ReturnType<Renewal['reuse']> = 'single_use'): Renewal {
    return {
      field: 'access_token',
      reuse: () => reuse,
      renewable: ({ fields }) => fields.refresh_token !== undefined,
      prepare: async ({ fields }) => ({
        grant: 'refresh_token',
        application: 'app',
        send: (deadlineMs) => this.#present(fields.refresh_token ?? '', deadlineMs),
      }),
    }
  }

  async #present(token: string, deadlineMs: number): Promise<TokenAnswer> {
    const { before = 0, after = 0, as = 'answered' } = this.#plays.shift() ?? {}
    const presented: Presented = { token, from: this.#now(), until: undefined, granted: false }
    if (typeof as === 'object' && as.kind === 'not_sent') return as
    this.presented.push(presented)
    const over = this.#wait(deadlineMs).then(
      (): TokenAnswer => ({ kind: 'unknown', cause: 'upstream_timeout' }),
    )
    const answer = this.#answer(presented, { before, after, as }).catch(() => over)
    return Promise.race([answer, over]).finally(() => {
      presented.until = this.#now()
    })
  }

  async #answer(presented: Presented, { before, after, as }: Required<Play>): Promise<TokenAnswer> {
    if (before > 0) await this.#wait(before)
    if (as === 'lost') throw new Error('lost')
    const answer = typeof as === 'object' ? as : this.#take(presented)
    if (after > 0) await this.#wait(after)
    if (as === 'taken') throw new Error('lost')
    return answer
  }

  #take(presented: Presented): TokenAnswer {
    if (!this.takes(presented.token)) {
      // RFC 9700 4.14.2: one that was used before may be in the hands of somebody else.
      this.#revoked = true
      return { kind: 'refused', cause: 'invalid_grant' }
    }
    presented.granted = true
    this.#live = ++this.#given
    return {
      kind: 'granted',
      accessToken: `access-${this.#live}`,
      refreshToken: `refresh-${this.#live}`,
      expiresInMs: LIFE_MS,
    }
  }
}
