import type { FileInput } from '../file-input.ts'
import type { EncodedBody } from './body.ts'
import { framedBody } from './framed-body.ts'

/** The parameters as JSON and the file behind them: multipart/related, RFC 2387. */
export function relatedBody(values: object, file: FileInput, boundary: string): EncodedBody {
  return framedBody({
    type: `multipart/related; boundary=${boundary}`,
    before: Buffer.from(
      `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(values)}\r\n` +
        `--${boundary}\r\ncontent-type: ${file.type}\r\n\r\n`,
    ),
    file,
    after: Buffer.from(`\r\n--${boundary}--\r\n`),
  })
}
