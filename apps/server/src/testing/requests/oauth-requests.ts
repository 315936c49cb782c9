import type { OperationGroups } from '@sallyport/contract'
import { LANDING } from '../connecting.ts'
import type { RequestsOf } from './request.ts'

const OAUTH = { redirect_url: LANDING }

export const oauthRequests: RequestsOf<OperationGroups['oauth']> = {
  saveOAuthApplication: ({ definition }) => [
    { body: { connector_definition_id: definition, configuration: { client_id: 'x' } } },
  ],
  removeOAuthApplication: () => [{ params: { connector_type: 'no-such-type' } }],
  listRedirectUrls: () => [{}],
  replaceRedirectUrls: () => [{ body: { redirect_urls: ['https://app.example/done'] } }],
  initiateConnection: ({ connector, workspace, definition }) => [
    { body: { ...OAUTH, connector_id: connector } },
    { body: { ...OAUTH, definition_id: definition, workspace_name: 'probe' } },
    { body: { ...OAUTH, connector_type: 'linear', workspace_id: workspace } },
  ],
  beginDevice: ({ connector, workspace }) => [
    { body: { connector_id: connector } },
    { body: { connector_type: 'github', workspace_id: workspace } },
  ],
  pollDevice: ({ device }) => [{ params: { session_id: device } }],
}
