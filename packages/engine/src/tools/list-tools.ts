import {
  annotationsOf,
  QUERY_TOOL,
  type Tool,
  type ToolAnnotations,
  type Toolset,
  toolset,
} from '@sallyport/tools'
import type { Principal } from '../execute/principal.ts'
import { catalogOf, type ToolOptions, toolWorkspace } from './tool-catalog.ts'
import type { ToolChoice } from './tool-choice.ts'

/** Where nobody says: a connector or two with few entities have tools of their own by it. */
const DEFAULT_TOOL_TOKENS = 8_000

export interface ListToolsRequest extends ToolChoice {
  /** What all tools together may cost. */
  readonly maxTokens?: number
}

export interface ShownToolset extends Omit<Toolset, 'tools'> {
  readonly workspaceId: string
  readonly tools: readonly { readonly tool: Tool; readonly annotations: Omit<ToolAnnotations, 'title'> }[]
}

/** Tools of what a principal may do in a workspace, within a budget. */
export async function listTools(
  options: ToolOptions,
  principal: Principal,
  request: ListToolsRequest,
): Promise<ShownToolset> {
  const { maxTokens = DEFAULT_TOOL_TOKENS } = request
  const workspace = await toolWorkspace(options, principal, request)
  const catalog = await catalogOf(options, principal, { workspace, choice: request })
  const made = toolset(catalog, { maxTokens, query: QUERY_TOOL })
  return {
    ...made,
    workspaceId: workspace.id,
    tools: made.tools.map((tool) => ({ tool, annotations: hintsOf(tool) })),
  }
}

function hintsOf(tool: Tool): Omit<ToolAnnotations, 'title'> {
  const { title: _, ...hints } = annotationsOf(tool)
  return hints
}
