import type { IncomingMessage, ServerResponse } from 'node:http'
import lightMyRequest from 'light-my-request'

export interface Injected {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

export interface Response {
  readonly status: number
  /** By lower-case name, without `set-cookie` and what belongs to a connection. */
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  readonly body: Buffer
}

const OF_THE_CONNECTION = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'date',
  'set-cookie',
])

/** Has a handler of node:http answer in memory. */
export async function inject(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  { method, url, headers, body }: Injected,
): Promise<Response> {
  const {
    statusCode,
    headers: given,
    rawPayload,
  } = await lightMyRequest(handler, {
    method,
    url,
    headers,
    ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { payload: body }),
  })
  const cookies = given['set-cookie']
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) =>
        value === undefined || OF_THE_CONNECTION.has(name) ? [] : [[name, String(value)]],
      ),
    ),
    cookies: Array.isArray(cookies) ? cookies : [],
    body: rawPayload,
  }
}
