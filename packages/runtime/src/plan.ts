import { pathParams } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'
import { placeFromCursor } from './paginate/cursor.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/** One request to a third party, complete but for the credential. */
export interface PlannedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Turns a resolved call into the request that asks for it.
 *
 * @throws SallyportError `invalid_params` for a value that cannot stand in a path, `invalid_cursor`.
 */
export function plan(call: ResolvedCall): PlannedRequest {
  const { definition, operation, params } = call
  const inPath = new Set(pathParams(operation.path))
  const rest = Object.entries(params).filter(([name, value]) => !inPath.has(name) && value !== undefined)
  const inQuery = operation.method === 'GET' || operation.method === 'DELETE'

  const url = new URL(definition.server.url.replace(/\/$/, '') + expandPath(call))
  if (inQuery) for (const [name, value] of rest) url.searchParams.set(name, String(value))
  for (const [name, value] of placeInList(call)) url.searchParams.set(name, value)

  const headers = definition.server.headers ?? {}
  if (inQuery) return { method: operation.method, url, headers }
  const body = JSON.stringify(Object.fromEntries(rest))
  return { method: operation.method, url, headers: { ...headers, 'content-type': 'application/json' }, body }
}

function expandPath(call: ResolvedCall): string {
  const problems: Problem[] = []
  const path = call.operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(call.params[name])
    // WHATWG URL, path state: a segment of dots, also percent-encoded, would climb out of its place.
    if (value === '' || /^\.{1,2}$/.test(value)) problems.push(notASegment(name))
    return encodeURIComponent(value)
  })
  if (problems.length === 0) return path
  const message = `${nameOf(call)}: ${problems.map((problem) => problem.message).join(' ')}`
  throw new SallyportError('invalid_params', message, { problems })
}

function notASegment(name: string): Problem {
  return { field: `params.${name}`, code: 'format', message: `"${name}" cannot be empty, "." or "..".` }
}

function placeInList({ operation, limit, cursor }: ResolvedCall): [string, string][] {
  if (operation.page?.style !== 'link_header') return []
  const size: [string, string][] = limit === undefined ? [] : [[operation.page.size, String(limit)]]
  // The cursor comes last: it repeats the size with which its list was begun.
  return cursor === undefined ? size : [...size, ...placeFromCursor(operation, cursor)]
}
