import type { FileInput } from '../file-input.ts'
import type { EncodedBody } from './body.ts'

/** A file that goes along with the parameters. */
export type FilePart = FileInput

/** The parameters as JSON and the file behind them: multipart/related, RFC 2387. */
export function relatedBody(values: object, { type, content }: FilePart, boundary: string): EncodedBody {
  return { type: `multipart/related; boundary=${boundary}`, body: parts() }

  async function* parts(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(
      `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(values)}\r\n` +
        `--${boundary}\r\ncontent-type: ${type}\r\n\r\n`,
    )
    if (content instanceof Uint8Array) yield content
    else yield* content
    yield Buffer.from(`\r\n--${boundary}--\r\n`)
  }
}
