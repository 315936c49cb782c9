import { parseArgs } from 'node:util'
import type { ClientChoice } from '../config.ts'

export interface McpArguments extends ClientChoice {
  readonly workspace: string | undefined
  readonly maxTokens: string | undefined
  readonly effects: string | undefined
}

export const mcpUsage = `Usage: sallyport mcp [--workspace acme] [--max-tokens 4000] [--effects destructive,external_message,money]
       [--url https://engine.example] [--application application.json]
Serves the tools of an engine over standard input and output, for a program that starts it.
Without --url and --application: SALLYPORT_URL; SALLYPORT_TOKEN, or SALLYPORT_CLIENT_ID and SALLYPORT_CLIENT_SECRET, or
application.json of SALLYPORT_DATA_DIR.`

/** Reads what follows `mcp`. Throws a `TypeError` that says what is wrong. */
export function readMcpArguments(args: readonly string[]): McpArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string' },
      application: { type: 'string' },
      workspace: { type: 'string' },
      'max-tokens': { type: 'string' },
      effects: { type: 'string' },
    },
    strict: true,
  })
  const { url, application, workspace, effects, 'max-tokens': maxTokens } = values
  if (maxTokens !== undefined && !/^\d{1,6}$/.test(maxTokens))
    throw new TypeError('--max-tokens takes a number of tokens.')
  return { url, application, workspace, maxTokens, effects }
}
