import { CONNECTOR_TYPES } from '@sallyport/connectors/connector-types'
import { SallyportError } from '@sallyport/errors'
import { createToolsHost, type McpHost } from '@sallyport/mcp'
import { connect, type LocalOptions } from 'sallyport'
import { loadLocalConfig } from '../local-config.ts'
import { version } from '../version.ts'
import { GRAVE, type McpArguments } from './mcp-options.ts'

type Definition = (typeof CONNECTOR_TYPES)[number]

/** The tools of one connector, run in this process with a credential of the caller's own. */
export async function openLocalHost({
  local,
  credentials,
  replicationConfig,
  maxTokens,
  effects = '',
}: McpArguments & { readonly local: string }): Promise<{ host: McpHost; close: () => Promise<void> }> {
  const definition = CONNECTOR_TYPES.find(({ slug }) => slug === local)
  if (definition === undefined) throw noSuchType()
  const files = { file: credentials, settingsFile: replicationConfig }
  const { credential, settings, redirectOrigins } = loadLocalConfig(files)
  requireKnown(definition, settings)
  const fields = [...credential].map(([field, value]) => [field, value.reveal()])
  // Whether they are those of the form, and settings fit the definition, the client finds out.
  const options = {
    credentials: Object.fromEntries(fields),
    config: settings,
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

/** A setting under a misspelled name would be none. */
function requireKnown(definition: Definition, settings: Readonly<Record<string, unknown>>): void {
  const { title } = definition
  const known = 'config' in definition ? Object.keys(definition.config) : []
  const unknown = Object.keys(settings).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new SallyportError('configuration_invalid', `${title} has no setting "${unknown}".`, {
    fix: known.length === 0 ? 'It has none.' : `It has: ${known.join(', ')}.`,
  })
}

function noSuchType(): SallyportError {
  return new SallyportError('connector_type_not_found', 'There is no such connector type.', {
    fix: `Give one of: ${CONNECTOR_TYPES.map(({ slug }) => slug).join(', ')}.`,
  })
}
