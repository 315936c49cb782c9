import { Readable } from 'node:stream'
import type { UpstreamRequest } from './upstream.ts'

/** A body as undici takes it. */
export function requestBody(body: UpstreamRequest['body']): string | Uint8Array | Readable | null {
  if (body === undefined) return null
  return typeof body === 'string' || body instanceof Uint8Array
    ? body
    : Readable.from(body, { objectMode: false })
}
