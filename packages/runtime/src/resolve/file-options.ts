import type { Operation } from '@sallyport/definition'
import type { Problem } from '@sallyport/errors'

/** A file that stands for itself in the parameters, or for one that was given beforehand. Never a path. */
export type FileReference = { readonly type?: string; readonly name?: string } & (
  | { readonly handle: string }
  | { readonly content: Uint8Array }
)

/** First and last byte, both included; without a last one to the end. */
export interface ByteRange {
  readonly first: number
  readonly last?: number
}

export interface FileOptions {
  readonly file: FileReference | undefined
  readonly range: ByteRange | undefined
  readonly problems: readonly Problem[]
}

const HANDLE = /^file_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** RFC 4648 4. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
/** RFC 9110 14.2, one range. */
const RANGE = /^bytes=(\d{1,15})-(\d{1,15})?$/

/** Reads the options of a call that takes or gives a file. Whether it takes one is judged when it is given. */
export function readFileOptions(
  { takes, gives }: Operation,
  { file, file_type: type, file_name: name, range_header: header }: Readonly<Record<string, unknown>>,
): FileOptions {
  // Most calls have nothing to do with files.
  if ([file, type, name, header].every((option) => option === undefined)) return NO_FILE
  const problems = [
    ...(takes === undefined ? superfluous({ file, file_type: type, file_name: name }) : []),
    ...(gives === undefined ? superfluous({ range_header: header }) : []),
    ...textProblems({ file_type: type, file_name: name }),
  ]
  const read = readFile(file)
  if (file !== undefined && takes !== undefined && read === undefined) problems.push(NOT_A_FILE)
  const range = readRange(header)
  if (header !== undefined && gives !== undefined && range === undefined) problems.push(NOT_A_RANGE)
  const facts = { ...(typeof type === 'string' && { type }), ...(typeof name === 'string' && { name }) }
  return { file: read && { ...read, ...facts }, range, problems }
}

const NO_FILE: FileOptions = { file: undefined, range: undefined, problems: [] }

function readFile(file: unknown): FileReference | undefined {
  if (typeof file !== 'string') return undefined
  if (HANDLE.test(file)) return { handle: file }
  return BASE64.test(file) ? { content: Buffer.from(file, 'base64') } : undefined
}

/** One range of bytes; `undefined` for everything else that the header may hold. */
export function readRange(header: unknown): ByteRange | undefined {
  const [, first, last] = (typeof header === 'string' ? RANGE.exec(header) : undefined) ?? []
  if (first === undefined || (last !== undefined && Number(last) < Number(first))) return undefined
  return { first: Number(first), ...(last !== undefined && { last: Number(last) }) }
}

function superfluous(options: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => ({
      field: `params.${name}`,
      code: 'unknown',
      message: `"${name}" has no place here: no file goes along.`,
    }))
}

function textProblems(options: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(options)
    .filter(([, value]) => value !== undefined && (typeof value !== 'string' || value.length > 255))
    .map(([name]) => ({
      field: `params.${name}`,
      code: 'type',
      message: `"${name}" is to be a text of at most 255 characters.`,
    }))
}

const NOT_A_FILE: Problem = {
  field: 'params.file',
  code: 'format',
  message: '"file" is to be the handle of a file (POST /api/v1/files), or the file itself in base64.',
}

const NOT_A_RANGE: Problem = {
  field: 'params.range_header',
  code: 'format',
  message: '"range_header" is to be one range of bytes, such as "bytes=0-499" or "bytes=500-".',
}
