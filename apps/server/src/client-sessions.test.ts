import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  assertShape,
  goCli,
  pythonCall,
  STRIPE_DEFINITION,
  STRIPE_KEY,
  startForClients,
} from './testing/clients/index.ts'
import { EndUserBrowser } from './testing/end-user-browser.ts'

/** What existing clients do with sessions, the list of an organization, workflows and automations, call by call. */
const house = await startForClients()
after(() => house.close())
const bearer = await house.applicationToken()
const cli = goCli(house.call, bearer)
const organization = String(house.application.organization_id)

interface Template {
  readonly id: string
  readonly name: string
  readonly actor_definition_id: string
}

const SESSION = {
  session_id: 'uuid',
  status: 'string',
  error: 'string|null',
  source_id: 'uuid|null',
  source_template_id: 'uuid',
  auth_payload: 'null',
}

test('the command line creates a connector whose secret it never has', async () => {
  const { output } = await cli('GET', '/api/v1/integrations/templates/sources/global')
  const { data } = output as { readonly data: readonly Template[] }
  const template = data.find(({ name }) => name.toLowerCase() === 'stripe') ?? assert.fail()
  const info = await house.call('GET', '/api/v1/account/applications/scoped-token/info', {
    bearer: await house.scopedToken('default'),
  })
  const begun = await cli('POST', '/api/v1/internal/mcp_oauth/sessions', {
    source_definition_id: template.actor_definition_id,
    workspace_id: info.body.workspace_id,
    source_template_id: template.id,
  })
  assert.equal(begun.exit, 0, String(begun.output))
  const { session_id, connect_url } = begun.output as Readonly<Record<string, string>>
  const path = `/api/v1/internal/mcp_oauth/sessions/${session_id}`
  const poll = async () => {
    const polled = (await cli('GET', path)).output
    assertShape(polled, SESSION)
    return polled as Readonly<Record<string, string>>
  }
  assert.equal((await poll()).status, 'pending')
  const user = new EndUserBrowser(house.engine.url)
  await user.get(connect_url ?? '')
  const done = await user.submit(connect_url ?? '', { way: 'key', 'field.api_key': STRIPE_KEY })
  assert.equal(done.status, 200, done.text)
  const { status, source_id } = await poll()
  assert.equal(status, 'completed')
  // With a connector in the answer it creates none itself, and reports it, whatever that answers.
  assert.equal((await cli('PATCH', path, { source_id })).exit, 0)
  const executed = await cli('POST', `/api/v1/integrations/connectors/${source_id}/execute`, {
    entity: 'customers',
    action: 'list',
    params: { limit: 1 },
  })
  assert.equal(executed.exit, 0, String(executed.output))
})

test('the command line lists connectors beside what the organization says of them, 200 at a time', async () => {
  const id = await house.connectStripe('listed')
  const [rows, credentials] = await Promise.all([
    cli('GET', '/api/v1/integrations/connectors?workspace_name=listed'),
    cli('GET', `/api/v1/organizations/${organization}/credentials?limit=200&offset=0`),
  ])
  assertShape(credentials.output, {
    data: [
      {
        id: 'uuid',
        workspace_id: 'uuid',
        connector_name: 'string',
        context_store_status: 'null',
        context_store_entity_count: 'integer',
        last_accessed_at: 'string|null',
      },
    ],
    total: 'integer',
  })
  type Rows = { readonly data: readonly { readonly id: string }[] }
  assert.deepEqual(
    (rows.output as Rows).data.map((row) => row.id),
    [id],
  )
  const { data } = credentials.output as Rows
  // Fewer than it asked for: it asks no more.
  assert.ok(data.some((row) => row.id === id) && data.length < 200)
  const elsewhere = await cli(
    'GET',
    `/api/v1/organizations/${STRIPE_DEFINITION}/credentials?limit=200&offset=0`,
  )
  assert.equal(elsewhere.exit, 3)
})

test('the workspace class finds its workspace, and keeps a workflow with an automation', async () => {
  await house.scopedToken('automated')
  const ask = async (method: string, path: string, body?: object) =>
    (await pythonCall(house.call, [method, path], { bearer, ...(body && { body }) })).body
  const found = await ask('GET', '/api/v1/workspaces?name_contains=automated')
  const workspace_id = found.data[0].id
  const of = `?workspace_id=${workspace_id}`
  const workflow = await ask('POST', '/api/v1/internal/workflows', { workspace_id, name: 'Nightly' })
  const WORKFLOW = { id: 'uuid', name: 'string', workspace_id: 'uuid' }
  assertShape(workflow, WORKFLOW)
  assertShape(await ask('GET', `/api/v1/internal/workflows${of}`), { data: [WORKFLOW] })
  const one = `/api/v1/internal/workflows/${workflow.id}`
  assertShape(await ask('GET', one + of), WORKFLOW)
  assert.equal((await ask('PATCH', one + of, { name: 'Daily' })).name, 'Daily')
  const automation = await ask('POST', `${one}/automations`, {
    workspace_id,
    trigger_type: 'schedule',
    enabled: true,
    cron_expression: '0 3 * * *',
    timezone: 'Europe/Lisbon',
  })
  const AUTOMATION = {
    id: 'uuid',
    workflow_id: 'uuid',
    workspace_id: 'uuid',
    enabled: 'boolean',
    trigger_type: 'string',
    runs: 'boolean',
  }
  assertShape(automation, AUTOMATION)
  assert.equal(automation.runs, false)
  assertShape(await ask('GET', `${one}/automations${of}`), { data: [AUTOMATION] })
  const place = `${one}/automations/${automation.id}${of}`
  assert.equal((await ask('PATCH', place, { enabled: false })).enabled, false)
  await ask('DELETE', place)
  await ask('DELETE', one + of)
  assert.deepEqual(await ask('GET', `/api/v1/internal/workflows${of}`), { data: [] })
})
