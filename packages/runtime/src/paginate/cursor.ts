import { type Operation, pagedBy, pathParams } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'

type Query = [name: string, value: string][]

/**
 * A cursor is the query of the next page, less everything that its operation could not have sent. It
 * names no path and no host: those come from the operation again, whatever a cursor says. The same page
 * has the same cursor, in whichever order its query came.
 */
export function cursorFromQuery(operation: Operation, query: URLSearchParams): string {
  const allowed = allowedNames(operation)
  const kept = new URLSearchParams([...query].filter(([name]) => allowed.has(name)))
  kept.sort()
  return Buffer.from(kept.toString()).toString('base64url')
}

/** @throws SallyportError `invalid_cursor` for text that this operation did not give out. */
export function placeFromCursor(operation: Operation, cursor: string): Query {
  const query = [...new URLSearchParams(Buffer.from(cursor, 'base64url').toString('utf8'))]
  const allowed = allowedNames(operation)
  if (query.length > 0 && query.every(([name]) => allowed.has(name))) return query
  throw foreignCursor()
}

export function foreignCursor(): SallyportError {
  return new SallyportError('invalid_cursor', 'The cursor does not belong to this list.', {
    fix: 'Give back the cursor exactly as the page before gave it, with the same parameters; or leave it out.',
  })
}

const namesByOperation = new WeakMap<Operation, ReadonlySet<string>>()

function allowedNames(operation: Operation): ReadonlySet<string> {
  let names = namesByOperation.get(operation)
  if (names === undefined) {
    names = new Set(queryNames(operation))
    namesByOperation.set(operation, names)
  }
  return names
}

function queryNames({ page, path, params }: Operation): string[] {
  const paged = pagedBy(page)
  if (!paged) return []
  if ('after' in paged) return [paged.size, paged.after]
  const inPath = pathParams(path)
  const inQuery = Object.keys(params.properties).filter((name) => !inPath.includes(name))
  return [paged.size, ...paged.place, ...inQuery]
}
