import { type McpHost, openRemoteHost } from '@sallyport/mcp'
import { serveMcpOverStdio } from '@sallyport/mcp/stdio'
import { loadBearerConfig } from '../client-config.ts'
import { version } from '../version.ts'
import { argumentsOf } from './arguments-of.ts'
import type { Command } from './command.ts'
import { applicationTokens } from './engine-client.ts'
import { openLocalHost } from './mcp-local.ts'
import { type McpArguments, mcpUsage, readMcpArguments } from './mcp-options.ts'
import { complain } from './say.ts'
import { stopSignal } from './stop-signal.ts'

const WRONG_USE = 2

export const mcp: Command = {
  name: 'mcp',
  about: 'Serves tools to an MCP client that starts this program: of an engine, or of one connector.',
  usage: mcpUsage,
  async run(args) {
    const parsed = argumentsOf(readMcpArguments, args)
    if (parsed instanceof TypeError) {
      complain([parsed.message, mcpUsage])
      return WRONG_USE
    }
    const { local } = parsed
    const { host, close } =
      local === undefined ? await openHost(parsed) : await openLocalHost({ ...parsed, local })
    const stop = serveMcpOverStdio(host, (error) => complain([error.message]))
    await Promise.race([stopSignal(), inputEnd()])
    await stop()
    await close()
    return 0
  },
}

interface OpenHost {
  readonly host: McpHost
  readonly close: () => Promise<void>
}

/** The tools of an engine. */
async function openHost(parsed: McpArguments): Promise<OpenHost> {
  const config = loadBearerConfig(parsed)
  const token = 'token' in config ? async () => config.token.reveal() : applicationTokens(config)
  const host = await openRemoteHost({ url: doorOf(config.url, parsed), token, fetch, version })
  return { host, close: async () => {} }
}

/** The door of an engine, with what the session is to be in its query. */
function doorOf(url: string, { workspace, maxTokens, effects }: McpArguments): string {
  const door = new URL('/mcp', url)
  if (workspace !== undefined) door.searchParams.set('workspace', workspace)
  if (maxTokens !== undefined) door.searchParams.set('max_tokens', maxTokens)
  if (effects !== undefined) door.searchParams.set('effects', effects)
  return door.href
}

/** Whoever started this program ends it by closing its input (MCP 2025-06-18, lifecycle, shutdown). */
function inputEnd(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('close', () => resolve())
    process.stdin.once('end', () => resolve())
  })
}
