import type { Principal } from '../execute/principal.ts'
import { type CallToolOptions, callTool, type ToolCallRequest } from './call-tool.ts'
import { type DescribeToolsRequest, describeChosen } from './describe-tools.ts'
import { KeptCatalogs } from './kept-catalogs.ts'
import { type ListToolsRequest, listTools } from './list-tools.ts'
import { type SearchToolsRequest, searchTools } from './search-tools.ts'

/** What a model sees of a workspace, and does. */
export function toolUseCases(given: Omit<CallToolOptions, 'keptCatalogs'>) {
  const options = { ...given, keptCatalogs: new KeptCatalogs() }
  return {
    listTools: (principal: Principal, request: ListToolsRequest) => listTools(options, principal, request),
    searchTools: (principal: Principal, request: SearchToolsRequest) =>
      searchTools(options, principal, request),
    describeTools: (principal: Principal, request: DescribeToolsRequest) =>
      describeChosen(options, principal, request),
    callTool: (principal: Principal, request: ToolCallRequest) => callTool(options, principal, request),
  }
}
