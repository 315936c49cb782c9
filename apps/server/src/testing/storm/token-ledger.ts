/** One time that a refresh token was presented, in milliseconds of the machine's clock. */
export interface Presentation {
  readonly token: string
  /** The request was read. */
  readonly receivedAt: number
  /** What it did at the vendor was done. */
  committedAt: number | undefined
  /** The vendor was through with it, whether anybody still listened or not. */
  endedAt: number | undefined
  readonly status: { code: number | undefined; error: string | undefined }
  /** The refresh token of the answer. */
  given: string | undefined
}

/** What came of each account's tokens: one line of descent, from the token that was handed out at first. */
export interface Family {
  readonly account: number
  readonly presentations: Presentation[]
}

/** Every presentation of every refresh token, by the vendor's own account. Tokens stay in this process. */
export class TokenLedger {
  readonly #families: Family[] = []
  readonly #byToken = new Map<string, Family>()

  begin(account: number, token: string): void {
    const family = { account, presentations: [] }
    this.#families.push(family)
    this.#byToken.set(token, family)
  }

  present(token: string): Presentation {
    const presentation: Presentation = {
      token,
      receivedAt: Date.now(),
      committedAt: undefined,
      endedAt: undefined,
      status: { code: undefined, error: undefined },
      given: undefined,
    }
    const family = this.#byToken.get(token)
    if (family === undefined) throw new TypeError('a refresh token was presented that nobody gave out')
    family.presentations.push(presentation)
    return presentation
  }

  commit(presentation: Presentation, code: number, body: { refresh_token?: string; error?: string }): void {
    presentation.committedAt = Date.now()
    presentation.status.code = code
    presentation.status.error = body.error
    presentation.given = body.refresh_token
    const family = this.#byToken.get(presentation.token)
    if (body.refresh_token !== undefined && family !== undefined)
      this.#byToken.set(body.refresh_token, family)
  }

  get families(): readonly Family[] {
    return this.#families
  }
}
