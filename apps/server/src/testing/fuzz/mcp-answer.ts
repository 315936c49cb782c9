import { isErrorCode } from '@sallyport/errors'
import type { ComposedMcp } from './mcp-compose.ts'
import type { Received } from './send.ts'

type Fields = Readonly<Record<string, unknown>>

/** No answer is larger: tools cut what they say, and what is refused is at most repeated by its id. */
const LARGEST = 1_500_000
/** JSON-RPC 2.0, 5.1. */
const INTERNAL_ERROR = -32603

/** What is wrong with an answer of the door, whatever was asked. */
export function mcpProblemOf({ message }: ComposedMcp, { status, text }: Received): string | undefined {
  if (status === 0) return 'no answer in time'
  if (status >= 500) return 'a failure of the engine'
  if (text.length > LARGEST) return 'an answer without a bound'
  if (status === 202) return text === '' && requestsIn(message).length === 0 ? undefined : 'it says nothing'
  const answer = parsed(text)
  const answers = Array.isArray(answer) ? answer : [answer]
  const problem = answers.map((one) => problemOfMessage(one, status)).find((one) => one !== undefined)
  if (problem !== undefined || status !== 200) return problem
  if (Array.isArray(answer) !== Array.isArray(message)) return 'a list for one, or one for a list'
  const said = answers.map(({ id }) => JSON.stringify(id)).sort()
  const expected = requestsIn(message).map(({ id }) => JSON.stringify(id))
  return String(said) === String(expected.sort()) ? undefined : 'not one answer for each request'
}

function problemOfMessage(answer: unknown, status: number): string | undefined {
  if (!isObject(answer) || answer.jsonrpc !== '2.0') return 'no message of JSON-RPC'
  const { error, result } = answer
  if ((error === undefined) === (result === undefined)) return 'both a result and an error, or neither'
  if (error === undefined)
    return status === 200 ? problemOfResult(result) : 'a result with a status of failure'
  if (!isObject(error) || !Number.isSafeInteger(error.code) || typeof error.message !== 'string')
    return 'an error that is none of JSON-RPC'
  if (error.code === INTERNAL_ERROR) return 'a failure of the engine'
  const code = isObject(error.data) ? error.data.code : undefined
  return typeof code === 'string' && !isErrorCode(code) ? 'an error with a code that is not ours' : undefined
}

function problemOfResult(result: unknown): string | undefined {
  return /Failed: internal\.|"code":"internal"/.test(JSON.stringify(result).replaceAll('\\"', '"'))
    ? 'a failure of the engine within a tool'
    : undefined
}

/** What of it wants an answer. */
function requestsIn(message: unknown): readonly Fields[] {
  const messages: readonly unknown[] = Array.isArray(message) ? message : [message]
  return messages.filter((one): one is Fields => isObject(one) && 'method' in one && 'id' in one)
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
