import { type Operation, pathParams } from '@sallyport/definition'
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
  const { method } = operation
  const inPath = namesInPath(operation)
  const rest = Object.entries(params).filter(([name, value]) => !inPath.has(name) && value !== undefined)
  const inQuery = method === 'GET' || method === 'DELETE'

  const url = new URL(definition.server.url.replace(/\/$/, '') + expandPath(call))
  // A query has no null: a parameter that is null is left out.
  const asked = inQuery ? rest.filter(([, value]) => value !== null) : []
  for (const [name, value] of asked) url.searchParams.set(name, String(value))
  for (const [name, value] of placeInList(call)) url.searchParams.set(name, value)

  const headers = definition.server.headers ?? {}
  if (inQuery) return { method, url, headers }
  const body = JSON.stringify(Object.fromEntries(rest))
  return { method, url, headers: { ...headers, 'content-type': 'application/json' }, body }
}

const names = new WeakMap<Operation, ReadonlySet<string>>()

function namesInPath(operation: Operation): ReadonlySet<string> {
  let inPath = names.get(operation)
  if (inPath === undefined) {
    inPath = new Set(pathParams(operation.path))
    names.set(operation, inPath)
  }
  return inPath
}

function expandPath(call: ResolvedCall): string {
  const problems: Problem[] = []
  const path = call.operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(call.params[name])
    if (fitsInPath(value)) return encodeURIComponent(value)
    problems.push(notASegment(name))
    return ''
  })
  if (problems.length === 0) return path
  const message = `${nameOf(call)}: ${problems.map((problem) => problem.message).join(' ')}`
  throw new SallyportError('invalid_params', message, { problems })
}

/**
 * WHATWG URL, path state: a segment of dots would climb out of its place. One between slashes stays where
 * it is here, and climbs at a server that decodes before it splits.
 */
const CLIMBS = /(?:^|[/\\])\.{1,2}(?:$|[/\\])/

function fitsInPath(value: string): boolean {
  // encodeURIComponent throws for half a surrogate pair.
  return value !== '' && !CLIMBS.test(value) && value.isWellFormed()
}

function notASegment(name: string): Problem {
  const message = `"${name}" cannot be empty, hold half a character, or be "." or "..", alone or between slashes.`
  return { field: `params.${name}`, code: 'format', message }
}

function placeInList({ operation, limit, cursor }: ResolvedCall): [string, string][] {
  if (operation.page?.style !== 'link_header') return []
  const size: [string, string][] = limit === undefined ? [] : [[operation.page.size, String(limit)]]
  // The cursor comes last: it repeats the size with which its list was begun.
  return cursor === undefined ? size : [...size, ...placeFromCursor(operation, cursor)]
}
