import { answer } from '../tool-answer.ts'
import { type EngineTool, LOOKS } from './engine-tool.ts'

export const getConnectorSetupStatus: EngineTool = {
  name: 'get_connector_setup_status',
  title: 'Status of connecting',
  description: 'Whether the user has connected yet: pending, completed with the connector, failed or error.',
  properties: { session_id: { type: 'string', minLength: 36, maxLength: 36 } },
  required: ['session_id'],
  needs: ['connect'],
  annotations: LOOKS,
  async run({ call }, { input, signal }) {
    const session = await call('getSession', { params: { id: String(input.session_id) } }, { signal })
    const { status, error, source_id: connector, expires_at } = session
    return answer({ status, ...(error !== null && { error }), connector, expires_at })
  },
}
