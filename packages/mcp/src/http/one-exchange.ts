import {
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type Server,
  type Transport,
} from '@modelcontextprotocol/server'

/** What came in one request of the 2025 revisions, and what is answered; without a request in it, nothing is. */
export async function exchange(
  server: Server,
  messages: readonly JSONRPCMessage[],
  signal: AbortSignal,
): Promise<readonly JSONRPCMessage[]> {
  const transport = new OneExchange(messages.filter(isJSONRPCRequest))
  const leave = () => void transport.close()
  await server.connect(transport)
  signal.addEventListener('abort', leave, { once: true })
  try {
    for (const message of messages) if (!takesBack(message)) transport.onmessage?.(message)
    return await transport.answers
  } finally {
    signal.removeEventListener('abort', leave)
    await transport.close()
  }
}

/**
 * What was asked in the same request is answered all the same, as MCP allows it (2025-03-26, cancellation): the SDK
 * says nothing to what was taken back, and whoever sent the list would wait for ever.
 */
function takesBack(message: JSONRPCMessage): boolean {
  return 'method' in message && message.method === 'notifications/cancelled'
}

/**
 * A transport that lives for one request. The SDK's own opens a stream of events for each, for messages that a server
 * sends on its way; this one sends none.
 */
class OneExchange implements Transport {
  onmessage?: Transport['onmessage']
  onclose?: () => void
  onerror?: (error: Error) => void
  readonly answers: Promise<readonly JSONRPCMessage[]>
  readonly #waiting: Set<JSONRPCRequest['id']>
  readonly #given: JSONRPCMessage[] = []
  #settle: (answers: readonly JSONRPCMessage[]) => void = () => {}

  constructor(requests: readonly JSONRPCRequest[]) {
    this.#waiting = new Set(requests.map(({ id }) => id))
    this.answers = new Promise((resolve) => {
      this.#settle = resolve
    })
    if (this.#waiting.size === 0) this.#settle([])
  }

  async start(): Promise<void> {}

  async send(message: JSONRPCMessage): Promise<void> {
    if (!isJSONRPCResultResponse(message) && !isJSONRPCErrorResponse(message)) return
    if (message.id === undefined || !this.#waiting.delete(message.id)) return
    this.#given.push(message)
    if (this.#waiting.size === 0) this.#settle(this.#given)
  }

  async close(): Promise<void> {
    this.#settle(this.#given)
    const closed = this.onclose
    delete this.onclose
    closed?.()
  }
}
