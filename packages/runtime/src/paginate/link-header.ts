import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from '../resolve/resolved-call.ts'
import { cursorFromQuery } from './cursor.ts'

/** Where a list goes on. */
export interface Page {
  /** What to give back as `cursor` for the next page; `null` at the end. */
  readonly nextCursor: string | null
  /** True when nothing is left after these records. */
  readonly complete: boolean
}

const MAX_HEADER = 16_384
/** RFC 8288 section 3: `<target>; rel="next"`, the relation with or without quotes, among others. */
const NEXT = /<([^<>]*)>\s*;(?:[^,<]*;)?\s*rel\s*=\s*(?:"[^"]*\bnext\b[^"]*"|next\b)/i

/**
 * Reads the next page from a `Link` header. Only the query of the link is used: GitHub's own links lead
 * to `/repositories/{id}/...`, and a hostile one could lead anywhere.
 *
 * @throws SallyportError `upstream_malformed` when the next page is this page again.
 */
export function pageFromLinkHeader(call: ResolvedCall, sent: URL, header: string | undefined): Page {
  const target = header === undefined ? undefined : NEXT.exec(header.slice(0, MAX_HEADER))?.[1]
  if (target === undefined) return { nextCursor: null, complete: true }
  const next = URL.parse(target, sent.href)
  const nextCursor = next ? cursorFromQuery(call.operation, next.searchParams) : ''
  if (nextCursor !== '' && nextCursor !== cursorFromQuery(call.operation, sent.searchParams)) {
    return { nextCursor, complete: false }
  }
  throw new SallyportError(
    'upstream_malformed',
    `${nameOf(call)}: the next page named is the page just read.`,
  )
}
