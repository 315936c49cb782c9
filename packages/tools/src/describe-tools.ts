import { type Block, blocksWithin } from './blocks-within.ts'
import { type DescribedTool, describedText, describedTool } from './described-tool.ts'
import { overview } from './overview.ts'
import type { Detail } from './schema/signature.ts'
import { suggestTools } from './suggest-tools.ts'
import type { ToolCatalog, ToolEntry } from './tool-catalog.ts'

/** What a description of tools may cost where nobody says. */
export const DESCRIBE_TOKENS = 2_000
const MAX_NAMES = 20

export interface Description {
  readonly text: string
  readonly tokens: number
  readonly tools: readonly DescribedTool[]
  /** What there was no room for. */
  readonly left: readonly string[]
}

/** Describes tools, and of connectors all that they can do, within a budget. */
export function describeTools(
  catalog: ToolCatalog,
  names: readonly string[],
  { maxTokens = DESCRIBE_TOKENS }: { readonly maxTokens?: number } = {},
): Description {
  const asked = [...new Set(names)]
  const [now, later] = [asked.slice(0, MAX_NAMES), asked.slice(MAX_NAMES)]
  const entries = now.flatMap((name) => catalog.find(name) ?? [])
  const others = now.filter((name) => catalog.find(name) === undefined)
  const room = Math.floor(maxTokens / (others.length + 1))
  const around = others.map((name) => ({ name, text: describeOther(catalog, name, room) }))
  return describedWithin(catalog, { entries, around, later, maxTokens })
}

interface Described {
  readonly entries: readonly ToolEntry[]
  /** What stands before the tools. */
  readonly around?: readonly Block[]
  /** Names of what is too much for one answer. */
  readonly later?: readonly string[]
  readonly maxTokens: number
}

/**
 * First all that is known of each tool, else less of each, else as many as fit, with the names of the others: of those
 * the most detail in which one fits.
 */
export function describedWithin(
  catalog: ToolCatalog,
  { entries, around = [], later = [], maxTokens }: Described,
): Description {
  const inDetail = (detail: Detail) => {
    const tools = entries.map((entry) => describedTool(catalog, entry, detail))
    const blocks = [...around, ...tools.map((tool) => ({ name: tool.tool, text: describedText(tool) }))]
    const { text, tokens, shown } = blocksWithin(blocks, { later, maxTokens })
    const left = [...blocks.slice(shown).map(({ name }) => name), ...later]
    const described = { text, tokens, tools: tools.slice(0, Math.max(0, shown - around.length)), left }
    return { described, isWhole: shown === blocks.length, isSome: shown > around.length }
  }
  const full = inDetail('full')
  if (full.isWhole) return full.described
  const less = (['brief', 'names', 'required'] as const).map((detail) => inDetail(detail))
  const [last = full] = less.slice(-1)
  return (less.find(({ isSome }) => isSome) ?? last).described
}

/** A connector, or a name that means nothing. */
function describeOther(catalog: ToolCatalog, name: string, maxTokens: number): string {
  const subject = catalog.findSubject(name)
  if (subject !== undefined) return overview(catalog, subject, { maxTokens }).text
  const near = suggestTools(catalog, name)
  const hint = near.length === 0 ? 'Find tools with search_tools.' : `Near: ${near.join(', ')}.`
  return `There is no tool ${JSON.stringify(name.slice(0, 80))}. ${hint}`
}
