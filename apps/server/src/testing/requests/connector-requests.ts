import { GITHUB_TOKEN } from '../index.ts'
import type { RequestsOf } from './request.ts'

const credentials = { token: GITHUB_TOKEN }
/** Of the form that the definition asks for which the organization has uploaded. */
const weather = { credentials: { token: 'wx_abcd1234' }, validate: false }

export const connectorRequests: RequestsOf<
  | 'createConnector'
  | 'checkNewConnector'
  | 'listConnectors'
  | 'getConnector'
  | 'updateConnector'
  | 'deleteConnector'
  | 'checkConnector'
> = {
  createConnector: ({ workspace, definition, secret }) => [
    { body: { connector_type: 'github', workspace_id: workspace, credentials } },
    { body: { definition_id: definition, workspace_name: 'probe', ...weather } },
    {
      body: { connector_type: 'linear', workspace_id: workspace, server_side_oauth_secret_id: secret },
      spends: ['secret'],
    },
    { body: { connector_type: 'linear', server_side_oauth_secret_id: secret }, spends: ['secret'] },
  ],
  checkNewConnector: ({ workspace, definition }) => [
    { body: { connector_type: 'github', workspace_id: workspace, credentials } },
    { body: { definition_id: definition, workspace_name: 'probe', ...weather } },
  ],
  listConnectors: ({ workspace, definition }) => [
    { query: { workspace_id: workspace } },
    { query: { workspace_name: 'acme', definition_id: definition } },
  ],
  getConnector: ({ connector }) => [{ params: { id: connector } }],
  updateConnector: ({ connector }) => [
    { params: { id: connector }, body: { name: 'taken over' } },
    { params: { id: connector }, body: { credentials, validate: false } },
  ],
  deleteConnector: ({ connector }) => [{ params: { id: connector } }],
  checkConnector: ({ connector }) => [
    { params: { id: connector } },
    // To try credentials of one's own is to connect.
    { params: { id: connector }, body: { credentials }, needs: 'connect' },
  ],
}
