import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type DiscoverResult,
  type FetchLike,
  type InputRequiredResult,
  PROTOCOL_VERSION_META_KEY,
  type Tool,
} from '@modelcontextprotocol/server'
import { SallyportError } from '@sallyport/errors'
import type { McpHost, ToolCall } from '../host.ts'
import { failure } from '../tool-answer.ts'
import { resultOf, unanswered } from './remote-answer.ts'

export interface RemoteOptions {
  /** Of the door, with the settings of the session in its query: `https://engine.example/mcp?workspace=acme`. */
  readonly url: string
  /** Gives a bearer token; another one than the engine has just refused, where it is given. */
  readonly token: (refused?: string) => Promise<string>
  readonly fetch: FetchLike
  readonly version: string
}

const PROTOCOL = '2026-07-28'
/** Longer than the longest call: 20 items, five at once, 24 seconds each. */
const TIMEOUT_MS = 120_000

/**
 * The tools of an engine elsewhere. What a client asks for goes to its `/mcp` as a request of its own.
 *
 * @throws SallyportError where the engine cannot be reached, or does not take the token
 */
export async function openRemoteHost(options: RemoteOptions): Promise<McpHost> {
  const ask = asker(options)
  const { instructions } = (await ask('server/discover', {}, {})) as DiscoverResult
  return {
    server: { name: 'sallyport', title: 'Sallyport', version: options.version },
    instructions: instructions ?? '',
    async listTools(signal) {
      const { tools } = (await ask('tools/list', {}, { signal })) as { readonly tools: readonly Tool[] }
      return tools
    },
    async callTool({ name, input, asks, answers, state, signal }: ToolCall) {
      const given = {
        ...(Object.keys(answers).length > 0 && { inputResponses: answers }),
        ...(state !== undefined && { requestState: state }),
      }
      try {
        const params = { name, arguments: input, ...given }
        return answerOf(await ask('tools/call', params, { signal, asks, name }))
      } catch (error) {
        if (signal.aborted || !SallyportError.isInstance(error)) throw error
        return failure(error)
      }
    },
  }
}

interface Asking {
  readonly signal?: AbortSignal
  readonly asks?: boolean
  readonly name?: string
}

type Ask = (method: string, params: object, asking: Asking) => Promise<object>

function asker({ url, token, fetch, version }: RemoteOptions): Ask {
  let last = 0
  const send = async (bearer: string, message: object, { signal, name }: Asking) => {
    const { method } = message as { readonly method: string }
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    return fetch(url, {
      method: 'POST',
      // The token is the engine's; it follows no redirect to somebody else.
      redirect: 'manual',
      headers: {
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
        'mcp-protocol-version': PROTOCOL,
        'mcp-method': method,
        ...(name !== undefined && { 'mcp-name': name }),
      },
      body: JSON.stringify(message),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause
      throw unanswered({ url, method }, cause)
    })
  }
  return async (method, params, asking) => {
    const _meta = {
      [PROTOCOL_VERSION_META_KEY]: PROTOCOL,
      [CLIENT_INFO_META_KEY]: { name: 'sallyport', version },
      [CLIENT_CAPABILITIES_META_KEY]: asking.asks ? { elicitation: { form: {} } } : {},
    }
    const message = { jsonrpc: '2.0', id: ++last, method, params: { ...params, _meta } }
    if (asking.name !== undefined && !HEADER.test(asking.name)) throw noSuchTool()
    const bearer = await token()
    const answer = await send(bearer, message, asking)
    const again = answer.status === 401
    return resultOf(again ? await send(await token(bearer), message, asking) : answer, { url, method })
  }
}

/** What a header can say as it is; the names of tools are all of that form. */
const HEADER = /^[\w.-]{1,128}$/

/** What the answer of one exchange says of itself is for whoever made it. */
function answerOf(result: object): CallToolResult | InputRequiredResult {
  const { resultType, _meta: _, ...rest } = result as Record<string, unknown>
  const asked = resultType === 'input_required'
  return { ...rest, ...(asked && { resultType }) } as unknown as CallToolResult | InputRequiredResult
}

function noSuchTool(): SallyportError {
  return new SallyportError('invalid_params', 'There is no such tool.', {
    fix: 'Use a name that the list of tools has.',
  })
}
