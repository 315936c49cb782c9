import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import {
  assertShape,
  CONNECTOR,
  decodeWidgetToken,
  ENVELOPE,
  startForClients,
  TEMPLATE_ITEM,
} from './testing/clients/index.ts'
import { GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

/** The first documentation's calls, as printed there, and the recipe that was written from them. */
const house = await startForClients()
after(() => house.close())
const { call, application } = house
const { client_id, client_secret } = application

async function ok(...request: Parameters<typeof call>) {
  const { status, body, text } = await call(...request)
  assert.equal(status, 200, text)
  return body
}

for (const prefix of ['/api/v1', '/v1']) {
  describe(`the calls of the first documentation, below ${prefix}`, () => {
    test('lead from the client secret to the issues of a repository', async () => {
      const body = { client_id, client_secret, 'grant-type': 'client_credentials' }
      const { access_token: operator } = await ok('POST', `${prefix}/applications/token`, { body })
      const { token: scoped } = await ok('POST', `${prefix}/embedded/scoped-token`, {
        bearer: operator,
        body: { workspace_name: 'acme' },
      })
      const info = await ok('GET', `${prefix}/embedded/scoped-token/info`, { bearer: scoped })
      assertShape(info, {
        organization_id: 'uuid',
        workspace_id: 'uuid',
        workspace_name: 'string',
        external_user_id: 'string',
      })
      assert.equal(info.external_user_id, 'acme')
      const templates = await ok('GET', `${prefix}/integrations/templates/sources`, { bearer: scoped })
      assertShape(templates.data, [TEMPLATE_ITEM])

      for (const external_user_id of ['acme', scoped]) {
        const connector = await ok('POST', `${prefix}/integrations/connectors`, {
          bearer: scoped,
          body: {
            connector_type: 'github',
            external_user_id,
            source_config: { repositories: `${REPOSITORY.owner}/${REPOSITORY.repo}` },
            credentials: { token: GITHUB_TOKEN },
          },
        })
        assertShape(connector, CONNECTOR)
        assert.deepEqual(connector.replication_config, {
          repositories: `${REPOSITORY.owner}/${REPOSITORY.repo}`,
        })
        for (const bearer of [scoped, operator]) {
          const answer = await ok('POST', `${prefix}/integrations/connectors/${connector.id}/execute`, {
            bearer,
            body: { entity: 'issues', action: 'list', params: { ...REPOSITORY } },
          })
          assertShape(answer, { ...(ENVELOPE as object), result: [{ number: 'integer', title: 'string' }] })
        }
      }
    })
  })
}

test('the recipe with two functions gets a widget token by its older path and names', async () => {
  const { token } = await ok('POST', '/api/v1/embedded/widget_token', {
    bearer: await house.applicationToken(),
    body: { externalUserId: 'recipe', allowedOrigin: 'https://shop.example' },
  })
  const { inner, allowedOrigin } = decodeWidgetToken(token)
  assert.equal(allowedOrigin, 'https://shop.example')
  const info = await ok('GET', '/api/v1/embedded/scoped-token/info', { bearer: inner })
  assert.equal(info.external_user_id, 'recipe')
})

test('the recipe with two functions reads the status, and the data or the result', async () => {
  const operator = await house.applicationToken()
  const id = await house.connectStripe('recipe')
  const body = { entity: 'customers', action: 'list', params: { limit: 2 } }
  const response = await ok('POST', `/api/v1/integrations/connectors/${id}/execute`, {
    bearer: operator,
    body,
  })
  assert.equal(response.status, 'success')
  const records = response.result.data ?? response.result
  assert.ok(Array.isArray(records) && records.length === 2)
})

test('a scoped token needs no workspace named, and gets its own', async () => {
  const bearer = await house.scopedToken('own')
  const id = await house.connectStripe('own')
  for (const path of [
    '/integrations/connectors',
    '/connectors/instances_for_user',
    '/connectors/connectors_for_user',
  ]) {
    const { data, instances, connectors } = await ok('GET', `/api/v1${path}/`, { bearer })
    assert.deepEqual(
      (data ?? instances ?? connectors).map((row: { id: string }) => row.id),
      [id],
    )
  }
})

describe('the workspace of a call, by every name that it has had', () => {
  for (const field of ['workspace_name', 'customer_name', 'external_user_id', 'externalUserId']) {
    test(field, async () => {
      const bearer = await house.applicationToken()
      const id = await house.connectStripe(field)
      const { data } = await ok('GET', `/api/v1/integrations/connectors?${field}=${field}`, { bearer })
      assert.deepEqual(
        data.map((row: { id: string }) => row.id),
        [id],
      )
      const body = {
        [field]: `new ${field}`,
        connector_type: 'github',
        credentials: { token: GITHUB_TOKEN },
        validate: false,
      }
      const { name } = await ok('POST', '/api/v1/integrations/connectors/', { bearer, body })
      assert.equal(name, `GitHub - new ${field}`)
    })
  }
})

test('the embedded way to create: template, configuration, and a slash at the end', async () => {
  const bearer = await house.scopedToken('embedded')
  const info = await ok('GET', '/api/v1/embedded/scoped-token/info', { bearer })
  const templates = await ok('GET', '/api/v1/integrations/templates/sources', { bearer })
  const template = templates.data.find(({ name }: { name: string }) => name === 'GitHub')
  const connector = await ok('POST', '/api/v1/integrations/sources/', {
    bearer,
    body: {
      workspace_id: info.workspace_id,
      source_config_template_id: template.id,
      connection_configuration: {
        credentials: { option_title: 'PAT Credentials', personal_access_token: GITHUB_TOKEN },
        repositories: [`${REPOSITORY.owner}/${REPOSITORY.repo}`],
      },
    },
  })
  assertShape(connector, CONNECTOR)
  const { result } = (
    await house.execute(bearer, connector.id, { entity: 'issues', action: 'list', params: { limit: 1 } })
  ).body
  assert.equal(result.length, 1)
})
