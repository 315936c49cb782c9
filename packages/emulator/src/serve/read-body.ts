import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

const NOTHING = Buffer.alloc(0)

/** RFC 9112, 6.3: a request without both of these headers has no body. */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

export function noBody(): Buffer {
  return NOTHING
}

/** Reads the body to its end. Gives `undefined` for one over the limit, of which no more than that is kept. */
export function readBody(
  incoming: IncomingMessage,
  limit: number,
  done: (body: Buffer | undefined) => void,
): void {
  let chunks: Buffer[] = []
  let size = 0
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else chunks = []
  })
  incoming.on('end', () => done(size > limit ? undefined : Buffer.concat(chunks, size)))
}
