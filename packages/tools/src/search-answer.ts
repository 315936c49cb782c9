import { describedWithin } from './describe-tools.ts'
import type { DescribedTool } from './described-tool.ts'
import { createToolIndex, type Found, type ToolIndex } from './search/tool-index.ts'
import type { ToolCatalog } from './tool-catalog.ts'

export interface ToolSearch {
  readonly query: string
  /** Id of the one connector that is meant. */
  readonly connector?: string | undefined
  /** How many to give at most (5). */
  readonly limit?: number
}

/** What a model reads of a search, and the same for programs. */
export interface SearchAnswer {
  readonly text: string
  readonly data: {
    readonly matches: readonly DescribedTool[]
    readonly nothing: boolean
    readonly nearest: readonly DescribedTool[]
    /** Names of what was found too, and had no room. */
    readonly left: readonly string[]
  }
}

/** Finds operations by words, among those of one connector where one is meant. */
export function searchCatalog(catalog: ToolCatalog, { query, connector, limit }: ToolSearch): Found {
  const index = connector === undefined ? indexOf(catalog) : createToolIndex(only(catalog, connector))
  return index.search(query, { limit: limit ?? 5 })
}

/** A catalog that is searched again is read once. */
const indexes = new WeakMap<ToolCatalog, ToolIndex>()

function indexOf(catalog: ToolCatalog): ToolIndex {
  const known = indexes.get(catalog) ?? createToolIndex(catalog)
  indexes.set(catalog, known)
  return known
}

/** The same catalog with one connector's operations, under the names that they have in all of it. */
function only(catalog: ToolCatalog, connector: string): ToolCatalog {
  return {
    ...catalog,
    subjects: catalog.subjects.filter(({ id }) => id === connector),
    entries: catalog.entries.filter(({ subject }) => subject.id === connector),
  }
}

const NOTHING = 'Nothing here does this.'
const NEAREST = 'What comes nearest, and does something else:'

/**
 * Words what was found for a model, within a budget: how each is called stands beside it, so that it can be called at
 * once. That nothing fits is said first, since what comes nearest does something else.
 */
export function searchAnswer(
  catalog: ToolCatalog,
  { matches, nothing, nearest }: Found,
  maxTokens: number,
): SearchAnswer {
  const told = (nothing ? nearest : matches).map(({ entry }) => entry)
  if (nothing && told.length === 0)
    return { text: NOTHING, data: { matches: [], nothing, nearest: [], left: [] } }
  const around = nothing ? [{ name: NOTHING, text: `${NOTHING} ${NEAREST}` }] : []
  const { text, tools, left } = describedWithin(catalog, { entries: told, around, maxTokens })
  return { text, data: { matches: nothing ? [] : tools, nothing, nearest: nothing ? tools : [], left } }
}
