import { fromErrorBody, PATH_PREFIXES } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'

/** Longer than the engine's own deadline: its named error is to arrive before this one. */
const TIMEOUT_MS = 30_000

export interface ApiRequest {
  readonly method: 'GET' | 'POST'
  /** Below `/api/v1`. */
  readonly path: string
  readonly token?: string
  readonly body?: unknown
  readonly signal?: AbortSignal
}

type Fetch = typeof fetch

export type EngineApi = (request: ApiRequest) => Promise<unknown>

/** Speaks to the engine's HTTP API: JSON out, JSON in, failures as our one error. */
export function createEngineApi(url: string, fetch: Fetch): EngineApi {
  const base = `${originOf(url)}${PATH_PREFIXES[0]}`
  return async ({ method, path, token, body, signal }) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    let response: Response
    let answer: unknown
    try {
      response = await fetch(base + path, {
        method,
        headers: {
          accept: 'application/json',
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // The token is the engine's; it follows no redirect to somebody else.
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      })
      answer = await response.json().catch(() => undefined)
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      throw unreachable(error)
    }
    if (!response.ok || answer === undefined) throw fromErrorBody(response.status, answer)
    return answer
  }
}

function originOf(url: string): string {
  const parsed = URL.parse(url)
  if (parsed !== null && /^https?:$/.test(parsed.protocol)) return parsed.origin
  throw new TypeError('"url" is the origin of an engine, such as https://sallyport.example.com')
}

function unreachable(cause: unknown): SallyportError {
  return new SallyportError('engine_unreachable', 'The engine cannot be reached.', {
    fix: 'Check that the engine runs at the given url.',
    cause,
  })
}
