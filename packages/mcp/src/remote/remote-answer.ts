import { fromErrorBody } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'

/** What was sent to an engine. */
export interface Asked {
  readonly url: string
  readonly method: string
}

/** Codes of Node.js and undici for connections that never stood (nodejs.org/api/errors.html). */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])
/** Of what the engine says of itself, in a failure. */
const MAX_TEXT = 500

/** What a request means that got no answer. A call of a tool that may have left can have been carried out. */
export function unanswered({ url, method }: Asked, cause: unknown): SallyportError {
  const { origin } = new URL(url)
  if (method !== 'tools/call' || wasNeverSent(cause))
    return new SallyportError('engine_unreachable', `There is no engine at ${origin}.`, { cause })
  const message = `The answer of the engine at ${origin} did not arrive.`
  return new SallyportError('engine_unreachable', message, { sideEffect: 'unknown', cause })
}

function wasNeverSent(error: unknown): boolean {
  const { cause } = Object(error) as { readonly cause?: unknown }
  const { code } = Object(cause) as { readonly code?: unknown }
  return typeof code === 'string' && NEVER_SENT.has(code)
}

/**
 * The result of a request.
 *
 * @throws SallyportError the engine's own, or what stands for somebody else's answer in its place
 */
export async function resultOf(response: Response, asked: Asked): Promise<object> {
  const body: unknown = await response.json().catch(() => undefined)
  const { result, error } = Object(body) as { readonly result?: unknown; readonly error?: unknown }
  if (response.ok && typeof result === 'object' && result !== null) return result
  const { data, message } = Object(error) as { readonly data?: unknown; readonly message?: unknown }
  const failed = fromErrorBody(response.status, data)
  if (failed.code !== 'engine_unreachable') throw failed
  if (typeof message === 'string')
    throw new SallyportError('internal', `The engine refused the message: ${message.slice(0, MAX_TEXT)}`, {
      act: 'developer',
    })
  // RFC 9110 15.6: a proxy that gives up does not tell whether the engine went on; nor does half an answer.
  throw response.ok || response.status >= 500 ? unanswered(asked, failed) : failed
}
