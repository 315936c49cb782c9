/** How a list is walked. Callers see only `limit`, `cursor`, `next_cursor` and `complete`. */
export type Paging = Paged | Unpaged

/** A list that comes in pages. */
export type Paged = LinkHeaderPaging | CursorPaging | KeysetPaging | ConnectionPaging

interface Sized {
  /** Parameter that takes the page size, and the largest size it takes. */
  readonly size: string
  readonly max: number
}

/** The answer's `Link` header names the next page (RFC 8288, relation `next`). */
export interface LinkHeaderPaging extends Sized {
  readonly style: 'link_header'
  /**
   * Query parameters by which the third party marks a place in the list. A cursor carries these, the
   * operation's own parameters and nothing else, so that it cannot reach parts that `params` cannot.
   */
  readonly place: readonly string[]
}

/** The answer holds a text that asks for the next page; without it, or where it is empty, the list ends. */
export interface CursorPaging extends Sized {
  readonly style: 'cursor'
  /** Parameter that takes the text. */
  readonly after: string
  /** Dotted path in the answer to it. */
  readonly next: string
}

/** The next page begins after the last record of this one. */
export interface KeysetPaging extends Sized {
  readonly style: 'keyset'
  /** Parameter that takes the name of a record. */
  readonly after: string
  /** Field of a record that names it. */
  readonly key: string
  /** Dotted path in the answer to whether there are more. */
  readonly more: string
}

/** A connection of GraphQL: `hasNextPage` and `endCursor` in its `pageInfo`. */
export interface ConnectionPaging extends Sized {
  readonly style: 'connection'
  readonly after: string
  /** Dotted path in the answer to its `pageInfo`. */
  readonly info: string
}

/** A list that comes whole. The reason is for the reader who wonders. */
export interface Unpaged {
  readonly style: 'none'
  readonly reason: string
}

export function linkHeader(paging: Omit<LinkHeaderPaging, 'style'>): LinkHeaderPaging {
  return { style: 'link_header', ...paging }
}

export function cursor(paging: Omit<CursorPaging, 'style'>): CursorPaging {
  return { style: 'cursor', ...paging }
}

export function keyset(paging: Omit<KeysetPaging, 'style'>): KeysetPaging {
  return { style: 'keyset', ...paging }
}

/** Variables are called `first` and `after`, as the specification of connections has it. */
export function connection(paging: Pick<ConnectionPaging, 'info' | 'max'>): ConnectionPaging {
  return { style: 'connection', size: 'first', after: 'after', ...paging }
}

export function unpaged(reason: string): Unpaged {
  return { style: 'none', reason }
}

/** The paging of a list that comes in pages. */
export function pagedBy(page: Paging | undefined): Paged | undefined {
  return page === undefined || page.style === 'none' ? undefined : page
}
