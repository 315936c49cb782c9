import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const under = await engineUnderTest()
after(() => under.close())
const { call } = under
const operator = await under.applicationToken()
const bearer = await under.scopedToken('acme')

const SOURCES = '/api/v1/integrations/templates/sources'
const CONNECTORS = '/api/v1/integrations/connectors'
const GITHUB = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'
const SLACK = 'c2281cee-86f9-4a86-bb48-d23286b4c7bd'
const REPOSITORIES = `${REPOSITORY.owner}/${REPOSITORY.repo}`
const credentials = { token: GITHUB_TOKEN }

interface Item {
  readonly id: string
  readonly name: string
  readonly organization_id: string | null
  readonly connector_name: string
}

async function listed(query = '', as = bearer): Promise<readonly Item[]> {
  const { status, text, body } = await call('GET', SOURCES + query, { bearer: as })
  assert.equal(status, 200, text)
  return body.data
}

async function make(body: object) {
  const made = await call('POST', SOURCES, {
    bearer: operator,
    body: { partial_default_config: {}, ...body },
  })
  assert.equal(made.status, 200, made.text)
  return made.body
}

const names = (items: readonly Item[]) => items.map(({ name }) => name)
const remove = (id: string) => call('DELETE', `${SOURCES}/${id}`, { bearer: operator })
const connect = (body: object) => call('POST', CONNECTORS, { bearer, body: { credentials, ...body } })
const reread = async (id: string) => (await call('GET', `${CONNECTORS}/${id}`, { bearer })).body

test('an organization without templates offers every connector type, and with one what it has', async () => {
  const all = ['GitHub', 'Google Drive', 'Linear', 'Slack', 'Stripe']
  assert.deepEqual(names(await listed()), all)
  const { id } = await make({ actor_definition_id: GITHUB, name: 'Our GitHub' })
  assert.deepEqual(names(await listed()), ['Our GitHub'])
  assert.deepEqual(names(await listed('?use_global=true')), ['Our GitHub', ...all])
  assert.deepEqual(names(await listed('?use_global=True')), ['Our GitHub', ...all])
  assert.deepEqual(names(await listed('?use_global=false')), ['Our GitHub'])
  assert.deepEqual(names(await listed('/global')), all)
  const [own, global] = await listed('?use_global=true')
  assert.deepEqual([own?.id, own?.organization_id], [id, under.application.organization_id])
  assert.deepEqual([global?.name, global?.organization_id], ['GitHub', null])
  const { status, body } = await remove(id)
  assert.deepEqual([status, Object.keys(body), body.id], [200, ['id', 'deleted_at'], id])
  assert.deepEqual(names(await listed()), all)
  assert.equal((await remove(id)).body.code, 'template_not_found')
})

test('a template is shown in full, its own and the global one alike', async () => {
  const made = await make({
    actor_definition_id: GITHUB,
    partial_default_config: { repositories: REPOSITORIES },
    customization: { stream_selection_mode: 'whitelist', stream_whitelist: ['issues'] },
    tags: ['beta', 'alpha', 'beta'],
    organization_id: under.application.organization_id,
  })
  const { body } = await call('GET', `${SOURCES}/${made.id}`, { bearer })
  assert.deepEqual(body, made)
  assert.deepEqual(
    {
      name: body.name,
      icon: body.icon,
      connector_name: body.connector_name,
      organization_id: body.organization_id,
      actor_definition_id: body.actor_definition_id,
      source_definition_id: body.source_definition_id,
      partial_default_config: body.partial_default_config,
      customization: body.customization,
      tags: body.tags,
      mode: body.mode,
      is_experimental: body.is_experimental,
    },
    {
      name: 'GitHub',
      icon: null,
      connector_name: 'github',
      organization_id: under.application.organization_id,
      actor_definition_id: GITHUB,
      source_definition_id: GITHUB,
      partial_default_config: { repositories: REPOSITORIES },
      customization: { stream_selection_mode: 'whitelist', stream_whitelist: ['issues'] },
      tags: ['alpha', 'beta'],
      mode: 'REPLICATION',
      is_experimental: false,
    },
  )
  assert.ok(body.auth_tooltip)
  const spec = body.user_config_spec.connectionSpecification
  assert.equal(spec.properties.repositories.default, REPOSITORIES)
  const [global] = await listed('/global')
  const shown = (await call('GET', `${SOURCES}/${global?.id}`, { bearer })).body
  assert.deepEqual([shown.organization_id, shown.actor_definition_id], [null, GITHUB])
  assert.deepEqual(Object.keys(shown).sort(), Object.keys(body).sort())
  await remove(made.id)
})

test('a template is copied from a global one or from one of its own, and nothing from two at once', async () => {
  const [global] = await listed('/global')
  const first = await make({
    original_source_template_id: global?.id,
    partial_default_config: undefined,
    mode: 'MULTI',
  })
  await call('PATCH', `${SOURCES}/${first.id}`, {
    bearer: operator,
    body: { partial_default_config: { repositories: REPOSITORIES } },
  })
  const second = await make({
    original_source_template_id: first.id,
    partial_default_config: undefined,
    name: 'A copy',
  })
  assert.deepEqual(
    [second.name, second.mode, second.partial_default_config, second.organization_id],
    ['A copy', 'MULTI', { repositories: REPOSITORIES }, under.application.organization_id],
  )
  for (const wrong of [{}, { actor_definition_id: GITHUB, original_source_template_id: first.id }]) {
    const { status, body } = await call('POST', SOURCES, { bearer: operator, body: wrong })
    assert.deepEqual([status, body.code], [422, 'invalid_request'])
  }
  const unknown = '00000000-0000-7000-8000-000000000000'
  const missing = await call('POST', SOURCES, {
    bearer: operator,
    body: { original_source_template_id: unknown },
  })
  assert.deepEqual([missing.status, missing.body.code], [404, 'template_not_found'])
  for (const { id } of [first, second]) await remove(id)
})

test('a template holds no secret, nothing of another type, and nothing that does not fit', async () => {
  const given = (partial_default_config: object) =>
    call('POST', SOURCES, { bearer: operator, body: { actor_definition_id: GITHUB, partial_default_config } })
  for (const [name, value] of [
    ['token', GITHUB_TOKEN],
    ['credentials', credentials],
    ['personal_access_token', GITHUB_TOKEN],
    ['access_token', GITHUB_TOKEN],
  ]) {
    const { status, text, body } = await given({ [String(name)]: value })
    assert.deepEqual([status, body.errors[0].error_code], [422, 'secret'], text)
    assert.ok(!text.includes(GITHUB_TOKEN))
  }
  const misfit = await given({ repositories: 'no repository' })
  assert.deepEqual([misfit.status, misfit.body.errors[0].field], [422, 'partial_default_config.repositories'])
  const other = await given({ start_date: '2026-01-01T00:00:00Z', hidden_api_key: 'never kept' })
  assert.equal(other.status, 200)
  assert.deepEqual(other.body.partial_default_config, {})
  assert.deepEqual(
    other.body.warnings.map(({ code }: { code: string }) => code),
    ['unknown_setting', 'unknown_setting'],
  )
  await remove(other.body.id)
})

test('what a mapper lacks is said, and what it does not know is not kept', async () => {
  const customization = (mapper: object) => ({
    actor_definition_id: GITHUB,
    partial_default_config: {},
    customization: { stream_mappers: { issues: [mapper] } },
  })
  const post = (mapper: object) => call('POST', SOURCES, { bearer: operator, body: customization(mapper) })
  const bare = await post({ type: 'encryption', mapper_configuration: { target_field: 'title' } })
  assert.deepEqual(
    bare.body.errors.map(({ field }: { field: string }) => field.split('.').at(-1)),
    ['algorithm', 'padding', 'oaep_hash', 'public_key'],
  )
  const secret = 'never-kept'
  const mapper = {
    type: 'hashing',
    mapper_configuration: { target_field: 'title', method: 'MD5', key: secret },
  }
  const { status, text, body } = await post(mapper)
  assert.equal(status, 200, text)
  assert.ok(!text.includes(secret))
  assert.equal(body.customization.stream_selection_mode, 'suggested')
  await remove(body.id)
})

test('a connector takes the settings of its template, under its own, and remembers the template', async () => {
  const template = await make({
    actor_definition_id: GITHUB,
    name: 'Our GitHub',
    partial_default_config: { repositories: REPOSITORIES },
  })
  const made = await connect({ source_template_id: template.id, connector_type: 'Our GitHub' })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(made.body.replication_config, { repositories: REPOSITORIES })
  assert.deepEqual(
    [made.body.source_template.id, made.body.source_template.name],
    [template.id, 'Our GitHub'],
  )
  const { body: answer } = await under.execute(bearer, made.body.id, {
    entity: 'issues',
    action: 'list',
    params: { limit: 1 },
  })
  assert.equal(answer.status, 'success')
  const own = await connect({ connector_type: 'github', source_config: { repositories: 'octo/own' } })
  assert.deepEqual(own.body.replication_config, { repositories: 'octo/own' })
  assert.equal(own.body.source_template.id, template.id)
  const [global] = await listed('/global')
  const bare = await connect({ source_template_id: global?.id })
  assert.deepEqual([bare.body.replication_config, bare.body.source_template.id], [{}, global?.id])
  const list = await call('GET', CONNECTORS, { bearer })
  assert.deepEqual(
    list.body.data.map((one: { summarized_source_template: Item }) => one.summarized_source_template.name),
    ['Our GitHub', 'Our GitHub', 'GitHub'],
  )

  // It ends, and what was made from it goes on.
  assert.equal((await remove(template.id)).status, 200)
  assert.equal((await call('GET', `${SOURCES}/${template.id}`, { bearer })).body.code, 'template_not_found')
  assert.equal((await connect({ source_template_id: template.id })).body.code, 'template_not_found')
  assert.equal((await reread(made.body.id)).source_template.name, 'Our GitHub')
  const still = { entity: 'issues', action: 'list', params: { limit: 1 } }
  assert.equal((await under.execute(bearer, made.body.id, still)).status, 200)
  for (const { body } of [made, own, bare]) await call('DELETE', `${CONNECTORS}/${body.id}`, { bearer })
})

test('where a type has several templates, one is to be named', async () => {
  const [first, second] = [
    await make({ actor_definition_id: GITHUB, name: 'GitHub for shops' }),
    await make({ actor_definition_id: GITHUB, name: 'GitHub for banks' }),
  ]
  for (const type of [{ connector_type: 'github' }, { definition_id: GITHUB }]) {
    const { status, body } = await connect(type)
    assert.deepEqual([status, body.code, body.errors[0].error_code], [422, 'invalid_request', 'ambiguous'])
    assert.deepEqual(body.errors[0].details.choices, [
      { id: first.id, name: 'GitHub for shops' },
      { id: second.id, name: 'GitHub for banks' },
    ])
  }
  for (const meant of [
    { source_template_id: second.id },
    { source_template_id: second.id, definition_id: GITHUB },
    { connector_type: second.id },
    { connector_type: 'github FOR banks' },
  ]) {
    const { status, text, body } = await connect({ ...meant, validate: false })
    assert.equal(status, 200, text)
    assert.equal(body.source_template.id, second.id)
    await call('DELETE', `${CONNECTORS}/${body.id}`, { bearer })
  }
  const both = await connect({ source_template_id: second.id, definition_id: SLACK })
  assert.deepEqual([both.status, both.body.errors[0].error_code], [422, 'conflict'])
  for (const { id } of [first, second]) await remove(id)
})

test('scoped tokens look at templates and change none, and nobody changes a global one', async () => {
  const template = await make({ actor_definition_id: GITHUB })
  const path = `${SOURCES}/${template.id}`
  assert.equal((await call('GET', path, { bearer })).status, 200)
  for (const [method, at, body] of [
    ['POST', SOURCES, { actor_definition_id: GITHUB }],
    ['PATCH', path, { name: 'Taken over' }],
    ['DELETE', path, undefined],
  ] as const) {
    assert.equal((await call(method, at, { bearer, body })).status, 403, method)
  }
  await remove(template.id)
  const [global] = await listed('/global')
  for (const [method, body] of [
    ['PATCH', { name: 'Taken over' }],
    ['DELETE', undefined],
  ] as const) {
    const refused = await call(method, `${SOURCES}/${global?.id}`, { bearer: operator, body })
    assert.deepEqual([refused.status, refused.body.code], [403, 'forbidden'])
  }
})
