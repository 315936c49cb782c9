import type { Operation } from '@sallyport/definition'
import type { Problem } from '@sallyport/errors'
import type { CallRequest, FieldChoice } from './resolved-call.ts'

const MAX_CURSOR = 4096
const MAX_FIELDS = 200
const MAX_PATH = 500

export interface CallOptions {
  readonly limit: number | undefined
  readonly cursor: string | undefined
  readonly fields: FieldChoice
}

/** Reads `limit`, `cursor` and `fields`, given beside the parameters or, by existing clients, among them. */
export function readOptions(
  operation: Operation,
  request: CallRequest,
  among: Readonly<Record<string, unknown>>,
): { readonly options: CallOptions; readonly problems: Problem[] } {
  const limit = request.limit ?? among.limit ?? undefined
  const cursor = request.cursor ?? among.cursor ?? undefined
  const select = fieldPaths(among.fields)
  const problems = [
    ...limitProblems(operation, limit),
    ...cursorProblems(operation, cursor),
    ...(among.fields === undefined || select
      ? []
      : [problem('fields', 'type', 'is to be a list of field paths.')]),
  ]
  const options: CallOptions = {
    limit: typeof limit === 'number' ? limit : undefined,
    cursor: typeof cursor === 'string' ? cursor : undefined,
    fields: { ...(select && { select }), ...request.fields },
  }
  return { options, problems }
}

function limitProblems({ page }: Operation, limit: unknown): Problem[] {
  if (limit === undefined) return []
  if (page === undefined || page.style === 'none') {
    return [problem('limit', 'unknown', `has no place here: ${page ? page.reason : 'this is no list'}.`)]
  }
  if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= page.max) return []
  return [problem('limit', 'range', `must be a whole number from 1 to ${page.max}.`)]
}

function cursorProblems({ page }: Operation, cursor: unknown): Problem[] {
  if (cursor === undefined) return []
  if (page === undefined || page.style === 'none') return [problem('cursor', 'unknown', 'has no place here.')]
  if (typeof cursor === 'string' && cursor.length > 0 && cursor.length <= MAX_CURSOR) return []
  return [problem('cursor', 'type', 'must be the text that the page before gave as next cursor.')]
}

/** `['user.login']` or, as one generation of clients sends it, `[['user', 'login']]`. */
function fieldPaths(raw: unknown): string[] | undefined {
  if (!Array.isArray(raw) || raw.length > MAX_FIELDS) return undefined
  const paths = raw.map((item) => (Array.isArray(item) ? item.join('.') : item))
  const fit = paths.every((path) => typeof path === 'string' && path.length > 0 && path.length <= MAX_PATH)
  return fit ? paths : undefined
}

function problem(name: string, code: string, message: string): Problem {
  return { field: `params.${name}`, code, message: `"${name}" ${message}` }
}
