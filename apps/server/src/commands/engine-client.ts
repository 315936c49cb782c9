import { type Answer, fromErrorBody, type Operations } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import type { ClientConfig } from '../client-config.ts'

const TIMEOUT_MS = 30_000

interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: object
}

export type EngineCall = (asked: Asked) => Promise<unknown>

/**
 * Logs in to a running engine; gives what calls it.
 *
 * @throws SallyportError as the engine answers it, or `engine_unreachable`.
 */
export async function openEngineClient({ url, clientId, clientSecret }: ClientConfig): Promise<EngineCall> {
  const body = { client_id: clientId, client_secret: clientSecret.reveal() }
  const login = { method: 'POST', path: '/account/applications/token', body } as const
  const { access_token } = (await call(url, login)) as Answer<Operations['createApplicationToken']>
  return (asked) => call(url, asked, access_token)
}

/** A token is renewed this long before its end, so that none expires on its way. */
const MARGIN_MS = 60_000

/** Gives a token of the application: the one that it has, while the engine takes it. */
export function applicationTokens({ url, clientId, clientSecret }: ClientConfig) {
  let current: { readonly token: string; readonly until: number } | undefined
  return async (refused?: string): Promise<string> => {
    if (current !== undefined && current.token !== refused && Date.now() < current.until) return current.token
    const body = { client_id: clientId, client_secret: clientSecret.reveal() }
    const login = { method: 'POST', path: '/account/applications/token', body } as const
    const answer = (await call(url, login)) as Answer<Operations['createApplicationToken']>
    current = { token: answer.access_token, until: Date.now() + answer.expires_in * 1000 - MARGIN_MS }
    return current.token
  }
}

async function call(url: string, { method, path, body }: Asked, bearer?: string): Promise<unknown> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new SallyportError('engine_unreachable', `There is no engine at ${url}.`, { cause })
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw fromErrorBody(response.status, answer)
  return answer
}
