/** Where a list goes on. */
export interface Page {
  /** What to give back as `cursor` for the next page; `null` at the end. */
  readonly nextCursor: string | null
  /** True when nothing is left after these records. */
  readonly complete: boolean
}

export const LAST_PAGE: Page = { nextCursor: null, complete: true }
