import type { Effect } from '@sallyport/definition'
import { strongest } from './effect.ts'
import { shortName } from './short-name.ts'
import type { Tool, ToolSchema } from './tool.ts'
import type { ToolCatalog } from './tool-catalog.ts'

/** Of all connectors that a description names. */
const MAX_NAMED = 600

/**
 * The three tools by which a model finds an operation, reads how it is called, and runs it: what they cost does not
 * grow with the number of operations.
 */
export function discoveryTools(catalog: ToolCatalog): Tool[] {
  const effect = strongest(catalog.entries.map(({ operation }) => operation.effect))
  return [searchTool(catalog), describeTool(catalog), executeTool(effect)]
}

const text = { type: 'string' } as const
const maybeText = { type: ['string', 'null'] } as const

function searchTool(catalog: ToolCatalog): Tool {
  return {
    name: 'search_tools',
    title: 'Find tools',
    description: `Finds tools by what they do, in the connected accounts: ${accounts(catalog)}. Gives names, params and effects of the best, or says that nothing fits.`,
    ...reading('search', {
      query: { ...text, description: 'The task in a few words.' },
      connector: { ...maybeText, description: 'Only of this one.' },
    }),
  }
}

function describeTool({ subjects, prefixOf }: ToolCatalog): Tool {
  const [first] = subjects
  const example = first === undefined ? '' : `, such as "${prefixOf(first)}"`
  return {
    name: 'describe_tools',
    title: 'Describe tools',
    description: `Params, results and relations of tools by their names; of a connector${example}, all that it can do.`,
    ...reading('describe', { tools: { type: 'array', items: text } }),
  }
}

/** A search or a description asks nobody outside. */
function reading(kind: 'search' | 'describe', properties: ToolSchema['properties']) {
  return {
    inputSchema: schemaOf(properties),
    strict: true,
    effect: 'read',
    idempotent: true,
    act: { kind },
  } as const
}

function executeTool(effect: Effect): Tool {
  return {
    name: 'execute',
    title: 'Run a tool',
    description:
      'Runs a tool that search_tools or describe_tools named, with its params. Ask for few fields and few records.',
    inputSchema: schemaOf({
      tool: { ...text, description: 'Its name.' },
      params: { type: 'object', additionalProperties: true },
    }),
    strict: false,
    effect,
    idempotent: false,
    act: { kind: 'execute' },
  }
}

function schemaOf(properties: ToolSchema['properties']): ToolSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

/** `GitHub (github), Stripe EU (stripe_eu)`, as far as it fits; the others are found all the same. */
function accounts({ subjects, prefixOf }: ToolCatalog): string {
  const connected = subjects.filter(({ state }) => state !== 'not_connected')
  if (connected.length === 0) return 'none yet'
  const names: string[] = []
  let length = 0
  for (const subject of connected) {
    const name = `${shortName(subject)} (${prefixOf(subject)})`
    length += name.length + 2
    if (length > MAX_NAMED) break
    names.push(name)
  }
  const more = connected.length - names.length
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
