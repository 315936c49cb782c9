import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OfferedTool, Question, Script, Turn } from 'sallyport/frameworks/conformance'

const PREFIX = 'mcp__sallyport__'

/** What is read of a request to the Messages API (platform.claude.com/docs/en/api/messages). */
interface Asked {
  readonly model: string
  readonly tools?: readonly {
    readonly name: string
    readonly description: string
    readonly input_schema: unknown
  }[]
  readonly messages: readonly { readonly content: string | readonly Block[] }[]
}

interface Block {
  readonly type: string
  readonly tool_use_id?: string
  readonly is_error?: boolean
  readonly content?: string | readonly { readonly type: string; readonly text?: string }[]
}

/** A server on loopback that answers the streams of the Messages API, over a script. */
export class ScriptedClaude {
  readonly #server: Server

  static async start(script: Script): Promise<ScriptedClaude> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      if (!request.url?.startsWith('/v1/messages?')) {
        response.writeHead(404).end('{}')
        return
      }
      const asked: Asked = JSON.parse(Buffer.concat(chunks).toString())
      answer(response, asked.model, script.next(questionOf(asked)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new ScriptedClaude(server)
  }

  private constructor(server: Server) {
    this.#server = server
  }

  /** Of a Claude Code that asks this server, and can reach nobody else. */
  environment(folder: string): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo
    const nobody = 'http://127.0.0.1:9'
    return {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      CLAUDE_CONFIG_DIR: folder,
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
      ANTHROPIC_API_KEY: 'practise',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      HTTP_PROXY: nobody,
      HTTPS_PROXY: nobody,
      NO_PROXY: '127.0.0.1',
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

function answer(response: ServerResponse, model: string, turn: Turn): void {
  const send = (type: string, data: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)
  const usage = { input_tokens: 1, output_tokens: 1 }
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    usage,
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  send('message_start', { message })
  for (const [index, { block, delta }] of partsOf(turn).entries()) {
    send('content_block_start', { index, content_block: block })
    send('content_block_delta', { index, delta })
    send('content_block_stop', { index })
  }
  const reason = 'say' in turn ? 'end_turn' : 'tool_use'
  send('message_delta', { delta: { stop_reason: reason, stop_sequence: null }, usage })
  send('message_stop', {})
  response.end()
}

function partsOf(turn: Turn) {
  if ('say' in turn) {
    return [{ block: { type: 'text', text: '' }, delta: { type: 'text_delta', text: turn.say } }]
  }
  return turn.calls.map(({ id, name, input }) => ({
    block: { type: 'tool_use', id, name: `${PREFIX}${name}`, input: {} },
    delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) },
  }))
}

function questionOf({ tools = [], messages }: Asked): Question {
  const blocks = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content))
  return {
    // Where Claude Code has tools of its own among them.
    tools: tools
      .filter(({ name }) => name.startsWith(PREFIX))
      .map(offered)
      .sort((one, other) => (one.name > other.name ? -1 : 1)),
    results: blocks.flatMap(({ type, tool_use_id: callId = '', content, is_error: isError = false }) => {
      if (type !== 'tool_result') return []
      const texts = typeof content === 'string' ? [content] : (content ?? []).map(({ text = '' }) => text)
      return [{ callId, text: withoutReminders(texts), isError }]
    }),
  }
}

function offered(tool: NonNullable<Asked['tools']>[number]): OfferedTool {
  return { name: tool.name.slice(PREFIX.length), description: tool.description, schema: tool.input_schema }
}

/** Claude Code adds words of its own to results. */
function withoutReminders(texts: readonly string[]): string {
  return texts
    .join('\n')
    .replace(/<system-reminder>.*?<\/system-reminder>/gs, '')
    .trim()
}
