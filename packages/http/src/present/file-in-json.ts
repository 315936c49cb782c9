import type { Download } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'

/** Bytes of a file that fits into an envelope: in base64 a third more, and all of it in memory. */
const MAX_BYTES = 4 * 1024 * 1024

/**
 * Whether JSON is all that a client takes: some existing ones break on anything else. Who takes anything, or says
 * nothing, gets the file as it is (RFC 9110 12.5.1).
 */
export function wantsJson(accept: string | undefined): boolean {
  const types = (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase())
  return types.includes('application/json') && types.every((type) => type === 'application/json')
}

/**
 * A small file as the result of a call.
 *
 * @throws SallyportError `upstream_too_large` for more than 4 MB.
 */
export async function fileInJson({ body, length, type, range, disposition, etag }: Download) {
  const pieces: Uint8Array[] = []
  let size = 0
  // Left early, the connection to the third party is closed.
  for await (const piece of body) {
    size += piece.length
    if (Math.max(size, length ?? 0) > MAX_BYTES) throw tooLarge()
    pieces.push(piece)
  }
  return {
    content: Buffer.concat(pieces).toString('base64'),
    encoding: 'base64',
    content_type: type ?? 'application/octet-stream',
    size,
    content_disposition: disposition ?? null,
    content_range: range ?? null,
    etag: etag ?? null,
  }
}

function tooLarge(): SallyportError {
  const message = 'The file is over 4 MB, which is the most that is given inside of JSON.'
  const fix = 'Ask with "Accept: */*" for the file as it is, or for a part of it with "range_header".'
  return new SallyportError('upstream_too_large', `${message} ${fix}`, { fix })
}
