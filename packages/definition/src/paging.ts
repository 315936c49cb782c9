/** How a list is walked. Callers see only `limit`, `cursor`, `next_cursor` and `complete`. */
export type Paging = LinkHeaderPaging | Unpaged

/** The answer's `Link` header names the next page (RFC 8288, relation `next`). */
export interface LinkHeaderPaging {
  readonly style: 'link_header'
  /** Query parameter that takes the page size, and the largest size it takes. */
  readonly size: string
  readonly max: number
  /**
   * Query parameters by which the third party marks a place in the list. A cursor carries these, the
   * operation's own parameters and nothing else, so that it cannot reach parts that `params` cannot.
   */
  readonly place: readonly string[]
}

/** A list that comes whole. The reason is for the reader who wonders. */
export interface Unpaged {
  readonly style: 'none'
  readonly reason: string
}

export function linkHeader(paging: Omit<LinkHeaderPaging, 'style'>): LinkHeaderPaging {
  return { style: 'link_header', ...paging }
}

export function unpaged(reason: string): Unpaged {
  return { style: 'none', reason }
}
