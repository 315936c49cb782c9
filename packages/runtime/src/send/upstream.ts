/** What is sent to a third party. */
export interface UpstreamRequest {
  readonly method: string
  /** `https:`, without user and password. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Pieces are sent as they come. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
}

/** Names in lower case; a header that came more than once is an array. */
export type ReadonlyHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** What the third party answered, whatever its status. */
export interface UpstreamAnswer {
  readonly status: number
  readonly headers: ReadonlyHeaders
  /** Decompressed; never longer than the bound of the call. */
  readonly body: Uint8Array
  /** The URL that answered: another than the request's after a redirect within the origin. */
  readonly url: URL
}

/** The value of a header that is expected once; of several the first. */
export function headerOf(headers: ReadonlyHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'object' ? value[0] : value
}
