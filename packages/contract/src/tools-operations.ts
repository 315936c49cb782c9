import { ACTING_TOKEN, operation } from './operation.ts'
import * as tools from './tools-schemas.ts'

const asked = { method: 'POST', aliases: [], access: ACTING_TOKEN, capability: 'none', tag: 'Tools' } as const

/** What a model sees of a workspace, and does. */
export const toolsOperations = {
  listTools: operation({
    ...asked,
    path: '/tools',
    summary: 'Makes tools of what this token may do in a workspace, within a budget of tokens.',
    body: tools.NewToolset,
    answer: { status: 200, schema: tools.Toolset },
  }),

  searchTools: operation({
    ...asked,
    path: '/tools/search',
    summary: 'Finds operations by what is to be done, also those of types that are not connected.',
    body: tools.ToolSearch,
    answer: { status: 200, schema: tools.ToolMatches },
  }),

  describeTools: operation({
    ...asked,
    path: '/tools/describe',
    summary: 'Describes operations to a model, with all of their parameters.',
    body: tools.ToolDescriptions,
    answer: { status: 200, schema: tools.DescribedTools },
  }),

  callTool: operation({
    ...asked,
    path: '/tools/call',
    summary: 'Does what a model asks for with a tool, and answers with what it reads.',
    body: tools.ToolCall,
    idempotent: 'key of writes',
    answer: { status: 200, schema: tools.ToolAnswer },
  }),
} as const
