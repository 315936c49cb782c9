import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const under = await engineUnderTest()
after(() => under.close())
const { call } = under
const operator = await under.applicationToken()

const SOURCES = '/api/v1/integrations/templates/sources'
const CONNECTORS = '/api/v1/integrations/connectors'
const GITHUB = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'
const REPOSITORIES = `${REPOSITORY.owner}/${REPOSITORY.repo}`

test('a command line client connects through a template: it finds it, reads it, and fills it in', async () => {
  const { data } = (await call('GET', `${SOURCES}/global`, { bearer: operator })).body
  const { id, name } = data.find((one: { name: string }) => one.name === 'GitHub')
  const { body: template } = await call('GET', `${SOURCES}/${id}`, { bearer: operator })
  assert.deepEqual([template.actor_definition_id, template.organization_id], [GITHUB, null])
  const { advanced_auth } = template.user_config_spec
  const output = advanced_auth.oauth_config_specification.complete_oauth_output_specification.properties
  assert.deepEqual(output.access_token.path_in_connector_config, ['credentials', 'access_token'])

  // Once with a path for each key, and once flat: what clients do where nothing says where a key belongs.
  const placed: Record<string, Record<string, string>> = {}
  const place = ([parent = '', key = '']: readonly string[], value: string) => {
    placed[parent] = { ...placed[parent], [key]: value }
  }
  place(advanced_auth.predicate_key, advanced_auth.predicate_value)
  place(output.access_token.path_in_connector_config, GITHUB_TOKEN)
  const create = (replication_config: object) =>
    call('POST', CONNECTORS, {
      bearer: operator,
      body: {
        source_template_id: id,
        workspace_name: 'acme',
        connector_type: name,
        name,
        replication_config: { ...template.partial_default_config, ...replication_config },
      },
    })
  for (const config of [{ token: GITHUB_TOKEN }, placed]) {
    const made = await create({ ...config, repositories: REPOSITORIES })
    assert.equal(made.status, 200, made.text)
    assert.equal(made.body.name, 'GitHub')
    assert.deepEqual(made.body.replication_config, { repositories: REPOSITORIES })
    await call('DELETE', `${CONNECTORS}/${made.body.id}`, { bearer: operator })
  }
})
