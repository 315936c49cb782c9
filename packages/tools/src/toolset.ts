import { SallyportError } from '@sallyport/errors'
import { discoveryTools } from './discovery-tools.ts'
import { type CostedTool, operationTool, toolText } from './operation-tool.ts'
import { countTokens } from './results/index.ts'
import type { Tool, Toolset } from './tool.ts'
import type { ToolCatalog, ToolEntry } from './tool-catalog.ts'

export interface ToolsetOptions {
  /** What names, descriptions and schemas of all tools may cost together. */
  readonly maxTokens: number
  /** The tool that asks kept results; it goes along in either mode. */
  readonly query?: Tool
}

/**
 * Chooses what a model sees: a tool for each operation where that fits, else search, describe and execute.
 *
 * @throws SallyportError `invalid_request` where not even those fit.
 */
export function toolset(catalog: ToolCatalog, { maxTokens, query }: ToolsetOptions): Toolset {
  const runnable = catalog.entries.filter(({ subject }) => subject.state !== 'not_connected')
  const extra = query === undefined ? [] : [costed(query)]
  const room = maxTokens - sum(extra)
  for (const fields of [true, false]) {
    const direct = allWithin(runnable, room, fields)
    if (direct !== undefined) return made('direct', [...direct, ...extra], runnable.length)
  }
  const verbs = [...discoveryTools(catalog).map(costed), ...extra]
  if (sum(verbs) > maxTokens) throw noRoom(sum(verbs), maxTokens)
  return made('discovery', verbs, runnable.length)
}

function made(mode: Toolset['mode'], tools: readonly CostedTool[], operations: number): Toolset {
  return { mode, tools: tools.map(({ tool }) => tool), tokens: sum(tools), operations }
}

function costed(tool: Tool): CostedTool {
  return { tool, tokens: countTokens(toolText(tool)) }
}

function sum(tools: readonly CostedTool[]): number {
  return tools.reduce((total, { tokens }) => total + tokens, 0)
}

/** All of them, or nothing: counting ends where the room does, so that many operations cost no more than few. */
function allWithin(entries: readonly ToolEntry[], room: number, fields: boolean): CostedTool[] | undefined {
  const tools: CostedTool[] = []
  let left = room
  for (const entry of entries) {
    const tool = operationTool(entry, { fields })
    left -= tool.tokens
    if (left < 0) return undefined
    tools.push(tool)
  }
  return tools
}

function noRoom(needed: number, maxTokens: number): SallyportError {
  const message = `No tools fit into ${maxTokens} tokens.`
  return new SallyportError('invalid_request', message, {
    fix: `Allow at least ${needed}.`,
    problems: [{ field: 'max_tokens', code: 'minimum', message: `${message} Allow at least ${needed}.` }],
  })
}
