/** How a list is walked. Callers see only `limit`, `cursor`, `next_cursor` and `complete`. */
export type Paging = Paged | Unpaged

/** A list that comes in pages. */
export type Paged =
  | LinkHeaderPaging
  | NextUrlPaging
  | CursorPaging
  | KeysetPaging
  | ConnectionPaging
  | PagePaging
  | OffsetPaging
  | WindowPaging

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

/** The answer holds the address of the next page; of it, as of a `Link`, only the query is used. */
export interface NextUrlPaging extends Sized {
  readonly style: 'next_url'
  /** Dotted path in the answer to it. */
  readonly next: string
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

/** Pages have numbers. The list ends with a page that is not full, or where the answer says so. */
export interface PagePaging extends Sized {
  readonly style: 'page'
  /** Parameter that takes the number. */
  readonly after: string
  /** Number of the first page: 1, or 0. */
  readonly first: 0 | 1
  /** Dotted path in the answer to whether there are more, where it tells. */
  readonly more?: string
}

/** The next page begins so many records from the first. The list ends with a page that is not full, or at the total. */
export interface OffsetPaging extends Sized {
  readonly style: 'offset'
  /** Parameter that takes the number of records to pass over. */
  readonly after: string
  /** Dotted path in the answer to the number of all records, where it tells. */
  readonly total?: string
}

/** Newest first, and the next page is what is older than the last record. The list ends with a page that is not full. */
export interface WindowPaging extends Sized {
  readonly style: 'window'
  /** Parameter that takes a time. */
  readonly after: string
  /** Dotted path in a record to its time. */
  readonly time: string
}

/** A list that comes whole. The reason is for the reader who wonders. */
export interface Unpaged {
  readonly style: 'none'
  readonly reason: string
}

/** Pages by the `Link` header. */
export function linkHeader(paging: Omit<LinkHeaderPaging, 'style'>): LinkHeaderPaging {
  return { style: 'link_header', ...paging }
}

export function nextUrl(paging: Omit<NextUrlPaging, 'style'>): NextUrlPaging {
  return { style: 'next_url', ...paging }
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

export function pageNumber(paging: Omit<PagePaging, 'style' | 'first'> & { first?: 0 | 1 }): PagePaging {
  return { style: 'page', first: 1, ...paging }
}

export function offset(paging: Omit<OffsetPaging, 'style'>): OffsetPaging {
  return { style: 'offset', ...paging }
}

export function timeWindow(paging: Omit<WindowPaging, 'style'>): WindowPaging {
  return { style: 'window', ...paging }
}

export function unpaged(reason: string): Unpaged {
  return { style: 'none', reason }
}

/** The paging of a list that comes in pages. */
export function pagedBy(page: Paging | undefined): Paged | undefined {
  return page === undefined || page.style === 'none' ? undefined : page
}
