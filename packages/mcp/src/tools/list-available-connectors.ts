import { answer } from '../tool-answer.ts'
import { type EngineTool, LOOKS } from './engine-tool.ts'

export const listAvailableConnectors: EngineTool = {
  name: 'list_available_connectors',
  title: 'List available connectors',
  description: 'What can be connected: types for start_connector_setup.',
  properties: {},
  annotations: LOOKS,
  async run({ call }, { signal }) {
    const { data } = await call('listTemplates', { query: {} }, { signal })
    return answer({
      available: data.map(({ name, connector_name: type, id }) => ({ type, name, template_id: id })),
    })
  },
}
