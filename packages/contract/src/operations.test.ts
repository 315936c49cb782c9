import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiOperation } from './operation.ts'
import { operations } from './operations.ts'
import { PATH_PREFIXES } from './path-prefixes.ts'

const any = ['application', 'scoped', 'widget']
const acting = ['application', 'scoped']

/** What existing clients call. A line that goes away here breaks them. */
const SERVED = [
  ['createApplicationToken', 'public', 'POST', '/account/applications/token'],
  ['createApplicationToken', 'public', 'POST', '/applications/token'],
  ['createScopedToken', ['application'], 'POST', '/account/applications/scoped-token'],
  ['createScopedToken', ['application'], 'POST', '/embedded/scoped-token'],
  ['createWidgetToken', ['application'], 'POST', '/account/applications/widget-token'],
  ['createWidgetToken', ['application'], 'POST', '/embedded/widget-token'],
  ['createWidgetToken', ['application'], 'POST', '/embedded/widget_token'],
  ['getEnrollmentStatus', ['application'], 'GET', '/internal/account/enrollment-status'],
  ['listOrganizations', ['application'], 'GET', '/internal/account/organizations'],
  ['createApplication', ['application'], 'POST', '/internal/account/applications'],
  ['getScopedTokenInfo', ['scoped', 'widget'], 'GET', '/account/applications/scoped-token/info'],
  ['getScopedTokenInfo', ['scoped', 'widget'], 'GET', '/embedded/scoped-token/info'],
  ['listWorkspaces', ['application'], 'GET', '/workspaces'],
  ['getWorkspaceStats', ['application'], 'GET', '/workspaces/stats'],
  ['createWorkspace', ['application'], 'POST', '/workspaces'],
  ['getWorkspace', acting, 'GET', '/workspaces/{id}'],
  ['updateWorkspace', ['application'], 'PUT', '/workspaces/{id}'],
  ['deleteWorkspace', ['application'], 'DELETE', '/workspaces/{id}'],
  ['getUsage', ['application'], 'GET', '/usage'],
  ['getWorkspaceUsage', ['application'], 'GET', '/workspaces/{id}/usage'],
  ['listExecutions', ['application', 'scoped'], 'GET', '/executions'],
  ['getQuota', ['application'], 'GET', '/quota'],
  ['putQuota', ['application'], 'PUT', '/quota'],
  ['getWorkspaceQuota', ['application'], 'GET', '/workspaces/{id}/quota'],
  ['putWorkspaceQuota', ['application'], 'PUT', '/workspaces/{id}/quota'],
  ['listTemplates', any, 'GET', '/integrations/templates/sources'],
  ['listGlobalTemplates', any, 'GET', '/integrations/templates/sources/global'],
  ['getTemplate', any, 'GET', '/integrations/templates/sources/{id}'],
  ['createTemplate', ['application'], 'POST', '/integrations/templates/sources'],
  ['updateTemplate', ['application'], 'PATCH', '/integrations/templates/sources/{id}'],
  ['deleteTemplate', ['application'], 'DELETE', '/integrations/templates/sources/{id}'],
  ['tagTemplate', acting, 'POST', '/integrations/templates/sources/{id}/tags'],
  ['untagTemplate', acting, 'DELETE', '/integrations/templates/sources/{id}/tags/{tag_name}'],
  ['listTags', acting, 'GET', '/integrations/templates/tags'],
  ['createTag', acting, 'POST', '/integrations/templates/tags'],
  ['renameTag', ['application'], 'PUT', '/integrations/templates/tags/{name}'],
  ['deleteTag', ['application'], 'DELETE', '/integrations/templates/tags/{name}'],
  ['listConnectionTemplates', ['application'], 'GET', '/integrations/templates/connections'],
  ['createConnectionTemplate', ['application'], 'POST', '/integrations/templates/connections'],
  ['getConnectionTemplate', ['application'], 'GET', '/integrations/templates/connections/{id}'],
  ['updateConnectionTemplate', ['application'], 'PATCH', '/integrations/templates/connections/{id}'],
  ['deleteConnectionTemplate', ['application'], 'DELETE', '/integrations/templates/connections/{id}'],
  ['tagConnectionTemplate', ['application'], 'POST', '/integrations/templates/connections/{id}/tags'],
  [
    'untagConnectionTemplate',
    ['application'],
    'DELETE',
    '/integrations/templates/connections/{id}/tags/{tag_name}',
  ],
  ['describeCron', ['application'], 'POST', '/integrations/templates/connections/cron/describe'],
  ['listDestinations', any, 'GET', '/integrations/definitions/destinations'],
  ['getDestination', any, 'GET', '/integrations/definitions/destinations/{id}'],
  ['pushDefinition', ['application'], 'POST', '/integrations/definitions/sources'],
  ['listDefinitions', any, 'GET', '/integrations/definitions/sources'],
  ['getDefinition', any, 'GET', '/integrations/definitions/sources/{id}'],
  ['removeDefinition', ['application'], 'DELETE', '/integrations/definitions/sources/{id}'],
  ['createConnector', any, 'POST', '/integrations/connectors'],
  ['checkNewConnector', any, 'POST', '/integrations/connectors/check'],
  ['listConnectors', any, 'GET', '/integrations/connectors'],
  ['createSource', any, 'POST', '/integrations/sources'],
  ['listInstances', any, 'GET', '/connectors/instances_for_user'],
  ['listConnectorsForUser', any, 'GET', '/connectors/connectors_for_user'],
  ['inspectConnector', acting, 'GET', '/integrations/connectors/{id}/inspect'],
  ['getConnector', any, 'GET', '/integrations/connectors/{id}'],
  ['updateConnector', any, 'PUT', '/integrations/connectors/{id}'],
  ['deleteConnector', any, 'DELETE', '/integrations/connectors/{id}'],
  ['checkConnector', any, 'POST', '/integrations/connectors/{id}/check'],
  ['saveOAuthApplication', ['application'], 'PUT', '/oauth/credentials'],
  ['removeOAuthApplication', ['application'], 'DELETE', '/oauth/credentials/connector_type/{connector_type}'],
  ['listRedirectUrls', ['application'], 'GET', '/oauth/redirect_urls'],
  ['replaceRedirectUrls', ['application'], 'PUT', '/oauth/redirect_urls'],
  ['initiateConnection', any, 'POST', '/integrations/connectors/oauth/initiate'],
  ['beginDevice', any, 'POST', '/integrations/connectors/oauth/device'],
  ['pollDevice', any, 'GET', '/integrations/connectors/oauth/device/{session_id}'],
  ['uploadFile', acting, 'POST', '/files'],
  ['executeConnector', acting, 'POST', '/integrations/connectors/{id}/execute'],
  ['executeConnector', acting, 'POST', '/connectors/sources/{id}/execute'],
  ['executeConnector', acting, 'POST', '/connectors/instances/{id}/execute'],
  ['queryResult', acting, 'POST', '/results/{id}/query'],
  ['executeBare', acting, 'POST', '/connectors/{id}/execute'],
  ['listEvents', ['application'], 'GET', '/events'],
  ['createWebhook', ['application'], 'POST', '/webhooks'],
  ['listWebhooks', ['application'], 'GET', '/webhooks'],
  ['getWebhook', ['application'], 'GET', '/webhooks/{id}'],
  ['deleteWebhook', ['application'], 'DELETE', '/webhooks/{id}'],
  ['rotateWebhookSecret', ['application'], 'POST', '/webhooks/{id}/rotate-secret'],
  ['testWebhook', ['application'], 'POST', '/webhooks/{id}/test'],
  ['replayWebhook', ['application'], 'POST', '/webhooks/{id}/replay'],
  ['getJob', acting, 'GET', '/jobs/{id}'],
  ['endConnectors', ['application'], 'POST', '/revocations'],
  ['offboardWorkspace', ['application'], 'POST', '/workspaces/{id}/offboard'],
  ['createSession', acting, 'POST', '/internal/mcp_oauth/sessions'],
  ['getSession', acting, 'GET', '/internal/mcp_oauth/sessions/{id}'],
  ['completeSession', ['application'], 'PATCH', '/internal/mcp_oauth/sessions/{id}'],
  ['listOrganizationCredentials', ['application'], 'GET', '/organizations/{organization_id}/credentials'],
  ['listWorkflows', ['application'], 'GET', '/internal/workflows'],
  ['createWorkflow', ['application'], 'POST', '/internal/workflows'],
  ['getWorkflow', ['application'], 'GET', '/internal/workflows/{id}'],
  ['updateWorkflow', ['application'], 'PATCH', '/internal/workflows/{id}'],
  ['deleteWorkflow', ['application'], 'DELETE', '/internal/workflows/{id}'],
  ['listAutomations', ['application'], 'GET', '/internal/workflows/{workflow_id}/automations'],
  ['createAutomation', ['application'], 'POST', '/internal/workflows/{workflow_id}/automations'],
  ['getAutomation', ['application'], 'GET', '/internal/workflows/{workflow_id}/automations/{id}'],
  ['updateAutomation', ['application'], 'PATCH', '/internal/workflows/{workflow_id}/automations/{id}'],
  ['deleteAutomation', ['application'], 'DELETE', '/internal/workflows/{workflow_id}/automations/{id}'],
  ['listTools', acting, 'POST', '/tools'],
  ['searchTools', acting, 'POST', '/tools/search'],
  ['describeTools', acting, 'POST', '/tools/describe'],
  ['callTool', acting, 'POST', '/tools/call'],
]

test('every operation has its path, its older paths and its access rule', () => {
  const served = Object.entries<ApiOperation>(operations).flatMap(([id, { method, path, aliases, access }]) =>
    [path, ...aliases].map((each) => [id, access, method, each]),
  )
  const byId = (rows: readonly (readonly unknown[])[]) =>
    rows.toSorted(([a], [b]) => String(a).localeCompare(String(b)))
  assert.deepEqual(byId(served), byId(SERVED))
})

test('all of them are served with and without /api', () => {
  assert.deepEqual(PATH_PREFIXES, ['/api/v1', '/v1'])
})

test('no two operations share a method and a path', () => {
  const routes = SERVED.map(([, , method, path]) => `${method} ${String(path).replace(/\{\w+\}/g, '{}')}`)
  assert.equal(new Set(routes).size, SERVED.length)
})
