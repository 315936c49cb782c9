import { parseArgs } from 'node:util'
import type { ClientChoice } from '../client-config.ts'

export interface McpArguments extends ClientChoice {
  readonly workspace: string | undefined
  readonly maxTokens: string | undefined
  readonly effects: string | undefined
  /** Slug of a connector type that is run in this process, without an engine. */
  readonly local: string | undefined
  /** Path of a file with its credential. */
  readonly credentials: string | undefined
}

export const mcpUsage = `Usage: sallyport mcp [--workspace acme] [--max-tokens 4000] [--effects destructive,external_message,money]
       [--url https://engine.example] [--application application.json]
       sallyport mcp --local github [--credentials github.json] [--max-tokens 4000] [--effects ...]
Serves the tools of an engine over standard input and output, for a program that starts it; with --local those of one
connector, run in this process with a credential of your own: the fields of its form as JSON, in a file that is yours
alone (chmod 600) or in SALLYPORT_CREDENTIALS.
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
      local: { type: 'string' },
      credentials: { type: 'string' },
    },
    strict: true,
  })
  const { url, application, workspace, effects, local, credentials, 'max-tokens': maxTokens } = values
  if (maxTokens !== undefined && !/^\d{1,6}$/.test(maxTokens))
    throw new TypeError('--max-tokens takes a number of tokens.')
  if (credentials !== undefined && local === undefined)
    throw new TypeError('--credentials goes with --local.')
  if (local !== undefined && (url ?? application ?? workspace) !== undefined)
    throw new TypeError('--local is without an engine: leave out --url, --application and --workspace.')
  return { url, application, workspace, maxTokens, effects, local, credentials }
}
