import { SallyportError } from '@sallyport/errors'
import { createToolsHost, type McpHost } from '@sallyport/mcp'
import { connect, type LocalOptions } from 'sallyport'
import { CONNECTOR_TYPES } from '../connector-types.ts'
import { loadLocalConfig } from '../local-config.ts'
import { version } from '../version.ts'
import type { McpArguments } from './mcp-options.ts'

type Definition = (typeof CONNECTOR_TYPES)[number]

const GRAVE = ['destructive', 'external_message', 'money'] as const

/** The tools of one connector, run in this process with a credential of the caller's own. */
export async function openLocalHost({
  local,
  credentials,
  maxTokens,
  effects = '',
}: McpArguments & { readonly local: string }): Promise<{ host: McpHost; close: () => Promise<void> }> {
  const definition = CONNECTOR_TYPES.find(({ slug }) => slug === local)
  if (definition === undefined) throw noSuchType()
  const { credential, redirectOrigins } = loadLocalConfig({ file: credentials })
  const fields = [...credential].map(([field, value]) => [field, value.reveal()])
  // Whether they are those of the form, the client finds out.
  const options = {
    credentials: Object.fromEntries(fields),
    redirectOrigins: Object.fromEntries(redirectOrigins),
  } as unknown as LocalOptions<Definition>
  const client = connect(definition as Definition, options)
  const listed = effects.split(',')
  const { tools } = await client.tools({
    ...(maxTokens !== undefined && { maxTokens: Number(maxTokens) }),
    effects: GRAVE.filter((one) => listed.includes(one)),
  })
  return { host: createToolsHost(tools, version), close: () => client.close() }
}

function noSuchType(): SallyportError {
  return new SallyportError('connector_type_not_found', 'There is no such connector type.', {
    fix: `Give one of: ${CONNECTOR_TYPES.map(({ slug }) => slug).join(', ')}.`,
  })
}
