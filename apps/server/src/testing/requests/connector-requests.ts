import type { OperationGroups } from '@sallyport/contract'
import { GITHUB_TOKEN } from '../index.ts'
import type { Names, RequestsOf } from './request.ts'

const credentials = { token: GITHUB_TOKEN }
/** Of the form that the definition asks for which the organization has uploaded. */
const weather = { credentials: { token: 'wx_abcd1234' }, validate: false }
const GITHUB_TEMPLATE = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'

function lookups({ workspace, definition }: Names) {
  return [
    { query: { workspace_id: workspace } },
    { query: { workspace_name: 'acme', definition_id: definition } },
  ]
}

export const connectorRequests: RequestsOf<OperationGroups['connector']> = {
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
  createSource: ({ workspace, definition }) => [
    {
      body: {
        workspace_id: workspace,
        source_config_template_id: GITHUB_TEMPLATE,
        connection_configuration: { credentials },
      },
    },
    {
      body: {
        workspace_name: 'probe',
        source_config_template_id: definition,
        connection_configuration: { credentials: weather.credentials },
      },
    },
  ],
  listConnectors: lookups,
  listInstances: lookups,
  listConnectorsForUser: lookups,
  inspectConnector: ({ connector }) => [{ params: { id: connector } }],
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
