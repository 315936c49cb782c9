import type { Limit } from './governor/limit.ts'
import type { Page } from './paginate/page.ts'
import type { NativeMeta } from './records.ts'

export interface Warning {
  readonly code: string
  readonly message: string
}

/** What a call gives: the records asked for, and nothing of how they were fetched. */
export interface Projection {
  readonly data: unknown
  /** Present exactly for lists. */
  readonly page: Page | undefined
  readonly meta: NativeMeta
  readonly warnings: readonly Warning[]
  /** What the third party still allows, where it is known. */
  readonly limit?: Limit
}
