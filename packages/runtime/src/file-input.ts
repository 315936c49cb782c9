import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/** A file that the host application gives to a call; never a path in its parameters. */
export interface FileInput {
  /** Media type, such as `image/png`. */
  readonly type: string
  /** Without a path. */
  readonly name?: string
  /** Bytes, where it is known beforehand. */
  readonly size?: number
  /** Sent as it comes; what makes pieces is read once. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>
}

/** RFC 9110 8.3.1, without what could end the line that it stands in. */
const MEDIA_TYPE = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(?:; ?[\w-]{1,50}=[\w.-]{1,100}){0,5}$/

/**
 * The file of a call, where its operation takes one.
 *
 * @throws SallyportError `invalid_params` when one is missing, superfluous, or of no media type.
 */
export function fileOf(call: ResolvedCall, file: FileInput | undefined): FileInput | undefined {
  const { takes } = call.operation
  if (file === undefined && takes === undefined) return undefined
  if (file === undefined) throw wrong(call, 'needs a file')
  if (takes === undefined) throw wrong(call, 'takes no file')
  if (!MEDIA_TYPE.test(file.type)) throw wrong(call, 'needs a file with a media type such as image/png')
  return file
}

function wrong(call: ResolvedCall, what: string): SallyportError {
  const message = `${nameOf(call)} ${what}.`
  return new SallyportError('invalid_params', message, {
    problems: [{ field: 'file', code: 'type', message }],
  })
}
