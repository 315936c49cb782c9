import type { IncomingHttpHeaders } from 'node:http'

/** A request as it came over the socket. */
export interface ReceivedRequest {
  readonly method: string
  /** Path and query as they were sent. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** `undefined` when the body is over the limit. */
  readonly body: Buffer | undefined
}
