import { bytesOf, type FileInput, sizeOf } from '../file-input.ts'
import type { EncodedBody } from './body.ts'

interface Frame {
  readonly type: string
  readonly before: Uint8Array
  readonly file: Pick<FileInput, 'size' | 'content'>
  readonly after: Uint8Array
}

/** A file with what stands before and after it. It can be read as often as the file can. */
export function framedBody({ type, before, file, after }: Frame): EncodedBody {
  const size = sizeOf(file)
  const body = { [Symbol.asyncIterator]: parts }
  return { type, body, ...(size !== undefined && { length: before.length + size + after.length }) }

  async function* parts(): AsyncGenerator<Uint8Array> {
    yield before
    yield* bytesOf(file.content)
    yield after
  }
}
