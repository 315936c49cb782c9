import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { createMcpServer } from './create-mcp-server.ts'
import type { McpHost } from './host.ts'

/** Serves the process that started this one, over standard input and output, until it closes them. */
export function serveMcpOverStdio(host: McpHost, onFailure: (error: Error) => void): () => Promise<void> {
  const connection = serveStdio(() => createMcpServer(host, onFailure), { onerror: onFailure })
  return () => connection.close()
}
