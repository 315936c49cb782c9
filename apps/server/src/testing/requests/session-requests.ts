import type { OperationGroups } from '@sallyport/contract'
import { idOf } from '../connecting.ts'
import type { RequestsOf } from './request.ts'

export const sessionRequests: RequestsOf<OperationGroups['session']> = {
  createSession: ({ workspace, definition }) => [
    { body: { workspace_id: workspace, source_definition_id: idOf('github') } },
    { body: { workspace_name: 'probe', source_definition_id: definition } },
  ],
  getSession: ({ session }) => [{ params: { id: session } }],
  completeSession: ({ session, connector }) => [
    { params: { id: session }, body: { source_id: connector }, spends: ['session'] },
  ],
}
