import { SallyportError } from '@sallyport/errors'
import { givenJson } from './schema/given-json.ts'
import { shortName } from './short-name.ts'
import { suggestTools } from './suggest-tools.ts'
import { executeParams, readInput, toParams } from './to-params.ts'
import type { Tool } from './tool.ts'
import type { ToolCatalog, ToolEntry } from './tool-catalog.ts'

const MAX_QUERY = 500
/** Connectors that an error names. */
const MAX_NAMES = 20

/** What a model asks for by calling a tool, understood and within bounds. */
export type ToolRequest =
  | {
      readonly kind: 'operation'
      readonly entry: ToolEntry
      readonly params: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'search'; readonly query: string; readonly connector: string | undefined }
  | { readonly kind: 'describe'; readonly names: readonly string[] }
  | { readonly kind: 'query'; readonly input: Readonly<Record<string, unknown>> }

/**
 * Reads what a model gave to a tool.
 *
 * @throws SallyportError `invalid_params` where it does not fit; `unsupported_action`, with near ones, where there is no
 * such tool; `connector_not_found` where its connector is not connected.
 */
export function readToolRequest(
  catalog: ToolCatalog,
  tool: Pick<Tool, 'name' | 'act'>,
  input: unknown,
): ToolRequest {
  switch (tool.act.kind) {
    case 'operation': {
      const entry = runnable(catalog, tool.name)
      return { kind: 'operation', entry, params: toParams(entry, input) }
    }
    case 'search':
      return readSearch(catalog, readInput(input))
    case 'describe':
      return { kind: 'describe', names: namesIn(readInput(input)) }
    case 'execute':
      return readExecute(catalog, readInput(input))
    case 'query':
      return { kind: 'query', input: readInput(input) }
  }
}

function readSearch(
  catalog: ToolCatalog,
  { query, connector }: Readonly<Record<string, unknown>>,
): ToolRequest {
  if (typeof query !== 'string' || query.trim() === '') throw missing('query', 'the task in a few words')
  const wanted = typeof connector === 'string' && connector.trim() !== '' ? connector : undefined
  const named = wanted === undefined ? undefined : catalog.findSubject(wanted)
  if (wanted !== undefined && named === undefined) throw noSuchConnector(catalog, wanted)
  return { kind: 'search', query: query.slice(0, MAX_QUERY).toWellFormed(), connector: named?.id }
}

/** `tools` as a list, as one name, or as JSON in a text. */
function namesIn({ tools }: Readonly<Record<string, unknown>>): readonly string[] {
  const read = typeof tools === 'string' ? (givenJson(tools) ?? tools) : tools
  const names = [read ?? []].flat().filter((name): name is string => typeof name === 'string' && name !== '')
  if (names.length === 0) throw missing('tools', 'names of tools, or of a connector')
  return names
}

/** Params that stand beside the name of the tool are understood too. */
function readExecute(
  catalog: ToolCatalog,
  { tool, params, ...beside }: Readonly<Record<string, unknown>>,
): ToolRequest {
  if (typeof tool !== 'string' || tool === '') throw missing('tool', 'the name of a tool')
  const entry = runnable(catalog, tool)
  return { kind: 'operation', entry, params: executeParams(entry, params ?? beside) }
}

function runnable(catalog: ToolCatalog, name: string): ToolEntry {
  const entry = catalog.find(name)
  if (entry === undefined) throw noSuchTool(catalog, name)
  if (entry.subject.state !== 'not_connected') return entry
  throw new SallyportError('connector_not_found', `${shortName(entry.subject)} is not connected.`, {
    act: 'user',
    fix: 'Its user has to connect an account first.',
  })
}

function noSuchTool(catalog: ToolCatalog, name: string): SallyportError {
  const near = suggestTools(catalog, name)
  const message = `There is no tool ${JSON.stringify(name.slice(0, 80))}.`
  const fix = near.length === 0 ? 'Find tools with search_tools.' : `Use one of: ${near.join(', ')}.`
  return new SallyportError('unsupported_action', message, {
    fix,
    problems: [{ field: 'tool', code: 'unknown', message, details: { allowed: near } }],
  })
}

/** Several may be of the type that was named: then their own names tell them apart. */
function noSuchConnector({ subjects, prefixOf }: ToolCatalog, name: string): SallyportError {
  const known = subjects.slice(0, MAX_NAMES).map(prefixOf)
  const message = `No one connector is called ${JSON.stringify(name.slice(0, 80))}.`
  return new SallyportError('invalid_params', message, {
    fix: `Use one of: ${known.join(', ')}; or leave it out.`,
    problems: [{ field: 'params.connector', code: 'unknown', message, details: { allowed: known } }],
  })
}

function missing(field: string, what: string): SallyportError {
  const message = `"${field}" is required: ${what}.`
  return new SallyportError('invalid_params', message, {
    problems: [{ field: `params.${field}`, code: 'missing', message }],
  })
}
