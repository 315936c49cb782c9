import type { OperationGroups } from '@sallyport/contract'
import { REPOSITORY } from '../index.ts'
import type { Names, RequestsOf } from './request.ts'

const params = { ...REPOSITORY, limit: 1 }

/** The ways in which a selection names something: a workspace by its id, and a connector by its own. */
function chosen({ workspace, connector }: Names) {
  return { workspace_id: workspace, connectors: [connector] }
}

export const toolsRequests: RequestsOf<OperationGroups['tools']> = {
  listTools: (names) => [
    { body: chosen(names) },
    { body: { workspace_id: names.workspace, max_tokens: 2_000 } },
  ],
  searchTools: (names) => [{ body: { ...chosen(names), query: 'open issues of a repository' } }],
  describeTools: (names) => [{ body: { ...chosen(names), tools: ['github_issues_list'] }, needs: 'read' }],
  callTool: (names) => [
    {
      body: {
        ...chosen(names),
        act: { kind: 'operation', connector: names.connector, entity: 'issues', action: 'list' },
        input: params,
      },
      needs: 'read',
    },
    { body: { ...chosen(names), act: { kind: 'search' }, input: { query: 'open issues' } } },
  ],
}
