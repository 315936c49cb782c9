import { answer } from '../tool-answer.ts'
import type { EngineTool } from './engine-tool.ts'

export const deleteConnector: EngineTool = {
  name: 'delete_connector',
  title: 'Disconnect an account',
  description:
    'Removes a connector for good: its tokens are revoked and erased. Only when the user asked for just that.',
  properties: {
    connector: { type: 'string', minLength: 36, maxLength: 36, description: 'Id of the connector; no name.' },
  },
  required: ['connector'],
  // A text that an agent reads can ask for it, and it is not to be undone.
  needs: ['connect', 'destructive'],
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  async run({ call }, { input, signal }) {
    const { job_id } = await call('deleteConnector', { params: { id: String(input.connector) } }, { signal })
    return answer({ deleted: true, job_id })
  },
}
