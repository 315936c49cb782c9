/** What one client, and all of them together, may take of the engine's door. */
export interface HttpLimits {
  /** Open connections; more are closed as they come. */
  readonly connections: number
  /** Of them from one network (`networkOf`), proxies that are trusted excepted. */
  readonly connectionsPerNetwork: number
  /** Requests on one connection; the last one's answer closes it. */
  readonly requestsPerConnection: number
  /** Requests of one connection that wait for their answers. */
  readonly requestsAtOnce: number
  /** Milliseconds for the headers of a request, and for a body that is no file. */
  readonly slowestMs: number
  /** Milliseconds in which the reader of an answer takes nothing of it. */
  readonly slowReaderMs: number
}

export const HTTP_LIMITS: HttpLimits = {
  connections: 10_000,
  connectionsPerNetwork: 1_000,
  requestsPerConnection: 10_000,
  requestsAtOnce: 20,
  slowestMs: 30_000,
  slowReaderMs: 60_000,
}

/** Bytes of the first line and the headers together: what Node.js takes by default. */
export const MAX_HEADERS = 16 * 1024
export const MAX_BODY = 1024 * 1024
