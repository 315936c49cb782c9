import { answer } from '../tool-answer.ts'
import { type EngineTool, LOOKS } from './engine-tool.ts'
import { cursorOf, textOf } from './reading.ts'

export const listWorkspaces: EngineTool = {
  name: 'list_workspaces',
  title: 'List workspaces',
  description: 'The workspaces that you may work in: the end customers, each with connectors of its own.',
  properties: {
    name_contains: { type: 'string', maxLength: 255 },
    cursor: { type: 'string', maxLength: 4096, description: 'next_cursor of the page before.' },
  },
  annotations: LOOKS,
  async run({ call, ofWorkspace }, { input, signal }) {
    if (ofWorkspace) {
      const { workspace_id: id, workspace_name: name } = await call('getScopedTokenInfo', {}, { signal })
      return answer({ workspaces: [{ id, name }], next_cursor: null })
    }
    const query = { ...textOf(input, 'name_contains'), ...textOf(input, 'cursor') }
    const { data, next } = await call('listWorkspaces', { query }, { signal })
    const workspaces = data.map(({ id, name, status }) => ({ id, name, status }))
    return answer({ workspaces, next_cursor: cursorOf(next) })
  },
}
