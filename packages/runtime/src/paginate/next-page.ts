import type { ConnectionPaging, CursorPaging, KeysetPaging } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from '../resolve/resolved-call.ts'
import type { ReadonlyHeaders } from '../send/upstream.ts'
import { valueAt } from '../value-at.ts'
import { cursorFromQuery, placeFromCursor } from './cursor.ts'
import { pageFromLinkHeader } from './link-header.ts'
import { LAST_PAGE, type Page } from './page.ts'

/** A page as it came. */
export interface ReadPage {
  readonly sent: URL
  readonly headers: ReadonlyHeaders
  /** The parsed body. */
  readonly body: unknown
  readonly records: unknown
}

/**
 * Where a list goes on after a page; `undefined` for what is no list.
 *
 * @throws SallyportError `upstream_malformed` when the next page is this page again, or when the answer
 * promises more and does not say where.
 */
export function nextPage(call: ResolvedCall, read: ReadPage): Page | undefined {
  const { page } = call.operation
  if (page === undefined) return undefined
  if (page.style === 'none') return LAST_PAGE
  // RFC 9110 5.3: lines of one name are one list.
  if (page.style === 'link_header')
    return pageFromLinkHeader(call, read.sent, [read.headers.link].flat().join(', '))
  const mark = markOf(page, read)
  if (mark === undefined) return LAST_PAGE
  const sent =
    call.cursor === undefined ? {} : Object.fromEntries(placeFromCursor(call.operation, call.cursor))
  if (mark !== '' && mark.length <= LONGEST_MARK && mark !== sent[page.after]) {
    // A cursor keeps the size with which its list was begun.
    const size = call.limit === undefined ? {} : { [page.size]: String(call.limit) }
    const next = new URLSearchParams({ ...sent, ...size, [page.after]: mark })
    return { nextCursor: cursorFromQuery(call.operation, next), complete: false }
  }
  throw new SallyportError(
    'upstream_malformed',
    `${nameOf(call)}: the mark of the next page leads to none, or to the page just read.`,
  )
}

const LONGEST_MARK = 16_384

/** The text that asks for the next page; `undefined` at the end of the list, empty where there should be one. */
function markOf(
  page: CursorPaging | KeysetPaging | ConnectionPaging,
  { body, records }: ReadPage,
): string | undefined {
  if (page.style === 'cursor') return textOf(valueAt(body, page.next)) || undefined
  if (page.style === 'connection') {
    return valueAt(body, `${page.info}.hasNextPage`) === true
      ? textOf(valueAt(body, `${page.info}.endCursor`))
      : undefined
  }
  if (valueAt(body, page.more) !== true) return undefined
  return textOf(valueAt(Array.isArray(records) ? records.at(-1) : undefined, page.key))
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
