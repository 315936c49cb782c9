import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { github } from '@sallyport/connectors/github'
import { type ApiOperation, type OperationId, operations, PATH_PREFIXES } from '@sallyport/contract'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { queryAs, readTables } from '@sallyport/postgres'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { templateInputs, templateSubject } from './testing/template-inputs.ts'
import { finishedJob } from './testing/until.ts'
import { push, SOURCES, WEATHER_ID, weatherJson } from './testing/uploads.ts'

const APP = { clientId: 'app', clientSecret: 'app-secret', redirectUris: ['http://127.0.0.1:9/callback'] }
const under = await engineUnderTest({ github: { oauth: { clients: [APP] } } })
after(() => under.close())
const { call, application: client } = under
const { database } = under.engine
const application = await under.applicationToken()
const scoped = await under.scopedToken('acme')
const id = await under.connectGithub(scoped, { credentials: { token: GITHUB_TOKEN } })
const CONNECTORS = '/api/v1/integrations/connectors'
const LIST = { entity: 'issues', action: 'list', params: REPOSITORY }

test('an application token lasts 900 seconds, and its answer says so', async () => {
  const { client_id, client_secret, organization_id } = client
  const { body } = await call('POST', '/api/v1/account/applications/token', {
    body: { client_id, client_secret },
  })
  const { access_token, ...rest } = body
  assert.deepEqual(rest, { token_type: 'bearer', expires_in: 900, organization_id })
  assert.equal(lifetimeOf(access_token), 900)
})

test('a scoped token lasts 1200 seconds, and names its workspace as tokens of older clients do', async () => {
  const { sub, act, 'io.airbyte.auth.workspace_scope': scope } = claimsOf(scoped)
  assert.equal(lifetimeOf(scoped), 1200)
  assert.deepEqual([scope, act], [{ workspaceId: sub }, { sub: claimsOf(application).sub }])
})

test('tokens of one kind differ from those of the other in type and audience, and all in their id', async () => {
  const tokens = [application, scoped, await under.scopedToken('acme')]
  const typeOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).typ
  assert.equal(new Set(tokens.map(typeOf)).size, 2)
  assert.equal(new Set(tokens.map((token) => claimsOf(token).aud)).size, 2)
  assert.equal(new Set(tokens.map((token) => claimsOf(token).jti)).size, 3)
})

/** What to send to each operation, so that it succeeds on every one of its paths. */
const INPUTS: Readonly<Record<OperationId, { readonly bearer?: string; readonly body?: object }>> = {
  createApplicationToken: { body: client },
  createScopedToken: { bearer: application, body: { workspace_name: 'acme', unknown: 'is ignored' } },
  createWidgetToken: {
    bearer: application,
    body: { externalUserId: 'acme', allowedOrigin: 'https://app.example:8443', region_id: null },
  },
  getScopedTokenInfo: { bearer: scoped },
  ...templateInputs(application, scoped),
  getEnrollmentStatus: { bearer: application },
  listOrganizations: { bearer: application },
  createApplication: { bearer: application },
  listWorkspaces: { bearer: application },
  getWorkspaceStats: { bearer: application },
  createWorkspace: { bearer: application, body: { name: 'made by itself' } },
  getWorkspace: { bearer: application },
  updateWorkspace: { bearer: application, body: { cache_enabled: null } },
  deleteWorkspace: { bearer: application },
  getUsage: { bearer: application },
  getWorkspaceUsage: { bearer: application },
  listExecutions: { bearer: scoped },
  getQuota: { bearer: application },
  putQuota: { bearer: application, body: {} },
  getWorkspaceQuota: { bearer: application },
  putWorkspaceQuota: { bearer: application, body: { calls_per_day: 1000 } },
  pushDefinition: { bearer: application, body: { definition: weatherJson() } },
  listDefinitions: { bearer: scoped },
  getDefinition: { bearer: scoped },
  listDestinations: { bearer: scoped },
  getDestination: { bearer: scoped },
  removeDefinition: { bearer: application },
  createConnector: {
    bearer: scoped,
    body: { connector_type: 'GitHub', external_user_id: 'acme', credentials: { token: GITHUB_TOKEN } },
  },
  checkNewConnector: {
    bearer: scoped,
    body: { connector_type: 'GitHub', credentials: { token: GITHUB_TOKEN }, entities: [{ entity: 'users' }] },
  },
  updateConnector: { bearer: scoped, body: { name: 'Renamed', entities: [] } },
  createSource: {
    bearer: scoped,
    body: {
      source_config_template_id: 'ef69ef6e-aa7f-4af1-a01d-ef775033524e',
      connection_configuration: { credentials: { personal_access_token: GITHUB_TOKEN } },
    },
  },
  listConnectors: { bearer: scoped },
  listInstances: { bearer: scoped },
  listConnectorsForUser: { bearer: scoped },
  inspectConnector: { bearer: scoped },
  getConnector: { bearer: scoped },
  executeConnector: { bearer: scoped, body: { ...LIST, params: { ...REPOSITORY, limit: 1 } } },
  executeBare: { bearer: scoped, body: { ...LIST, params: { ...REPOSITORY, limit: 1 } } },
  queryResult: { bearer: scoped, body: { limit: 1 } },
  checkConnector: { bearer: scoped },
  saveOAuthApplication: {
    bearer: application,
    body: {
      connector_type: 'github',
      configuration: { client_id: APP.clientId, client_secret: APP.clientSecret },
    },
  },
  removeOAuthApplication: { bearer: application },
  listRedirectUrls: { bearer: application },
  replaceRedirectUrls: { bearer: application, body: { redirect_urls: ['http://127.0.0.1:9/done'] } },
  initiateConnection: {
    bearer: scoped,
    body: { connector_type: 'github', redirect_url: 'http://127.0.0.1:9/done' },
  },
  beginDevice: { bearer: scoped, body: { connector_type: 'github' } },
  pollDevice: { bearer: scoped },
  uploadFile: { bearer: scoped, body: { any: 'bytes' } },
  deleteConnector: { bearer: scoped },
  getJob: { bearer: application },
  endConnectors: { bearer: application, body: { connector_type: 'github', dry_run: true } },
  offboardWorkspace: { bearer: application },
  listEvents: { bearer: application },
  createWebhook: { bearer: application, body: { url: 'https://hooks.example.com/' } },
  listWebhooks: { bearer: application },
  getWebhook: { bearer: application },
  deleteWebhook: { bearer: application },
  rotateWebhookSecret: { bearer: application },
  testWebhook: { bearer: application },
  replayWebhook: { bearer: application, body: { since: '2026-01-01T00:00:00Z' } },
  createSession: { bearer: application, body: { workspace_name: 'acme', source_definition_id: github.id } },
  getSession: { bearer: application },
  completeSession: { bearer: application, body: { source_id: id } },
  listOrganizationCredentials: { bearer: application },
  listWorkflows: { bearer: application },
  createWorkflow: { bearer: application, body: { workspace_name: 'acme', name: 'nightly' } },
  getWorkflow: { bearer: application },
  updateWorkflow: { bearer: application, body: { name: 'daily' } },
  deleteWorkflow: { bearer: application },
  listAutomations: { bearer: application },
  createAutomation: { bearer: application, body: { workspace_name: 'acme', trigger_type: 'manual' } },
  getAutomation: { bearer: application },
  updateAutomation: { bearer: application, body: { enabled: false } },
  deleteAutomation: { bearer: application },
  listTools: { bearer: scoped, body: {} },
  searchTools: { bearer: scoped, body: { query: 'open issues' } },
  describeTools: { bearer: scoped, body: { tools: ['github'] } },
  callTool: { bearer: scoped, body: { act: { kind: 'search' }, input: { query: 'open issues' } } },
}

/** What the path of an operation names beside its subject, and its query: of workflows, which a workspace has. */
async function workflowPath(name: string, path: string): Promise<string> {
  const query = '?workspace_name=acme'
  if (name === 'createWorkflow' || !path.includes('/internal/workflows')) return path
  if (name === 'listWorkflows') return path + query
  const make = (at: string, body: object) =>
    call('POST', `/v1/internal/workflows${at}`, {
      bearer: application,
      body: { workspace_name: 'acme', ...body },
    })
  const workflow = String((await make('', { name: 'x' })).body.id)
  if (name.endsWith('Workflow')) return path.replace('{id}', workflow) + query
  const automation = await make(`/${workflow}/automations`, { trigger_type: 'manual' })
  return path.replace('{workflow_id}', workflow).replace('{id}', automation.body.id) + query
}

/** Of a connector that ended. */
const jobThatEnded = once(async () => {
  const { body } = await call('DELETE', `${CONNECTORS}/${await connect()}`, { bearer: scoped })
  await finishedJob(under, application, body.job_id)
  return body.job_id
})

/** Of a list that is over its budget. */
const keptResult = once(async () => {
  const { body } = await under.execute(scoped, id, { ...LIST, params: REPOSITORY, max_result_tokens: 256 })
  return body.execution_metadata.result_budget.handle ?? body.result.handle
})

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Of an organization with few, so that there is always room for one. */
async function newWebhook(): Promise<string> {
  const { body } = await call('GET', '/v1/webhooks', { bearer: application })
  for (const { id } of body.data) await call('DELETE', `/v1/webhooks/${id}`, { bearer: application })
  const made = { bearer: application, body: { url: 'https://hooks.example.com/' } }
  return (await call('POST', '/v1/webhooks', made)).body.id
}

/** So that the name is free. */
async function removeMade(): Promise<string> {
  const { body } = await call('GET', '/v1/workspaces?name_contains=made by itself', { bearer: application })
  for (const { id } of body.data) await call('DELETE', `/v1/workspaces/${id}`, { bearer: application })
  return ''
}

/** The id that an operation is called with, once there is what it needs, and is not what it makes. */
async function subjectOf(name: string): Promise<string> {
  if (name.endsWith('Webhook') || name === 'rotateWebhookSecret') return newWebhook()
  if (name === 'deleteConnector') return connect()
  const template = await templateSubject(under, application, name)
  if (template !== undefined) return template
  if (name === 'createWorkspace') return removeMade()
  if (/Workspace(Usage|Quota)?$/.test(name))
    return String(claimsOf(await under.scopedToken('offboarded')).sub)
  if (name === 'getJob') return jobThatEnded()
  if (name === 'queryResult') return keptResult()
  if (name === 'removeOAuthApplication') return 'linear'
  if (name === 'listOrganizationCredentials') return String(client.organization_id)
  if (name.endsWith('Session')) {
    const begun = { bearer: application, body: INPUTS.createSession.body }
    return (await call('POST', '/v1/internal/mcp_oauth/sessions', begun)).body.session_id
  }
  if (name === 'pollDevice') {
    const body = { connector_type: 'github' }
    return (await call('POST', `${CONNECTORS}/oauth/device`, { bearer: scoped, body })).body.session_id
  }
  if (name === 'pushDefinition') await call('DELETE', `${SOURCES}/${WEATHER_ID}`, { bearer: application })
  if (name === 'removeDefinition') await push(under, weatherJson())
  return name.endsWith('Definition') ? WEATHER_ID : id
}

for (const [name, operation] of Object.entries<ApiOperation>(operations)) {
  const paths = [operation.path, ...operation.aliases].flatMap((path) =>
    PATH_PREFIXES.map((prefix) => prefix + path),
  )
  test(`${name} answers the same under each of its ${paths.length} paths`, async () => {
    const answers: unknown[] = []
    for (const path of paths) {
      const subject = await subjectOf(name)
      const request = INPUTS[name as OperationId]
      const asked = pathOf(await workflowPath(name, path), subject)
      const { status, body } = await call(operation.method, asked, request)
      // There are no destinations.
      assert.equal(status, name === 'getDestination' ? 404 : operation.answer.status)
      answers.push(shapeOf(body))
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0])
  })
}

function pathOf(path: string, subject: string): string {
  return path.replace(/\{\w+\}/, subject).replace('{tag_name}', 'probe')
}

test('a workspace is made once, also when twenty ask for it at once', async () => {
  const bearers = await Promise.all(Array.from({ length: 20 }, () => under.scopedToken('crowded')))
  const rows = await readTables(database)
  const made = rows.filter(
    ({ table, columns }) => table === 'sallyport.workspaces' && columns.name === 'crowded',
  )
  const [workspace] = made.map(({ columns }) => columns.id)
  const events = rows.filter(({ columns }) => columns.subject_id === workspace)
  assert.deepEqual([made.length, events.length], [1, 1])
  assert.equal(events[0]?.columns.type, 'workspace.created')
  assert.deepEqual(new Set(bearers.map((bearer) => claimsOf(bearer).sub)), new Set([workspace]))
})

test('a connector that is deleted is gone at once, and its credential with it', async () => {
  const connector = await connect()
  assert.equal((await under.execute(scoped, connector, LIST)).status, 200)
  const { status, body } = await call('DELETE', `${CONNECTORS}/${connector}`, { bearer: scoped })
  assert.equal(status, 202)
  assertErrorAnswer(await under.execute(scoped, connector, LIST), 'connector_not_found')
  assertErrorAnswer(
    await call('GET', `${CONNECTORS}/${connector}`, { bearer: scoped }),
    'connector_not_found',
  )
  assertErrorAnswer(
    await call('DELETE', `${CONNECTORS}/${connector}`, { bearer: scoped }),
    'connector_not_found',
  )
  await finishedJob(under, application, body.job_id)
  const rows = await readTables(database)
  const sealed = rows.filter(({ columns }) => columns.connector_id === connector && columns.sealed)
  assert.deepEqual(sealed, [])
  const [event] = rows.filter(
    ({ table, columns }) =>
      table.endsWith('audit_events') &&
      columns.subject_id === connector &&
      columns.type === 'connector.deleted',
  )
  assert.deepEqual([event?.columns.type, event?.columns.subject_id], ['connector.deleted', connector])
})

test('an inactive workspace is closed to all its tokens, about a second after it was made so', async () => {
  const bearer = await under.scopedToken('dormant')
  const connector = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
  const execute = () => under.execute(bearer, connector, LIST)
  assert.equal((await execute()).status, 200)
  await queryAs(database, "UPDATE sallyport.workspaces SET status = 'inactive' WHERE name = 'dormant'")
  assert.ok((await millisecondsUntil(403, execute)) < 2000)
  assertErrorAnswer(await execute(), 'workspace_inactive')
  const body = { workspace_name: 'dormant' }
  const minted = await call('POST', '/api/v1/embedded/scoped-token', { bearer: application, body })
  assertErrorAnswer(minted, 'workspace_inactive')
})

// The last one: after it nobody can log in.
test('an application that is revoked stops working within about a second, and its tokens with it', async () => {
  const execute = (bearer: string) => () => under.execute(bearer, id, LIST)
  for (const bearer of [application, scoped]) assert.equal((await execute(bearer)()).status, 200)
  await queryAs(database, 'UPDATE sallyport.applications SET revoked_at = now()')
  for (const bearer of [application, scoped]) {
    assert.ok((await millisecondsUntil(401, execute(bearer))) < 2000)
    assertErrorAnswer(await execute(bearer)(), { code: 'unauthenticated', says: /has been revoked/ })
  }
  const login = await call('POST', '/api/v1/applications/token', { body: client })
  assertErrorAnswer(login, 'unauthenticated', [client.client_secret])
})

interface Claims {
  readonly sub: string
  readonly aud: string
  readonly jti: string
  readonly iat: number
  readonly exp: number
  readonly act?: object
  readonly 'io.airbyte.auth.workspace_scope'?: object
}

function claimsOf(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

function lifetimeOf(token: string): number {
  const { iat, exp } = claimsOf(token)
  assert.ok(Math.abs(iat - Date.now() / 1000) < 60)
  return exp - iat
}

function connect(): Promise<string> {
  return under.connectGithub(scoped, { credentials: { token: GITHUB_TOKEN } })
}

/** An answer without what differs each time: tokens, ids of what was made, and times. */
function shapeOf(body: object | undefined): unknown {
  if (body === undefined) return undefined
  const text = JSON.stringify(body, (key, value) =>
    /^(id|client_id|client_secret|job_id|request_id|remaining|secret|.*token|.*_at|.*_until|.*_ms|session_id|user_code|consent_url|connect_url|workflow_id|verification_uri_complete)$/.test(
      key,
    )
      ? typeof value
      : String(value).startsWith('login of ')
        ? 'login'
        : value,
  )
  return JSON.parse(text)
}

async function millisecondsUntil(status: number, ask: () => Promise<{ status: number }>): Promise<number> {
  const start = performance.now()
  while ((await ask()).status !== status) await sleep(20)
  return performance.now() - start
}
