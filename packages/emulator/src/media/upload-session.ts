import type { ContentRange } from './content-range.ts'

/** Bytes of one file that is being sent in pieces. */
const LARGEST = 256 * 1024 * 1024

export interface Piece {
  readonly range: ContentRange
  readonly bytes: Buffer
  /** Every piece but the last is a multiple of it, in bytes. */
  readonly unit: number
}

/** Why a piece is not taken. */
export interface Rejected {
  readonly problem: 'upload_range' | 'too_large'
  readonly message: string
}

/** A file that comes in pieces, one after the other. */
export class UploadSession {
  readonly #pieces: Buffer[] = []
  #received = 0
  #total: number | undefined

  /** `total` in bytes; `undefined` while it is not known. */
  constructor(total: number | undefined) {
    this.#total = total
  }

  /** Bytes that were taken so far. */
  get received(): number {
    return this.#received
  }

  get total(): number | undefined {
    return this.#total
  }

  get isComplete(): boolean {
    return this.#received === this.#total
  }

  /**
   * Takes the part of a piece that it does not have yet. Of a piece that is not the last only whole units are
   * kept: the sender has to look at how far it came.
   */
  take({ range, bytes, unit }: Piece): Rejected | undefined {
    const { first, last, total } = range
    const rejected = this.#rejects({ range, bytes, unit })
    if (rejected) return rejected
    this.#total = total ?? this.#total
    if (first === undefined) return undefined
    const fresh = bytes.subarray(this.#received - first)
    const ends = last + 1 === this.#total
    const kept = ends
      ? fresh
      : fresh.subarray(0, Math.max(0, fresh.length - ((this.#received + fresh.length) % unit)))
    // A copy: the request's own buffer may be much larger.
    this.#pieces.push(Buffer.from(kept))
    this.#received += kept.length
    return undefined
  }

  /** All bytes, in their order. */
  whole(): Buffer {
    return Buffer.concat(this.#pieces)
  }

  #rejects({ range, bytes, unit }: Piece): Rejected | undefined {
    const { first, last, total = this.#total } = range
    if (total !== undefined && total > LARGEST)
      return { problem: 'too_large', message: 'The file is too large.' }
    if (this.#total !== undefined && total !== this.#total)
      return refusal(`the final size is ${total} byte(s), and ${this.#total} byte(s) were announced before.`)
    if (total !== undefined && total < this.#received)
      return refusal(
        `the final size is ${total} byte(s), which is less than the ${this.#received} byte(s) that were uploaded already.`,
      )
    if (first === undefined)
      return bytes.length > 0 ? refusal('there are no bytes, and the request has some.') : undefined
    const length = last - first + 1
    if (last >= LARGEST) return { problem: 'too_large', message: 'The file is too large.' }
    if (bytes.length !== length)
      return refusal(`there are ${length} byte(s) in the request; it has ${bytes.length}.`)
    if (first > this.#received)
      return refusal(
        `the upload offset is ${first} byte(s), which exceeds already uploaded size of ${this.#received} byte(s).`,
      )
    return last + 1 !== total && length < unit ? tooShort(length, unit) : undefined
  }
}

function refusal(words: string): Rejected {
  return {
    problem: 'upload_range',
    message: `Invalid request.  According to the Content-Range header, ${words}`,
  }
}

/** In Google's words: github.com/googleapis/gcs-resumable-upload/issues/17. */
function tooShort(length: number, unit: number): Rejected {
  return {
    problem: 'upload_range',
    message: `Invalid request.  The number of bytes uploaded is required to be equal or greater than ${unit}, except for the final request (it's recommended to be the exact multiple of ${unit}).  The received request contained ${length} bytes, which does not meet this requirement.`,
  }
}
