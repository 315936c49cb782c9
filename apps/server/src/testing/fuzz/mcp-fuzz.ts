import type { Connecting } from '../connecting.ts'
import { REPOSITORY } from '../index.ts'
import { makeWorld } from '../matrix/matrix.ts'
import { type Covered, coveredBy, type FuzzOptions } from './covered.ts'
import { drawFrom } from './draw.ts'
import { inLanes } from './lanes.ts'
import { mcpProblemOf } from './mcp-answer.ts'
import { MCP_WAYS } from './mcp-compose.ts'
import type { ListedTool } from './mcp-messages.ts'
import { send, shown } from './send.ts'

const WITHOUT_RESULT: Readonly<Record<string, string>> = {
  'mcp: no messages': 'What is no message has no result.',
}

export interface McpFuzzer {
  readonly ways: readonly string[]
  readonly fuzz: (way: string) => Promise<Covered>
}

/** Asks the door for clients of the Model Context Protocol what it never was made for. */
export async function createMcpFuzzer(house: Connecting, options: FuzzOptions): Promise<McpFuzzer> {
  const { bearers, tenants, estates } = await makeWorld(house, 'fuzz mcp')
  const names = estates[0]?.names
  if (names === undefined) throw new TypeError('the first estate is our own')
  const { bearer } = tenants.own
  const connector = names.connector
  const material = {
    ids: Object.values(names),
    tools: await toolsOf(house, bearer),
    bearers: [bearer, tenants.own.operator, ...bearers.map(({ token }) => token), 'not-a-token'],
    calls: [
      { name: 'search_tools', arguments: { query: 'open issues' } },
      { name: 'list_connectors', arguments: {} },
      { name: 'inspect_connector', arguments: { connector } },
      { name: 'execute', arguments: { items: [{ connector, entity: 'users', action: 'list' }] } },
      {
        name: 'execute',
        arguments: { items: [{ connector, entity: 'issues', action: 'list', params: REPOSITORY }] },
      },
    ],
  }
  return {
    ways: Object.keys(MCP_WAYS),
    async fuzz(way) {
      const draw = drawFrom(options.seed + way.length * 7919)
      const composeOne = MCP_WAYS[way]
      if (composeOne === undefined) throw new TypeError(`there is no way ${way}`)
      const seen = await inLanes(options.requestsPerRoute, async () => {
        const composed = composeOne({ ...material, draw })
        const answer = await send(house.engine.url, composed)
        const problem = mcpProblemOf(composed, answer)
        return { ...answer, problem: problem && `${problem}: ${shown(composed, answer)}` }
      })
      return coveredBy({ id: way, paths: 1 }, seen, WITHOUT_RESULT[way])
    },
  }
}

async function toolsOf({ call }: Connecting, bearer: string): Promise<readonly ListedTool[]> {
  const body = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
  const reply = await call('POST', '/mcp?max_tokens=20000', { bearer, body })
  return reply.body.result.tools
}
