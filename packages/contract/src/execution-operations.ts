import { ExecutionList, ExecutionQuery } from './execution-schemas.ts'
import { ACTING_TOKEN, type ApiOperation, operation } from './operation.ts'

/** What was done through the connectors of a workspace. */
export const executionOperations = {
  listExecutions: operation({
    method: 'GET',
    path: '/executions',
    aliases: [],
    access: ACTING_TOKEN,
    // An agent whose token can only act is not told what others did.
    capability: 'connect',
    summary: 'Lists the calls made through the connectors of a workspace, the latest first.',
    tag: 'Usage',
    query: ExecutionQuery,
    answer: { status: 200, schema: ExecutionList },
  }),
} as const satisfies Record<string, ApiOperation>
