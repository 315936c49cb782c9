import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from '../resolve/resolved-call.ts'
import { cursorFromQuery } from './cursor.ts'
import { findLink } from './find-link.ts'
import { LAST_PAGE, type Page } from './page.ts'

const MAX_HEADER = 16_384

/**
 * Reads the next page from a `Link` header. Only the query of the link is used: GitHub's own links lead
 * to `/repositories/{id}/...`, and a hostile one could lead anywhere.
 *
 * @throws SallyportError `upstream_malformed` when the next page is this page again, and for a header over
 * 16 KB: half of it could look like the end of the list.
 */
export function pageFromLinkHeader(call: ResolvedCall, sent: URL, header = ''): Page {
  if (header.length > MAX_HEADER) throw malformed(call, `the Link header is over ${MAX_HEADER} characters`)
  const target = findLink(header, 'next')
  return target === undefined ? LAST_PAGE : pageAt(call, sent, target)
}

/**
 * Reads the next page from its address. Nothing of it but the query is used.
 *
 * @throws SallyportError `upstream_malformed`
 */
export function pageFromUrl(call: ResolvedCall, sent: URL, target: unknown): Page {
  if (target === undefined || target === null || target === '') return LAST_PAGE
  if (typeof target !== 'string' || target.length > MAX_HEADER)
    throw malformed(call, 'the next page has no address')
  return pageAt(call, sent, target)
}

function pageAt(call: ResolvedCall, sent: URL, target: string): Page {
  const next = URL.parse(target, sent.href)
  const nextCursor = next ? cursorFromQuery(call.operation, next.searchParams) : ''
  if (nextCursor !== '' && nextCursor !== cursorFromQuery(call.operation, sent.searchParams)) {
    return { nextCursor, complete: false }
  }
  throw malformed(call, 'the link to the next page leads to none, or to the page just read')
}

function malformed(call: ResolvedCall, what: string): SallyportError {
  return new SallyportError('upstream_malformed', `${nameOf(call)}: ${what}.`)
}
