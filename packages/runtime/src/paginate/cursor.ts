import type { Operation } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'

type Query = [name: string, value: string][]

/**
 * A cursor is the query of the next page, less everything that its operation could not have sent. It
 * names no path and no host: those come from the operation again, whatever a cursor says.
 */
export function cursorFromQuery(operation: Operation, query: URLSearchParams): string {
  const allowed = allowedNames(operation)
  const kept = [...query].filter(([name]) => allowed.has(name))
  return Buffer.from(new URLSearchParams(kept).toString()).toString('base64url')
}

/** @throws SallyportError `invalid_cursor` for text that this operation did not give out. */
export function placeFromCursor(operation: Operation, cursor: string): Query {
  const query = [...new URLSearchParams(Buffer.from(cursor, 'base64url').toString('utf8'))]
  const allowed = allowedNames(operation)
  if (query.length > 0 && query.every(([name]) => allowed.has(name))) return query
  throw new SallyportError('invalid_cursor', 'The cursor does not belong to this list.', {
    fix: 'Give back the cursor exactly as the page before gave it, with the same parameters; or leave it out.',
  })
}

function allowedNames({ page, path, params }: Operation): ReadonlySet<string> {
  if (page?.style !== 'link_header') return new Set()
  const inQuery = Object.keys(params.properties).filter((name) => !path.includes(`{${name}}`))
  return new Set([page.size, ...page.place, ...inQuery])
}
