import type { CallerReply } from './caller.ts'
import type { EngineUnderTest } from './engine-under-test.ts'

export interface McpOptions {
  readonly bearer: string
  /** Of the address, with its question mark. */
  readonly query?: string
}

/** What a client of the 2025 revisions sends, without any session. */
export function createMcpCaller({ call }: Pick<EngineUnderTest, 'call'>, usual: McpOptions) {
  const rpc = (method: string, params: object = {}, more: Partial<McpOptions> = {}): Promise<CallerReply> => {
    const { bearer, query = '' } = { ...usual, ...more }
    const body = { jsonrpc: '2.0', id: 1, method, params }
    return call('POST', `/mcp${query}`, {
      bearer,
      body,
      headers: { accept: 'application/json, text/event-stream' },
    })
  }
  const tool = async (name: string, input: object = {}, more: Partial<McpOptions> = {}) =>
    (await rpc('tools/call', { name, arguments: input }, more)).body.result as ToolResult
  return { rpc, tool }
}

export interface ToolResult {
  readonly content: readonly { readonly type: string; readonly text?: string }[]
  readonly isError?: boolean
}

/** The text that a model reads, as data. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
export function readText(result: unknown): any {
  const { content } = result as ToolResult
  const text = content[0]?.text ?? ''
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
}

/** The code of a failure that a model reads. */
export function failureIn(result: unknown): string | undefined {
  const { content, isError } = result as ToolResult
  return isError ? /^Failed: (\w+)\./.exec(content[0]?.text ?? '')?.[1] : undefined
}
