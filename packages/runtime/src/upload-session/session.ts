import type { TakesFile } from '@sallyport/definition'
import type { Asker } from '../ask.ts'
import type { FileInput } from '../file-input.ts'
import type { GivenAddress } from '../given-address.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'

export type TakesSession = Extract<TakesFile, { readonly as: 'session' }>

/** An upload of one file. */
export interface Upload extends Asker {
  readonly takes: TakesSession
  readonly file: FileInput
  /** Milliseconds of rest before the third party is asked again. */
  readonly pause: (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>
}

/** An upload that the third party has opened. */
export interface Session {
  /** Where the file goes. */
  readonly address: GivenAddress
  /** Body of the answer that opened it. */
  readonly answer: unknown
}

/** What was asked at which address, and what came back. */
export interface Exchanged {
  readonly sent: URL
  readonly answer: UpstreamAnswer
}
