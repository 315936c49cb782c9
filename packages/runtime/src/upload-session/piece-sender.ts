import { SallyportError } from '@sallyport/errors'
import { outcomeOfRequest } from '../outcome.ts'
import { nameOf } from '../resolve/resolved-call.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'
import type { Piece } from './pieces-of.ts'
import { reachedBy } from './reached.ts'
import { type Part, refusalOf, sendToSession } from './send-to-session.ts'
import type { Session, Upload } from './session.ts'

const MAX_IDLE = 5
const FIRST_PAUSE_MS = 200

/** What one request about a piece came to: the end, so many bytes taken in all, or a failure that may pass. */
type Step =
  | { readonly answer: UpstreamAnswer }
  | { readonly reached: number }
  | { readonly broken: unknown; readonly status?: number }

/** How far a piece came, how often nothing moved since, and whether the next request is to ask. */
interface State {
  readonly at: number
  readonly idle: number
  readonly asksBack: boolean
}

/** Statuses that may pass: the third party is asked how far it came. RFC 9110 15.5.9, 15.6; RFC 6585 4. */
const PASSING = new Set([408, 429])

/** Sends pieces of one file, each until the third party has all of it. */
export class PieceSender {
  readonly #upload: Upload
  readonly #session: Session
  readonly #total: number | undefined
  /** What the upload came to if it stops here, where its last byte may have arrived. */
  outcome: unknown

  constructor(upload: Upload, session: Session, total: number | undefined) {
    this.#upload = upload
    this.#session = session
    this.#total = total
  }

  /**
   * Gives the answer that ends the upload, or nothing when the third party waits for the next piece.
   *
   * @throws whatever went wrong more than five times without progress, or cannot pass.
   */
  async send(piece: Piece): Promise<UpstreamAnswer | undefined> {
    let state: State = { at: piece.start, idle: 0, asksBack: false }
    while (piece.last || state.at < endOf(piece)) {
      const step = await this.#step(piece, state)
      if ('answer' in step) return step.answer
      if ('broken' in step) state = await this.#rested(state, step.broken)
      else state = this.#moved(piece, state, step.reached)
    }
    return undefined
  }

  async #step(piece: Piece, { at, asksBack }: State): Promise<Step> {
    const step = await this.#ask(asksBack ? this.#question(piece) : this.#rest(piece, at))
    if ('reached' in step && step.reached < endOf(piece)) this.outcome = undefined
    // What only asks back does nothing: the doubt about what was sent before stays as it is.
    if ('broken' in step && piece.last && !asksBack) this.#doubt(step)
    return step
  }

  /** After a failure that may pass the third party is asked how far it came. */
  async #rested({ at, idle }: State, broken: unknown): Promise<State> {
    if (idle === MAX_IDLE) throw broken
    await this.#upload.pause(FIRST_PAUSE_MS * 2 ** idle, this.#upload.signal)
    return { at, idle: idle + 1, asksBack: true }
  }

  #moved(piece: Piece, { at, idle, asksBack }: State, reached: number): State {
    if (reached < at || reached > endOf(piece)) throw this.#lost()
    if (reached > at) return { at: reached, idle: 0, asksBack: false }
    // The failure before it has counted already.
    if (asksBack) return { at, idle, asksBack: false }
    if (idle === MAX_IDLE) throw this.#lost()
    return { at, idle: idle + 1, asksBack: false }
  }

  async #ask(part: Part): Promise<Step> {
    let answer: UpstreamAnswer
    try {
      answer = await sendToSession(this.#upload, this.#session, part)
    } catch (error) {
      if (mayPass(error)) return { broken: error }
      throw error
    }
    const { status } = answer
    if (status === 308) return { reached: reachedBy(answer) }
    if (status < 300) return { answer }
    const refusal = refusalOf(this.#upload, this.#session, answer)
    if (status >= 500 || PASSING.has(status)) return { broken: refusal, status }
    throw refusal
  }

  #doubt({ broken, status }: { readonly broken: unknown; readonly status?: number }): void {
    const { call, takes } = this.#upload
    if (takes.finish !== undefined) return
    const outcome = outcomeOfRequest(call, broken, status)
    if (outcome !== broken) this.outcome = outcome
  }

  #rest(piece: Piece, at: number): Part {
    const end = endOf(piece)
    if (at === end) return this.#question(piece)
    return {
      headers: {
        'content-type': this.#upload.file.type,
        'content-range': `bytes ${at}-${end - 1}/${this.#totalAt(piece)}`,
      },
      body: piece.bytes.subarray(at - piece.start),
    }
  }

  #question(piece: Piece): Part {
    return { headers: { 'content-range': `bytes */${this.#totalAt(piece)}` }, body: new Uint8Array(0) }
  }

  /** RFC 9110 14.4: an asterisk as long as it is not known. */
  #totalAt(piece: Piece): number | '*' {
    return piece.last ? endOf(piece) : (this.#total ?? '*')
  }

  #lost(): SallyportError {
    const { call } = this.#upload
    const message = `${nameOf(call)}: ${call.definition.title} has not kept what it was sent of the file.`
    return new SallyportError('upstream_unavailable', message, { fix: 'Send the file again.' })
  }
}

function endOf({ start, bytes }: Piece): number {
  return start + bytes.length
}

/** A way to the third party that broke, or that it did not answer on. */
function mayPass(error: unknown): boolean {
  return (
    SallyportError.isInstance(error) &&
    (error.code === 'upstream_unavailable' || error.code === 'upstream_timeout')
  )
}
