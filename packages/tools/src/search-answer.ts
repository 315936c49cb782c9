import { type DescribedTool, describedText, describeTool } from './describe-tools.ts'
import { countTokens } from './results/index.ts'
import { createToolIndex, type Found, type ToolIndex } from './search/tool-index.ts'
import type { ToolMatch } from './search/tool-match.ts'
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

/**
 * Words what was found for a model: how each is called stands beside it, so that it can be called at once. That nothing
 * fits is said first, since what comes nearest does something else.
 */
export function searchAnswer(catalog: ToolCatalog, found: Found, maxTokens: number): SearchAnswer {
  const all = [false, true].map((brief) => worded(catalog, found, brief))
  const [whole, short] = all
  const fits = whole !== undefined && countTokens(whole.text) <= maxTokens
  return (fits ? whole : short) ?? { text: '', data: { matches: [], nothing: true, nearest: [] } }
}

const NOTHING = 'Nothing here does this.'
const NEAREST = 'What comes nearest, and does something else:'

function worded(catalog: ToolCatalog, { matches, nothing, nearest }: Found, brief: boolean): SearchAnswer {
  const described = (those: readonly ToolMatch[]) =>
    those.map(({ entry }) => describeTool(catalog, entry, { brief }))
  const data = { matches: described(matches), nothing, nearest: described(nearest) }
  const head = nothing ? [data.nearest.length === 0 ? NOTHING : `${NOTHING} ${NEAREST}`] : []
  const told = nothing ? data.nearest : data.matches
  return { text: [...head, ...told.map(describedText)].join('\n\n'), data }
}
