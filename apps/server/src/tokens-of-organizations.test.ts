import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { addOrganization } from './testing/add-organization.ts'
import { createCaller } from './testing/caller.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { push, SOURCES, WEATHER_ID, weatherJson } from './testing/uploads.ts'

const ours = await engineUnderTest()
after(() => ours.close())
const rival = await addOrganization(ours, 'rival')
const theirs = createCaller(ours.engine.url, {
  client_id: rival.clientId,
  client_secret: rival.clientSecret,
  organization_id: rival.id,
})

const CONNECTORS = '/api/v1/integrations/connectors'
const LIST = { entity: 'issues', action: 'list', params: REPOSITORY }
const ourScoped = await ours.scopedToken('acme')
const id = await ours.connectGithub(ourScoped, { credentials: { token: GITHUB_TOKEN } })
const theirApplication = await theirs.applicationToken()
const theirScoped = await theirs.scopedToken('acme')
const secrets = [GITHUB_TOKEN, rival.clientSecret, theirApplication, theirScoped]

async function infoOf(bearer: string) {
  return (await ours.call('GET', '/api/v1/embedded/scoped-token/info', { bearer })).body
}

test('a workspace name belongs to each organization by itself', async () => {
  const [mine, other] = await Promise.all([infoOf(ourScoped), infoOf(theirScoped)])
  assert.deepEqual([mine.workspace_name, other.workspace_name], ['acme', 'acme'])
  assert.notEqual(mine.workspace_id, other.workspace_id)
  assert.deepEqual(
    [mine.organization_id, other.organization_id],
    [ours.application.organization_id, rival.id],
  )
})

for (const [kind, bearer] of [
  ['an application token', theirApplication],
  ['a scoped token', theirScoped],
] as const) {
  test(`${kind} of another organization finds none of our connectors, whatever it tries`, async () => {
    const query = `${CONNECTORS}?workspace_name=acme`
    assert.deepEqual((await ours.call('GET', query, { bearer })).body.data, [])
    const path = `${CONNECTORS}/${id}`
    for (const answer of [
      await ours.call('GET', path, { bearer }),
      await ours.call('DELETE', path, { bearer }),
      await ours.execute(bearer, id, LIST),
    ]) {
      assertErrorAnswer(answer, 'connector_not_found', secrets)
    }
    assert.equal((await ours.execute(ourScoped, id, LIST)).status, 200)
  })

  test(`${kind} of another organization enters none of our workspaces by id`, async () => {
    const { workspace_id } = await infoOf(ourScoped)
    const found = await ours.call('GET', `${CONNECTORS}?workspace_id=${workspace_id}`, { bearer })
    assertErrorAnswer(found, 'workspace_not_found', secrets)
    const body = { connector_type: 'github', workspace_id, credentials: { token: GITHUB_TOKEN } }
    assertErrorAnswer(await ours.call('POST', CONNECTORS, { bearer, body }), 'workspace_not_found', secrets)
  })
}

test('a definition belongs to the organization that uploaded it, and another may have its own of the same names', async () => {
  assert.equal((await push(ours, weatherJson())).status, 201)
  const bearer = theirApplication
  const { definitions } = (await ours.call('GET', SOURCES, { bearer })).body
  assert.ok(definitions.every(({ custom }: { custom: boolean }) => !custom))
  const { data } = (await ours.call('GET', '/api/v1/integrations/templates/sources', { bearer })).body
  assert.ok(data.every((one: { connector_name: string }) => one.connector_name !== 'weather'))
  const path = `${SOURCES}/${WEATHER_ID}`
  const credentials = { token: 'wx_test0token' }
  const body = { connector_type: 'weather', workspace_name: 'acme', credentials }
  for (const answer of [
    await ours.call('GET', path, { bearer }),
    await ours.call('DELETE', path, { bearer }),
    await ours.call('POST', CONNECTORS, { bearer, body }),
  ]) {
    assertErrorAnswer(answer, 'connector_type_not_found', secrets)
  }

  const another = weatherJson((definition) => {
    definition.about = 'Of the rival.'
    definition.config.place.title = 'Of the rival'
  })
  assert.deepEqual((await push(theirs, another)).body.version, 1)
  const titles = [await ours.applicationToken(), bearer].map(async (token) => {
    const { spec } = (await ours.call('GET', path, { bearer: token })).body.definition
    return spec.connectionSpecification.properties.place.title
  })
  assert.deepEqual(await Promise.all(titles), ['Place', 'Of the rival'])
  assert.equal((await ours.call('DELETE', path, { bearer })).status, 200)
  assert.equal((await ours.call('GET', path, { bearer: await ours.applicationToken() })).status, 200)
})

test('a scoped token names no workspace to another organization', async () => {
  const body = { external_user_id: theirScoped }
  const bearer = await ours.applicationToken()
  const answer = await ours.call('POST', '/api/v1/embedded/scoped-token', { bearer, body })
  assertErrorAnswer(
    answer,
    { code: 'malformed_request', says: /no scoped token of this organization/ },
    secrets,
  )
})
