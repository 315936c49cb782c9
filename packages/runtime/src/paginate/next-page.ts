import { type Paged, valueAt } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from '../resolve/resolved-call.ts'
import type { ReadonlyHeaders } from '../send/upstream.ts'
import { cursorFromQuery, placeFromCursor } from './cursor.ts'
import { pageFromLinkHeader, pageFromUrl } from './link-header.ts'
import { markOf } from './mark.ts'
import { LAST_PAGE, type Page } from './page.ts'

/** A page as it came. */
export interface ReadPage {
  readonly sent: URL
  readonly headers: ReadonlyHeaders
  /** The parsed body. */
  readonly body: unknown
  readonly records: unknown
}

const LONGEST_MARK = 16_384

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
  if (page.style === 'link_header') {
    // RFC 9110 5.3: lines of one name are one list.
    return pageFromLinkHeader(call, read.sent, [read.headers.link].flat().join(', '))
  }
  if (page.style === 'next_url') return pageFromUrl(call, read.sent, valueAt(read.body, page.next))
  return pageFromMark(call, page, read)
}

type Marked = Exclude<Paged, { style: 'link_header' | 'next_url' }>

function pageFromMark(call: ResolvedCall, page: Marked, { body, records }: ReadPage): Page {
  const sent =
    call.cursor === undefined ? {} : Object.fromEntries(placeFromCursor(call.operation, call.cursor))
  const list = Array.isArray(records) ? records : []
  const size = Number(sent[page.size] ?? call.limit ?? page.max)
  const mark = markOf(page, { body, records: list, before: sent[page.after], full: list.length >= size })
  if (mark === undefined) return LAST_PAGE
  if (mark === '' || mark.length > LONGEST_MARK || mark === sent[page.after]) {
    throw new SallyportError(
      'upstream_malformed',
      `${nameOf(call)}: the mark of the next page leads to none, or to the page just read.`,
    )
  }
  // A cursor keeps the size with which its list was begun.
  const kept = call.limit === undefined ? {} : { [page.size]: String(call.limit) }
  const next = new URLSearchParams({ ...sent, ...kept, [page.after]: mark })
  return { nextCursor: cursorFromQuery(call.operation, next), complete: false }
}
