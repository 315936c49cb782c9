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
  /** Path of a file with its settings. */
  readonly replicationConfig: string | undefined
}

/** What has to be listed: it is sent to others, paid or lost. */
export const GRAVE = ['destructive', 'external_message', 'money'] as const

export const mcpUsage = `Usage: sallyport mcp [--workspace acme] [--max-tokens 4000] [--effects ${GRAVE.join(',')}]
       [--url https://engine.example] [--application application.json]
       sallyport mcp --local github [--credentials github.json] [--replication-config settings.json]
       [--max-tokens 4000] [--effects ...]
Serves the tools of an engine over standard input and output, for a program that starts it; with --local those of one
connector, run in this process with a credential of your own: the fields of its form as JSON, in a file that is yours
alone (chmod 600) or in SALLYPORT_CREDENTIALS; and its settings as JSON, where it has some.
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
      'replication-config': { type: 'string' },
    },
    strict: true,
  })
  const { url, application, workspace, effects, local, credentials } = values
  const { 'max-tokens': maxTokens, 'replication-config': replicationConfig } = values
  if (maxTokens !== undefined && !/^\d{1,6}$/.test(maxTokens))
    throw new TypeError('--max-tokens takes a number of tokens.')
  if (effects?.split(',').some((one) => !GRAVE.some((grave) => grave === one)))
    throw new TypeError(`--effects lists some of: ${GRAVE.join(', ')}.`)
  if ((credentials ?? replicationConfig) !== undefined && local === undefined)
    throw new TypeError('--credentials and --replication-config go with --local.')
  if (local !== undefined && (url ?? application ?? workspace) !== undefined)
    throw new TypeError('--local is without an engine: leave out --url, --application and --workspace.')
  return { url, application, workspace, maxTokens, effects, local, credentials, replicationConfig }
}
