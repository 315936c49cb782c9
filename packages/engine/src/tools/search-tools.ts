import { type Found, operationTool, searchCatalog, type ToolMatch, type ToolSchema } from '@sallyport/tools'
import type { Principal } from '../execute/principal.ts'
import { type ToolOptions, toolCatalog } from './tool-catalog.ts'
import type { ToolChoice } from './tool-choice.ts'

export interface SearchToolsRequest extends ToolChoice {
  readonly query: string
  readonly limit?: number
}

/** A match with how it is called. */
export interface FoundTool extends ToolMatch {
  readonly connectorName: string
  readonly inputSchema: ToolSchema
}

export interface FoundTools extends Pick<Found, 'nothing'> {
  readonly matches: readonly FoundTool[]
  readonly nearest: readonly FoundTool[]
}

/** Finds operations by words, those of types that are not connected too. */
export async function searchTools(
  options: ToolOptions,
  principal: Principal,
  { query, limit, ...choice }: SearchToolsRequest,
): Promise<FoundTools> {
  const catalog = await toolCatalog(options, principal, choice)
  const found = searchCatalog(catalog, { query, ...(limit !== undefined && { limit }) })
  return { nothing: found.nothing, matches: found.matches.map(shown), nearest: found.nearest.map(shown) }
}

function shown(match: ToolMatch): FoundTool {
  const { entry } = match
  return {
    ...match,
    connectorName: entry.subject.name,
    inputSchema: operationTool(entry).tool.inputSchema,
  }
}
