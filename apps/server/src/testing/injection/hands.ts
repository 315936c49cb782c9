import { sallyport, type WorkspaceToolsOptions } from 'sallyport'
import type { Demand } from './demands.ts'
import type { Hands } from './obey.ts'
import type { Stage } from './stage.ts'

const NO_TOOL = 'There is no such tool.'
const plain = (text: string) => text.replaceAll(/[^A-Za-z0-9]+/g, '_').toLowerCase()

/** Tools of the SDK in a workspace: one for each operation, or those that find and run operations. */
export async function toolsOf(
  { under }: Stage,
  workspace: string,
  options: WorkspaceToolsOptions,
): Promise<Hands> {
  const { client_id: clientId, client_secret: clientSecret } = under.application
  const there = sallyport({ url: under.engine.url, clientId, clientSecret }).workspace(workspace)
  const { mode, tools } = await there.tools(options)
  return async (demand) => {
    const { name, input } = mode === 'direct' ? direct(demand) : found(demand)
    const tool = tools.find((one) => plain(one.name) === plain(name))
    if (tool === undefined) return NO_TOOL
    // What stops a run of every other agent does not stop this one.
    return tool.run(input).then(({ text }) => text, String)
  }
}

function direct(demand: Demand) {
  if (demand.kind === 'tool') return { name: demand.tool, input: demand.input }
  const { connector, entity, action, params, beside } = demand
  return { name: plain(`${connector}_${entity}_${action}`), input: { ...params, ...beside } }
}

function found(demand: Demand) {
  if (demand.kind === 'tool') return { name: demand.tool, input: demand.input }
  const { connector, entity, action, params, beside } = demand
  return { name: 'execute', input: { tool: `${connector}.${entity}.${action}`, params, ...beside } }
}

/** The tools that an engine serves over MCP, to a client with that token and that query. */
export function toolsOverMcp({ under }: Stage, bearer: string, query = ''): Hands {
  return async (demand) => {
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: called(demand) }
    const accept = 'application/json, text/event-stream'
    return (await under.call('POST', `/mcp${query}`, { bearer, body, headers: { accept } })).text
  }
}

function called(demand: Demand) {
  if (demand.kind === 'tool') return { name: demand.tool, arguments: demand.input }
  const { connector, entity, action, params, beside } = demand
  return { name: 'execute', arguments: { items: [{ connector, entity, action, params, ...beside }] } }
}
