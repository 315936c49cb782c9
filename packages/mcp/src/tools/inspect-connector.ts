import { answer } from '../tool-answer.ts'
import { withAccount } from './ambiguous-account.ts'
import { CONNECTOR } from './connector-property.ts'
import { type EngineTool, LOOKS } from './engine-tool.ts'

export const inspectConnector: EngineTool = {
  name: 'inspect_connector',
  title: 'Inspect a connector',
  description:
    'Entities and actions that you may use through one connector. For parameters: read_skill_docs.',
  properties: { connector: CONNECTOR },
  required: ['connector'],
  annotations: LOOKS,
  run: ({ call }, asked) =>
    withAccount(asked, String(asked.input.connector), async (id) => {
      const found = await call('inspectConnector', { params: { id } }, { signal: asked.signal })
      return answer({
        id: found.connector_id,
        name: found.name,
        type: found.source_definition_name,
        entities: Object.fromEntries(found.entities.map(({ entity, actions }) => [entity, actions])),
        docs: found.docs_skill_id,
      })
    }),
}
