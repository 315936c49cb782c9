import type { Operation } from '@sallyport/definition'
import type { Problem } from '@sallyport/errors'
import { type ByteRange, type FileReference, readFileOptions } from './file-options.ts'
import type { FieldChoice } from './resolved-call.ts'

/** Holds every cursor made of a `Link` header, which is 16 KB at the most. */
const MAX_CURSOR = 32_768
const MAX_FIELDS = 200
const MAX_PATH = 500
/** Of a list that comes whole, and is given in parts. */
const MAX_WINDOW = 1_000

export interface CallOptions {
  readonly limit: number | undefined
  readonly cursor: string | undefined
  readonly fields: FieldChoice
  readonly file: FileReference | undefined
  readonly range: ByteRange | undefined
}

/**
 * Reads `limit`, `cursor` and `fields`, as far as they were given among the parameters, and the choice of
 * fields that was given beside them, which wins.
 */
export function readOptions(
  operation: Operation,
  { limit, cursor, fields, ...files }: Readonly<Record<string, unknown>>,
  beside: FieldChoice = {},
): { readonly options: CallOptions; readonly problems: Problem[] } {
  const among = fields === undefined ? undefined : fieldPaths(fields)
  const { file, range, problems: fileProblems } = readFileOptions(operation, files)
  const problems = [
    ...fileProblems,
    ...limitProblems(operation, limit),
    ...cursorProblems(operation, cursor),
    ...(fields !== undefined && among === undefined ? [notPaths('params.fields')] : []),
    ...Object.entries(beside)
      .filter(
        ([name, paths]) => name !== 'cutTexts' && paths !== undefined && fieldPaths(paths) === undefined,
      )
      .map(([name]) => notPaths(`fields.${name}`)),
  ]
  const options: CallOptions = {
    limit: typeof limit === 'number' ? limit : undefined,
    cursor: typeof cursor === 'string' ? cursor : undefined,
    fields: { ...(among && { select: among }), ...beside },
    file,
    range,
  }
  return { options, problems }
}

function limitProblems(operation: Operation, limit: unknown): Problem[] {
  if (limit === undefined) return []
  const max = largestPage(operation)
  if (max === undefined) return [problem('limit', 'unknown', 'has no place here: this is no list.')]
  if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= max) return []
  return [problem('limit', 'range', `must be a whole number from 1 to ${max}.`)]
}

function cursorProblems(operation: Operation, cursor: unknown): Problem[] {
  if (cursor === undefined) return []
  if (largestPage(operation) === undefined) return [problem('cursor', 'unknown', 'has no place here.')]
  if (typeof cursor === 'string' && cursor.length > 0 && cursor.length <= MAX_CURSOR) return []
  return [problem('cursor', 'type', 'must be the text that the page before gave as next cursor.')]
}

/** Records that a page may be asked to have; `undefined` of what is no list that can be gone through. */
export function largestPage({ page, effect }: Pick<Operation, 'page' | 'effect'>): number | undefined {
  if (page?.style !== 'none') return page?.max
  // A write that answers with a list is not to be sent again for the rest of it.
  return effect === 'read' ? MAX_WINDOW : undefined
}

/** `['user.login']` or, as one generation of clients sends it, `[['user', 'login']]`. */
function fieldPaths(raw: unknown): string[] | undefined {
  if (!Array.isArray(raw) || raw.length > MAX_FIELDS) return undefined
  const paths = raw.map((item) => (isNames(item) ? item.join('.') : item))
  const fit = paths.every((path) => typeof path === 'string' && path.length > 0 && path.length <= MAX_PATH)
  return fit ? paths : undefined
}

function isNames(item: unknown): item is string[] {
  return Array.isArray(item) && item.every((name) => typeof name === 'string')
}

function notPaths(field: string): Problem {
  const name = field.slice(field.indexOf('.') + 1)
  const message = `"${name}" is to be a list of at most ${MAX_FIELDS} field paths, such as "user.login".`
  return { field, code: 'type', message }
}

function problem(name: string, code: string, message: string): Problem {
  return { field: `params.${name}`, code, message: `"${name}" ${message}` }
}
