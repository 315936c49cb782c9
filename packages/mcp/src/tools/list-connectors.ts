import { answer } from '../tool-answer.ts'
import { type EngineTool, LOOKS } from './engine-tool.ts'
import { existingWorkspace } from './existing-workspace.ts'
import { cursorOf, textOf } from './reading.ts'

const PAGE = '100'

export const listConnectors: EngineTool = {
  name: 'list_connectors',
  title: 'List connectors',
  description: 'The connected accounts of the workspace: id, name, type, and whether each works.',
  properties: { cursor: { type: 'string', maxLength: 200, description: 'next_cursor of the page before.' } },
  inWorkspace: true,
  annotations: LOOKS,
  async run(session, asked) {
    const workspace = await existingWorkspace(session, asked)
    const query = { ...workspace, ...textOf(asked.input, 'cursor'), limit: PAGE }
    const { data, next } = await session.call('listConnectors', { query }, { signal: asked.signal })
    const connectors = data.map(({ id, name, summarized_source_template: type, status, status_cause }) => ({
      id,
      name,
      type: type.connector_name,
      status,
      ...(status_cause !== null && { status_cause }),
    }))
    return answer({ connectors, next_cursor: cursorOf(next) })
  },
}
