import { type Operation, type Paged, pagedBy } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'
import { serverUrl } from './destination.ts'
import { encodeBody } from './encode/body.ts'
import { distribute, namesInPath, saysInBody } from './encode/distribute.ts'
import type { FileInput } from './file-input.ts'
import { foreignCursor, placeFromCursor } from './paginate/cursor.ts'
import { placeOf } from './paginate/window.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/** One request to a third party, complete but for the credential. */
export interface PlannedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
}

/** What goes along with a plan that only its caller knows. */
export interface PlanOptions {
  readonly file?: FileInput
  /** Text that parts the pieces of a body (`--`), and stands in none of them. */
  readonly boundary?: string
}

/**
 * Turns a resolved call into the request that asks for it.
 *
 * @throws SallyportError `invalid_params` for a value that cannot stand in a path or a header, `invalid_cursor`.
 */
export function plan(call: ResolvedCall, { file, boundary = 'part' }: PlanOptions = {}): PlannedRequest {
  const { definition, operation } = call
  const { method } = operation
  const encoding = { ...definition.encoding, ...operation.encoding }
  const url = new URL(baseOf(call) + expandPath(call))
  const fixed = Object.entries(operation.fixed ?? {})
  const said = distribute(operation, [...fixed, ...paramsOutsidePath(call)], encoding.lists)
  const place = distribute(operation, placeInList(call), encoding.lists)
  checkHeaderValues(call, said.headers)
  for (const [name, value] of said.query) url.searchParams.append(name, value)
  // A place comes last: a cursor repeats what its list was begun with.
  for (const [name, value] of place.query) url.searchParams.set(name, value)
  const body = [...said.body, ...place.body]
  const headers = { ...definition.server.headers, ...operation.headers, ...said.headers }
  if (method === 'GET' || (method === 'DELETE' && body.length === 0)) return { method, url, headers }
  if (body.length === 0 && !saysInBody(operation)) return { method, url, headers }
  const encoded = encodeBody(operation, encoding, { ...said, body, file, boundary })
  if (encoded === undefined) return { method, url, headers }
  const { type, body: content, length } = encoded
  return { method, url, headers: { ...headers, 'content-type': type, ...lengthOf(length) }, body: content }
}

/** What is not told its length is sent in chunks (RFC 9112 7.1), which some third parties refuse. */
function lengthOf(length: number | undefined): Readonly<Record<string, string>> {
  return length === undefined ? {} : { 'content-length': String(length) }
}

function baseOf({ definition: { server }, operation, config }: ResolvedCall): string {
  const other = operation.origin === undefined ? undefined : server.origins?.[operation.origin]
  return other === undefined ? serverUrl(server, config) : other.url.replace(/\/$/, '')
}

// RFC 9110 5.5: what is visible, and spaces between.
const HEADER_VALUE = /^(?:[\x21-\x7e](?:[\x20\x21-\x7e]*[\x21-\x7e])?)?$/

function checkHeaderValues(call: ResolvedCall, headers: Readonly<Record<string, string>>): void {
  const problems = Object.entries(headers)
    .filter(([, value]) => !HEADER_VALUE.test(value))
    .map(([name]): Problem => {
      const message = `What goes into the header "${name}" must be one line of visible ASCII.`
      return { field: `params.${name}`, code: 'format', message }
    })
  if (problems.length === 0) return
  const message = `${nameOf(call)}: ${problems.map((problem) => problem.message).join(' ')}`
  throw new SallyportError('invalid_params', message, { problems })
}

function paramsOutsidePath({ operation, params }: ResolvedCall): [string, unknown][] {
  const inPath = namesInPath(operation)
  return Object.entries(params).filter(([name, value]) => !inPath.has(name) && value !== undefined)
}

function expandPath(call: ResolvedCall): string {
  const problems: Problem[] = []
  let path = ''
  // Names stand between the texts that are sent as they are.
  for (const [index, part] of piecesOf(call.operation).entries()) {
    const value = index % 2 === 0 ? '' : String(call.params[part])
    if (index % 2 === 0) path += part
    else if (fitsInPath(value)) path += encodeURIComponent(value)
    else problems.push(notASegment(part))
  }
  if (problems.length === 0) return path
  const message = `${nameOf(call)}: ${problems.map((problem) => problem.message).join(' ')}`
  throw new SallyportError('invalid_params', message, { problems })
}

const pieces = new WeakMap<Operation, readonly string[]>()

/** A path cut at its parameters: text, name, text, name ... text. */
function piecesOf(operation: Operation): readonly string[] {
  const cut = pieces.get(operation) ?? operation.path.split(/\{(\w+)\}/)
  pieces.set(operation, cut)
  return cut
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
  if (!page) {
    // The third party is told of no place in what comes whole; a foreign one is refused before it is asked.
    if (operation.page !== undefined) placeOf({ limit, cursor })
    return []
  }
  const asked = limit ?? (needsSize(page) ? page.max : undefined)
  const size: (readonly [string, number])[] = asked === undefined ? [] : [[page.size, asked]]
  if (cursor === undefined) return size
  const place = placeFromCursor(operation, cursor).map(
    ([name, value]) => [name, name === page.size ? sizeOf(value, page) : value] as const,
  )
  return [...size.filter(() => !place.some(([name]) => name === page.size)), ...place]
}

/** Where the end of a list shows in a page that is not full. */
function needsSize({ style }: Paged): boolean {
  return style === 'page' || style === 'offset' || style === 'window'
}

/** A size in a cursor is text, as all of it; a variable of GraphQL is a number. */
function sizeOf(text: string, { style, max }: Paged): number | string {
  // The third party wrote it into its own link.
  if (style === 'link_header' || style === 'next_url') return text
  const size = Number(text)
  if (Number.isInteger(size) && size >= 1 && size <= max) return size
  throw foreignCursor()
}
