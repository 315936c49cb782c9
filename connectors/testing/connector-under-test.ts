import type { Definition } from '@sallyport/definition'
import type { ClientNames } from './client-names.ts'
import type { Exception } from './exceptions.ts'
import type { OpenApiDocument } from './openapi-description.ts'
import type { PracticeData } from './practice-data.ts'
import type { PlayedVendor, PlayOptions } from './stage.ts'

/**
 * A connector and what it is held against. All of it is data, but for the vendor that is played.
 *
 * Findings that no rule can decide are listed in `exceptions`, each with its reason: the suite fails for
 * a finding without one, and for an exception that no finding needs.
 */
export interface ConnectorUnderTest {
  readonly definition: Definition
  /** The vendor's own OpenAPI description, `vendor.json`; absent where it only has GraphQL. */
  readonly vendor?: OpenApiDocument
  /** The vendor's own schema, `vendor.graphql`, as text; needed where an operation is one of GraphQL. */
  readonly graphql?: string
  /** What existing clients send: `client-names.json`. Without it that part of the suite is left out. */
  readonly clientNames?: ClientNames
  /** `README.md`, as text. */
  readonly readme: string
  /** What to practise with: values of parameters, and which records they name. */
  readonly practice: PracticeData
  readonly exceptions: readonly Exception[]
  /**
   * Also demands what an engine needs of every definition: an `about` for each operation, `untrusted` and
   * `compact` for each entity, `search` and `sync` for each one that is listed, `flow` for messages and money.
   */
  readonly complete?: boolean
  /** Starts the emulated vendor: `(options) => emulate(vendor, options)`. */
  readonly play: (options: PlayOptions) => Promise<PlayedVendor>
}
