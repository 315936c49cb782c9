import type { Answer } from '../answer.ts'
import type { Operation } from '../description.ts'
import { asObject, isObject, type JsonObject, parseJson } from '../json.ts'
import type { RequestCheck, Violation } from '../request-check.ts'
import type { Match, Router } from '../router.ts'
import type { ReceivedRequest } from '../serve.ts'
import type { Aliases } from './aliases.ts'
import { bodyTooLarge, errorsOf, notFound, unreadableBody, validationFailed } from './refusals.ts'
import { resourceName } from './resource-name.ts'
import type { ValidRequest } from './respond.ts'

/** A request as the description sees it. */
export interface ReadRequest {
  readonly path: string
  readonly operation: Operation | undefined
  readonly query: Readonly<Record<string, string>>
  readonly violations: readonly Violation[]
  /** The answer where the description does not allow the request. */
  readonly result: { readonly valid: ValidRequest } | { readonly refusal: Answer }
}

export interface Reader {
  readonly route: Router
  readonly aliases: Aliases
  readonly check: RequestCheck
}

export function readRequest(reader: Reader, request: ReceivedRequest): ReadRequest {
  const { path, query } = splitUrl(request.url)
  const match = reader.route(request.method, reader.aliases.toNamed(path))
  const read = { path, query, operation: match?.operation }
  if (!match)
    return { ...read, violations: [violation('path', 'is not described')], result: { refusal: notFound() } }
  return { ...read, ...checkRequest(reader.check, { match, query, request }) }
}

interface MatchedRequest {
  readonly match: Match
  readonly query: Readonly<Record<string, string>>
  readonly request: ReceivedRequest
}

function checkRequest(
  check: RequestCheck,
  matched: MatchedRequest,
): Pick<ReadRequest, 'violations' | 'result'> {
  const { match, query, request } = matched
  const { operation } = match
  const path = check.path(operation, match.params)
  if (path.length > 0) return { violations: path, result: { refusal: notFound(operation) } }
  const parsed = operation.body ? parseBody(request.body, operation) : { body: {} }
  if ('refusal' in parsed) return { violations: [violation('body', parsed.problem)], result: parsed }

  const { body } = parsed
  const violations = [
    ...check.query(operation, query),
    ...(operation.body ? [...contentType(request), ...check.body(operation, body)] : []),
  ]
  // GitHub ignores what it does not know.
  const grave = violations.filter(({ code }) => code !== 'unknown')
  if (grave.length === 0)
    return { violations, result: { valid: { match, query, body: known(body, operation) } } }
  const errors = errorsOf(resourceName(operation.path), grave)
  return { violations, result: { refusal: validationFailed(operation, errors) } }
}

function splitUrl(url: string): { path: string; query: Record<string, string> } {
  const mark = url.indexOf('?')
  if (mark < 0) return { path: url, query: {} }
  return { path: url.slice(0, mark), query: Object.fromEntries(new URLSearchParams(url.slice(mark))) }
}

interface UnreadableBody {
  readonly refusal: Answer
  readonly problem: string
}

function parseBody(
  text: string | undefined,
  operation: Operation,
): { readonly body: JsonObject } | UnreadableBody {
  if (text === undefined) return { refusal: bodyTooLarge(), problem: 'is over 1 MB' }
  try {
    const value = parseJson(text || '{}')
    if (isObject(value)) return { body: value }
    return { refusal: unreadableBody(operation, 'Body should be a JSON object'), problem: 'must be object' }
  } catch {
    return { refusal: unreadableBody(operation, 'Problems parsing JSON'), problem: 'is not JSON' }
  }
}

/** GitHub reads a body as JSON whatever it is declared as; the description knows JSON alone. */
function contentType({ headers, body }: ReceivedRequest): Violation[] {
  if (!body || headers['content-type']?.startsWith('application/json')) return []
  return [{ in: 'header', field: 'content-type', code: 'unknown', message: 'must be application/json' }]
}

function known(body: JsonObject, operation: Operation): JsonObject {
  const properties = asObject(operation.body?.properties)
  return Object.fromEntries(Object.entries(body).filter(([key]) => key in properties))
}

function violation(part: Violation['in'], message: string): Violation {
  return { in: part, field: null, code: part === 'path' ? 'unknown' : 'invalid', message }
}
