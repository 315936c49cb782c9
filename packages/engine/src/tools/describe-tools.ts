import { type Description, describeTools } from '@sallyport/tools'
import type { Principal } from '../execute/principal.ts'
import { type ToolOptions, toolCatalog } from './tool-catalog.ts'
import type { ToolChoice } from './tool-choice.ts'

export interface DescribeToolsRequest extends ToolChoice {
  /** Names of tools, or of connectors: of those all that they can do. */
  readonly names: readonly string[]
  readonly maxTokens?: number
}

/** What tools take and give, within a budget. */
export async function describeChosen(
  options: ToolOptions,
  principal: Principal,
  request: DescribeToolsRequest,
): Promise<Description> {
  const { names, maxTokens } = request
  const catalog = await toolCatalog(options, principal, request)
  return describeTools(catalog, names, maxTokens === undefined ? {} : { maxTokens })
}
