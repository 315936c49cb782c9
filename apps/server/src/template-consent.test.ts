import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { idOf, startConnecting } from './testing/connecting.ts'

const house = await startConnecting()
after(() => house.close())
const { call, bearer, operator } = house

const SOURCES = '/api/v1/integrations/templates/sources'
const CONNECTORS = '/api/v1/integrations/connectors'

async function make(name: string, repositories: string): Promise<string> {
  const body = { actor_definition_id: idOf('github'), name, partial_default_config: { repositories } }
  return (await call('POST', SOURCES, { bearer: operator, body })).body.id
}

const shown = async (id: string | null) => {
  const { body } = await call('GET', `${CONNECTORS}/${id}`, { bearer })
  return [body.source_template.name, body.replication_config.repositories]
}

const shops = await make('For shops', 'octo/shops')
const banks = await make('For banks', 'octo/banks')

test('who consents is connected through the template that was asked for, with its settings', async () => {
  const landed = await house.walk('github', { source_template_id: shops })
  const id = landed.searchParams.get('connector_id')
  assert.deepEqual(await shown(id), ['For shops', 'octo/shops'])
  const own = { source_template_id: banks, replication_config: { repositories: 'octo/own' } }
  const given = await house.walk('github', own)
  assert.deepEqual(await shown(given.searchParams.get('connector_id')), ['For banks', 'octo/own'])

  const change = { partial_default_config: { repositories: 'octo/all-shops' }, propagate: true }
  const { body } = await call('PATCH', `${SOURCES}/${shops}`, { bearer: operator, body: change })
  assert.equal(body.propagation.connectors_changed, 1)
  assert.deepEqual(await shown(id), ['For shops', 'octo/all-shops'])
})

test('whoever does not say which of several is asked before anybody consents', async () => {
  const { status, body } = await house.initiate('github')
  assert.deepEqual([status, body.errors[0].error_code], [422, 'ambiguous'])
})

test('what was granted is for the template that it was granted with', async () => {
  const landed = await house.walk('github', { source_template_id: banks, server_side_oauth_secret_id: true })
  const secret = landed.searchParams.get('server_side_oauth_secret_id')
  const made = await call('POST', CONNECTORS, {
    bearer,
    body: { connector_type: 'github', server_side_oauth_secret_id: secret },
  })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(await shown(made.body.id), ['For banks', 'octo/banks'])
})

test('a connector that is connected again stays of its template, which may be gone by then', async () => {
  const landed = await house.walk('github', { source_template_id: banks })
  const id = landed.searchParams.get('connector_id')
  assert.equal((await call('DELETE', `${SOURCES}/${banks}`, { bearer: operator })).status, 200)
  const again = await house.walk('github', { connector_id: id, connector_type: undefined })
  assert.equal(again.searchParams.get('connector_id'), id)
  assert.deepEqual(await shown(id), ['For banks', 'octo/banks'])
})

test('a page that collects a credential shows the settings of the template, and what nobody changes stays its own', async () => {
  const info = await call('GET', '/api/v1/account/applications/scoped-token/info', { bearer })
  const begun = await call('POST', '/api/v1/internal/mcp_oauth/sessions', {
    bearer: operator,
    body: {
      workspace_id: info.body.workspace_id,
      source_template_id: shops,
      source_definition_id: idOf('github'),
    },
  })
  assert.equal(begun.status, 200, begun.text)
  const user = house.browser()
  const page = await user.get(begun.body.connect_url)
  assert.ok(page.text.includes('value="octo/all-shops"'))
  const done = await user.submit(begun.body.connect_url, {
    way: 'token',
    'field.token': house.vendors.github.credentials[0] ?? '',
    'setting.repositories': 'octo/all-shops',
  })
  assert.equal(done.status, 200, done.text)
  const session = `/api/v1/internal/mcp_oauth/sessions/${begun.body.session_id}`
  const { source_id, source_template_id } = (await call('GET', session, { bearer: operator })).body
  assert.equal(source_template_id, shops)
  assert.deepEqual(await shown(source_id), ['For shops', 'octo/all-shops'])
  const change = { partial_default_config: { repositories: 'octo/next' }, propagate: true }
  await call('PATCH', `${SOURCES}/${shops}`, { bearer: operator, body: change })
  assert.deepEqual(await shown(source_id), ['For shops', 'octo/next'])
})
