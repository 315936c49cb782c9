import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Violation } from '../receive/checked-request.ts'
import { jsonOf } from '../receive/decode-multipart.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'

export interface GraphqlBody {
  readonly query: string
  readonly variables: JsonObject
  readonly operationName: string | undefined
}

export type ReadBody =
  | { readonly body: Json; readonly request: GraphqlBody }
  | { readonly body: Json; readonly problem: string; readonly violations: readonly Violation[] }

/** Reads the body of a POST: graphql.github.io/graphql-over-http, "JSON Encoding". */
export function readBody({ headers, body: bytes }: ReceivedRequest): ReadBody {
  if (bytes === undefined)
    return refused(null, 'too_large', [wrong(null, 'too_large', 'is larger than what is read')])
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json' && type !== 'application/graphql-response+json') {
    return refused(null, 'unsupported_type', [wrong(null, 'unsupported', 'is not JSON by its content type')])
  }
  const body = jsonOf(bytes)
  if (body === undefined) return refused(null, 'unreadable', [wrong(null, 'unreadable', 'is no JSON')])
  if (Array.isArray(body))
    return refused(body, 'invalid', [wrong(null, 'invalid', 'is a batch, which is not taken')])
  if (!isObject(body)) return refused(body, 'invalid', [wrong(null, 'invalid', 'is no object')])
  return readMembers(body)
}

function readMembers(body: JsonObject): ReadBody {
  const { query, variables, operationName } = body
  const violations: Violation[] = []
  if (query === undefined || query === '') violations.push(wrong('query', 'missing', 'is missing'))
  else if (typeof query !== 'string') violations.push(wrong('query', 'invalid', 'is no text'))
  if (variables != null && !isObject(variables))
    violations.push(wrong('variables', 'invalid', 'is no object'))
  if (operationName != null && typeof operationName !== 'string') {
    violations.push(wrong('operationName', 'invalid', 'is no text'))
  }
  if (violations.length > 0 || typeof query !== 'string') return refused(body, 'invalid', violations)
  const request = {
    query,
    variables: isObject(variables) ? variables : {},
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : undefined,
  }
  return { body, request }
}

function refused(body: Json, problem: string, violations: readonly Violation[]): ReadBody {
  return { body, problem, violations }
}

function wrong(field: string | null, code: Violation['code'], message: string): Violation {
  return { in: 'body', field, code, message }
}
