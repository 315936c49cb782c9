import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { type ApiOperation, type OperationId, operations } from '@sallyport/contract'
import { addOrganization } from './testing/add-organization.ts'
import { createCaller } from './testing/caller.ts'
import { idOf, startConnecting } from './testing/connecting.ts'
import { GITHUB_TOKEN } from './testing/index.ts'
import { type Asked, type Names, REQUESTS } from './testing/requests/index.ts'
import { templateSubject } from './testing/template-inputs.ts'
import { push, weatherJson } from './testing/uploads.ts'

const USERS = { entity: 'users', action: 'list' }
const credentials = { token: GITHUB_TOKEN }

const IDS = Object.keys(REQUESTS) as OperationId[]
const house = await startConnecting()
after(() => house.close())
const { call, bearer, operator } = house
const rival = await addOrganization(house, 'rival')
const theirs = createCaller(house.engine.url, {
  client_id: rival.clientId,
  client_secret: rival.clientSecret,
  organization_id: rival.id,
})
const ours = await namesOfOurs()

async function namesOfOurs(): Promise<Names> {
  const connector = (await house.walk('linear', { name: 'kept' })).searchParams.get('connector_id') ?? ''
  const ended = await house.connectGithub(bearer, { validate: false, credentials })
  const job = await call('DELETE', `/api/v1/integrations/connectors/${ended}`, { bearer })
  const hook = await call('POST', '/api/v1/webhooks', {
    bearer: operator,
    body: { url: 'https://app.example/hook' },
  })
  const pushed = await push(house, weatherJson())
  const info = await call('GET', '/api/v1/account/applications/scoped-token/info', { bearer })
  const events = await call('GET', '/api/v1/events', { bearer: operator })
  const device = await call('POST', '/api/v1/integrations/connectors/oauth/device', {
    bearer,
    body: { connector_type: 'github' },
  })
  const template = await templateSubject(house, operator, 'getTemplate')
  const connectionTemplate = await templateSubject(house, operator, 'getConnectionTemplate')
  const tag = 'of ours'
  await call('POST', `/api/v1/integrations/templates/sources/${template}/tags`, {
    bearer: operator,
    body: { tag },
  })
  const granted = await house.walk('linear', { server_side_oauth_secret_id: true })
  const workspace_id = info.body.workspace_id
  const session = await call('POST', '/api/v1/internal/mcp_oauth/sessions', {
    bearer: operator,
    body: { workspace_id, source_definition_id: idOf('github') },
  })
  const workflow = await call('POST', '/api/v1/internal/workflows', {
    bearer: operator,
    body: { workspace_id, name: 'kept' },
  })
  const automation = await call('POST', `/api/v1/internal/workflows/${workflow.body.id}/automations`, {
    bearer: operator,
    body: { workspace_id, trigger_type: 'manual' },
  })
  const names = {
    organization: info.body.organization_id,
    session: session.body.session_id,
    workflow: workflow.body.id,
    automation: automation.body.id,
    connector,
    job: job.body.job_id,
    webhook: hook.body.id,
    definition: pushed.body.id,
    workspace: info.body.workspace_id,
    event: events.body.data[0].id,
    device: device.body.session_id,
    template: template ?? '',
    connectionTemplate: connectionTemplate ?? '',
    tag,
    secret: granted.searchParams.get('server_side_oauth_secret_id') ?? '',
  }
  for (const [name, value] of Object.entries(names)) assert.ok(value, name)
  return names
}

/** Names of what was never there, in the forms of what is. */
function namesOfNothing(): Names {
  const ticket = (like: string) => like.slice(0, -64) + randomBytes(48).toString('base64url')
  const [connector, job, webhook, definition] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const [workspace, event] = [randomUUID(), randomUUID()]
  const templates = { template: randomUUID(), connectionTemplate: randomUUID(), tag: randomUUID() }
  const [organization, session, workflow, automation] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ]
  const more = { organization, session, workflow, automation }
  const tickets = { device: ticket(ours.device), secret: ticket(ours.secret) }
  return { connector, job, webhook, definition, workspace, event, ...more, ...templates, ...tickets }
}

async function asked(id: OperationId, request: Asked, as: string | undefined) {
  const { method, path, takes }: ApiOperation = operations[id]
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => request.params?.[name] ?? '')
  const query = new URLSearchParams(request.query).toString()
  const file = takes === 'file' && { raw: 'x', headers: { 'content-type': 'text/plain' } }
  return call(method, `/api/v1${filled}${query && `?${query}`}`, {
    ...(as !== undefined && { bearer: as }),
    ...(request.body && { body: request.body }),
    ...file,
  })
}

/** What an answer says, without what no two answers share, and without what it was asked for. */
function said({ status, text }: Awaited<ReturnType<typeof asked>>, names: Names): string {
  const plain = Object.entries(names).reduce((all, [name, value]) => all.replaceAll(value, `<${name}>`), text)
  return `${status} ${plain.replace(/"request_id":"[^"]*"/, '')}`
}

/** A list that is empty, under whichever of its names. */
function hasNothing({
  data,
  instances,
  connectors,
}: Readonly<Record<string, unknown[] | undefined>>): boolean {
  return (data ?? instances ?? connectors)?.length === 0
}

const SCOPED = '/api/v1/account/applications/scoped-token'
async function scoped(workspace_name: string, capabilities?: readonly string[]): Promise<string> {
  const body = { workspace_name, ...(capabilities && { capabilities }) }
  return String((await call('POST', SCOPED, { bearer: operator, body })).body.token)
}

const STRANGERS: readonly (readonly [who: string, token: string])[] = [
  ['an application of another organization', await theirs.applicationToken()],
  ['a scoped token of another organization', await theirs.scopedToken('acme')],
  ['a scoped token of another workspace', await scoped('elsewhere')],
]
/** What is of the organization, and of none of its workspaces. */
const sharedOf = ({ definition, template, connectionTemplate, tag }: Names) => ({
  definition,
  template,
  connectionTemplate,
  tag,
})
const SHARED: readonly OperationId[] = [
  'getDefinition',
  'listTemplates',
  'getTemplate',
  'tagTemplate',
  'untagTemplate',
  'createConnector',
  'createSource',
  'checkNewConnector',
]

describe('what is not yours is answered as what is not there', () => {
  for (const [who, token] of STRANGERS) {
    for (const id of IDS) {
      const isShared = who.endsWith('workspace') && [...SHARED, 'initiateConnection'].includes(id)
      test(`to ${who}: ${id}`, async () => {
        const nothing = namesOfNothing()
        const real = isShared ? { ...ours, ...sharedOf(nothing) } : ours
        const absent = REQUESTS[id](nothing)
        for (const [index, request] of REQUESTS[id](real).entries()) {
          const [found, missing] = [
            await asked(id, request, token),
            await asked(id, absent[index] ?? {}, token),
          ]
          if (JSON.stringify(request) === JSON.stringify(absent[index])) continue
          assert.ok(found.status >= 400 || hasNothing(found.body), found.text)
          assert.equal(said(found, real), said(missing, nothing))
        }
      })
    }
  }

  test('and everything is there afterwards as it was', async () => {
    const { connector, device, webhook, definition, secret, job } = ours
    const still = [
      await asked('getConnector', { params: { id: connector } }, bearer),
      await asked('executeConnector', { params: { id: connector }, body: USERS }, bearer),
      await asked('getWebhook', { params: { id: webhook } }, operator),
      await asked('getDefinition', { params: { id: definition } }, operator),
      await asked('getJob', { params: { id: job } }, bearer),
      await asked('pollDevice', { params: { session_id: device } }, bearer),
      await asked(
        'createConnector',
        { body: { connector_type: 'linear', server_side_oauth_secret_id: secret } },
        bearer,
      ),
    ]
    assert.deepEqual(new Set(still.map(({ status }) => status)), new Set([200]))
    assert.equal(still[0]?.body.name, 'kept')
  })
})

describe('an operation is open to the kinds of token that it names', () => {
  for (const id of IDS) {
    const { access }: ApiOperation = operations[id]
    if (access === 'public') continue
    test(id, async () => {
      const [request = {}] = REQUESTS[id](namesOfNothing())
      assert.equal((await asked(id, request, undefined)).status, 401)
      assert.equal((await asked(id, request, 'not-a-token')).status, 401)
      for (const [kind, token] of [
        ['application', operator],
        ['scoped', bearer],
      ] as const) {
        if (access.includes(kind)) continue
        const { status, body } = await asked(id, request, token)
        assert.deepEqual([status, body.code], [403, 'forbidden'], kind)
      }
    })
  }
})

test('a token to execute alone connects nothing, ends nothing, and hears of no events', async () => {
  const agent = await scoped('acme', ['execute'])
  const open: string[] = []
  for (const id of IDS) {
    const answers = await Promise.all(REQUESTS[id](ours).map((request) => asked(id, request, agent)))
    if (id === 'createApplicationToken') continue
    if (answers.some(({ body }) => body?.code !== 'forbidden')) open.push(id)
    // To try credentials of one's own is to connect.
    if (id === 'checkConnector') assert.equal(answers[1]?.body.code, 'forbidden')
  }
  assert.deepEqual(open, [
    'getScopedTokenInfo',
    'getWorkspace',
    'listTemplates',
    'listGlobalTemplates',
    'getTemplate',
    'listTags',
    'listDefinitions',
    'getDefinition',
    'listDestinations',
    'getDestination',
    'listConnectors',
    'listInstances',
    'listConnectorsForUser',
    'inspectConnector',
    'getConnector',
    'checkConnector',
    'uploadFile',
    'executeConnector',
    'executeBare',
  ])
})
