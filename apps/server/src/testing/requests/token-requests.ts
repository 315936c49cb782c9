import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const tokenRequests: RequestsOf<OperationGroups['token']> = {
  createApplicationToken: () => [{ body: { client_id: 'x', client_secret: 'x' } }],
  createScopedToken: ({ workspace }) => [
    { body: { workspace_name: 'probe' } },
    { body: { workspace_id: workspace } },
  ],
  createWidgetToken: ({ organization }) => [
    {
      body: { workspace_name: 'probe', allowed_origin: 'https://app.example', organizationId: organization },
    },
  ],
  getScopedTokenInfo: () => [{}],
}
