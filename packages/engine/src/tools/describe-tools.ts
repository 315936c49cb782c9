import { createToolCatalog, type Description, describeTools } from '@sallyport/tools'
import type { Principal } from '../execute/principal.ts'
import { type ToolChoice, type ToolOptions, toolSubjects } from './tool-subjects.ts'

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
  const catalog = createToolCatalog(await toolSubjects(options, principal, request))
  return describeTools(catalog, names, maxTokens === undefined ? {} : { maxTokens })
}
