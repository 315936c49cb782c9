import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiOperation } from './operation.ts'
import { operations, PATH_PREFIXES } from './operations.ts'

const either = ['application', 'scoped']

/** What existing clients call. A line that goes away here breaks them. */
const SERVED = [
  ['createApplicationToken', 'public', 'POST', '/account/applications/token'],
  ['createApplicationToken', 'public', 'POST', '/applications/token'],
  ['createScopedToken', ['application'], 'POST', '/account/applications/scoped-token'],
  ['createScopedToken', ['application'], 'POST', '/embedded/scoped-token'],
  ['getScopedTokenInfo', ['scoped'], 'GET', '/account/applications/scoped-token/info'],
  ['getScopedTokenInfo', ['scoped'], 'GET', '/embedded/scoped-token/info'],
  ['listTemplates', either, 'GET', '/integrations/templates/sources'],
  ['listTemplates', either, 'GET', '/integrations/templates/sources/global'],
  ['pushDefinition', ['application'], 'POST', '/integrations/definitions/sources'],
  ['listDefinitions', either, 'GET', '/integrations/definitions/sources'],
  ['getDefinition', either, 'GET', '/integrations/definitions/sources/{id}'],
  ['removeDefinition', ['application'], 'DELETE', '/integrations/definitions/sources/{id}'],
  ['createConnector', either, 'POST', '/integrations/connectors'],
  ['checkNewConnector', either, 'POST', '/integrations/connectors/check'],
  ['listConnectors', either, 'GET', '/integrations/connectors'],
  ['getConnector', either, 'GET', '/integrations/connectors/{id}'],
  ['updateConnector', either, 'PUT', '/integrations/connectors/{id}'],
  ['deleteConnector', either, 'DELETE', '/integrations/connectors/{id}'],
  ['checkConnector', either, 'POST', '/integrations/connectors/{id}/check'],
  ['saveOAuthApplication', ['application'], 'PUT', '/oauth/credentials'],
  ['removeOAuthApplication', ['application'], 'DELETE', '/oauth/credentials/connector_type/{connector_type}'],
  ['listRedirectUrls', ['application'], 'GET', '/oauth/redirect_urls'],
  ['replaceRedirectUrls', ['application'], 'PUT', '/oauth/redirect_urls'],
  ['initiateConnection', either, 'POST', '/integrations/connectors/oauth/initiate'],
  ['beginDevice', either, 'POST', '/integrations/connectors/oauth/device'],
  ['pollDevice', either, 'GET', '/integrations/connectors/oauth/device/{session_id}'],
  ['uploadFile', either, 'POST', '/files'],
  ['executeConnector', either, 'POST', '/integrations/connectors/{id}/execute'],
  ['executeConnector', either, 'POST', '/connectors/sources/{id}/execute'],
  ['executeConnector', either, 'POST', '/connectors/instances/{id}/execute'],
  ['listEvents', ['application'], 'GET', '/events'],
  ['createWebhook', ['application'], 'POST', '/webhooks'],
  ['listWebhooks', ['application'], 'GET', '/webhooks'],
  ['getWebhook', ['application'], 'GET', '/webhooks/{id}'],
  ['deleteWebhook', ['application'], 'DELETE', '/webhooks/{id}'],
  ['rotateWebhookSecret', ['application'], 'POST', '/webhooks/{id}/rotate-secret'],
  ['testWebhook', ['application'], 'POST', '/webhooks/{id}/test'],
  ['replayWebhook', ['application'], 'POST', '/webhooks/{id}/replay'],
  ['getJob', either, 'GET', '/jobs/{id}'],
  ['endConnectors', ['application'], 'POST', '/revocations'],
  ['offboardWorkspace', ['application'], 'POST', '/workspaces/{id}/offboard'],
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
