import type { Encoding } from './encoding.ts'

/** Where a parameter goes, where it is not where the method puts it, or is called differently there. */
export interface Wire {
  /** `variable`: of GraphQL, beside the input. */
  readonly in?: 'query' | 'header' | 'body' | 'variable'
  /** Its name there. In a body dots lead into objects: `requester.email`. */
  readonly as?: string
  /** Over the operation's own. */
  readonly lists?: NonNullable<Encoding['lists']>
}
