import type { Definition } from '@sallyport/definition'
import type { ClientNames } from './client-names.ts'
import type { Exception } from './exceptions.ts'
import type { PracticeData } from './practice.ts'
import type { PlayedVendor, PlayOptions } from './stage.ts'
import type { OpenApiDocument } from './vendor-description.ts'

/** A connector and what it is held against. All of it is data, but for the vendor that is played. */
export interface ConnectorUnderTest {
  readonly definition: Definition
  /** The vendor's own description: `vendor.json`. */
  readonly vendor: OpenApiDocument
  /** What existing clients send: `client-names.json`. */
  readonly clientNames: ClientNames
  /** `README.md`, as text. */
  readonly readme: string
  readonly practice: PracticeData
  readonly exceptions: readonly Exception[]
  readonly play: (options: PlayOptions) => Promise<PlayedVendor>
}
