import { type Operation, type Paged, pagedBy, pathParams } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'
import { encodeBody } from './encode/body.ts'
import { pairsOf } from './encode/pairs.ts'
import type { FilePart } from './encode/related-body.ts'
import { foreignCursor, placeFromCursor } from './paginate/cursor.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/** One request to a third party, complete but for the credential. */
export interface PlannedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | AsyncIterable<Uint8Array>
}

/**
 * Turns a resolved call into the request that asks for it.
 *
 * @throws SallyportError `invalid_params` for a value that cannot stand in a path, `invalid_cursor`.
 */
export function plan(call: ResolvedCall, file?: FilePart): PlannedRequest {
  const { definition, operation } = call
  const { method, graphql, fixed = {} } = operation
  const encoding = { ...definition.encoding, ...operation.encoding }
  const url = new URL(definition.server.url.replace(/\/$/, '') + expandPath(call))
  const headers = definition.server.headers ?? {}
  const [rest, place] = [paramsOutsidePath(call), placeInList(call)]
  for (const [name, value] of Object.entries(fixed)) url.searchParams.set(name, value)
  if (!graphql && (method === 'GET' || method === 'DELETE')) {
    // A query has no null: a parameter that is null is left out.
    const given = rest.filter(([, value]) => value !== null)
    for (const [name, value] of pairsOf(given, encoding.lists)) url.searchParams.append(name, value)
    // A place comes last: a cursor repeats what its list was begun with.
    for (const [name, value] of place) url.searchParams.set(name, String(value))
    return { method, url, headers }
  }
  const { type, body } = encodeBody(operation, encoding, { values: [...rest, ...place], file })
  return { method, url, headers: { ...headers, 'content-type': type }, body }
}

function paramsOutsidePath({ operation, params }: ResolvedCall): [string, unknown][] {
  const inPath = namesInPath(operation)
  return Object.entries(params).filter(([name, value]) => !inPath.has(name) && value !== undefined)
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

/** Parameters that say which page is meant, and how large it is to be. */
function placeInList({ operation, limit, cursor }: ResolvedCall): (readonly [string, string | number])[] {
  const page = pagedBy(operation.page)
  if (!page) return []
  const size: (readonly [string, number])[] = limit === undefined ? [] : [[page.size, limit]]
  if (cursor === undefined) return size
  const place = placeFromCursor(operation, cursor).map(
    ([name, value]) => [name, name === page.size ? sizeOf(value, page) : value] as const,
  )
  return [...size.filter(() => !place.some(([name]) => name === page.size)), ...place]
}

/** A size in a cursor is text, as all of it; a variable of GraphQL is a number. */
function sizeOf(text: string, { style, max }: Paged): number | string {
  // The third party wrote it into its own link.
  if (style === 'link_header') return text
  const size = Number(text)
  if (Number.isInteger(size) && size >= 1 && size <= max) return size
  throw foreignCursor()
}
