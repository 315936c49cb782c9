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

/** Whether a text can stand as the type of a file, also in a line of its own. */
export function isMediaType(text: string): boolean {
  return MEDIA_TYPE.test(text)
}

/**
 * The file of a call, where its operation takes one. What comes in pieces fails while it is read, with
 * `invalid_params`, when it breaks off or is not as long as was said.
 *
 * @throws SallyportError `invalid_params` when one is missing, superfluous, of no media type or not as long as said.
 */
export function fileOf(call: ResolvedCall, given: FileInput | undefined): FileInput | undefined {
  const { takes } = call.operation
  const file = given ?? inParameters(call)
  if (file === undefined && takes === undefined) return undefined
  if (file === undefined) throw wrong(call, 'needs a file')
  if (takes === undefined) throw wrong(call, 'takes no file')
  const { type, size, content } = file
  if (!isMediaType(type)) throw wrong(call, 'needs a file with a media type such as image/png')
  if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0))
    throw wrong(call, 'needs a file whose size is a number of bytes')
  if (!(content instanceof Uint8Array))
    return { ...file, content: { [Symbol.asyncIterator]: () => read(call, file) } }
  if (size !== undefined && size !== content.length) throw notAsLong(call)
  return file
}

const ANY_TYPE = 'application/octet-stream'

/** A handle stands for a file that only its keeper can open. */
function inParameters(call: ResolvedCall): FileInput | undefined {
  const { file } = call
  if (file === undefined) return undefined
  if (!('content' in file)) throw wrong(call, "needs the file itself: handles of files are the engine's")
  return { type: ANY_TYPE, ...file }
}

/** Bytes of a file, where they are known beforehand. */
export function sizeOf({ size, content }: Pick<FileInput, 'size' | 'content'>): number | undefined {
  return content instanceof Uint8Array ? content.length : size
}

async function* read(call: ResolvedCall, { size, content }: FileInput): AsyncGenerator<Uint8Array> {
  let length = 0
  try {
    for await (const piece of bytesOf(content)) {
      length += piece.length
      if (size !== undefined && length > size) throw notAsLong(call)
      yield piece
    }
  } catch (error) {
    throw SallyportError.isInstance(error)
      ? error
      : wrong(call, 'needs a file that can be read to its end', error)
  }
  if (size !== undefined && length < size) throw notAsLong(call)
}

const MAX_PIECE = 256 * 1024

/** Content in pieces that are neither empty nor large, without copying it. */
export async function* bytesOf(content: FileInput['content']): AsyncGenerator<Uint8Array> {
  for await (const piece of content instanceof Uint8Array ? [content] : content) {
    for (let at = 0; at < piece.length; at += MAX_PIECE) yield piece.subarray(at, at + MAX_PIECE)
  }
}

function notAsLong(call: ResolvedCall): SallyportError {
  return wrong(call, 'needs a file that is as long as its size says')
}

/** Nothing has happened: a third party has no use for a message that is not whole (RFC 9112 8). */
function wrong(call: ResolvedCall, what: string, cause?: unknown): SallyportError {
  const message = `${nameOf(call)} ${what}.`
  return new SallyportError('invalid_params', message, {
    problems: [{ field: 'file', code: 'type', message }],
    cause,
  })
}
