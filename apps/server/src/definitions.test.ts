import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { engineUnderTest } from './testing/index.ts'
import { push, SOURCES, weatherJson } from './testing/uploads.ts'

const under = await engineUnderTest()
after(() => under.close())
const { call } = under
const bearer = await under.scopedToken('acme')
const GITHUB = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  call('GET', path, { bearer, headers })

test('a definition tells how it is connected by OAuth, and where the tokens belong', async () => {
  const { body } = await get(`${SOURCES}/${GITHUB}`)
  const { spec } = body.definition
  assert.deepEqual(Object.keys(spec), [
    'documentationUrl',
    'connectionSpecification',
    'advanced_auth',
    'supported_destination_sync_modes',
  ])
  const { auth_flow_type, predicate_key, predicate_value, oauth_config_specification } = spec.advanced_auth
  assert.deepEqual([auth_flow_type, predicate_key], ['oauth2.0', ['credentials', 'auth_type']])
  const ways = spec.connectionSpecification.properties.credentials.oneOf
  const named = ways.map(
    (way: { properties: { auth_type: { const: string } } }) => way.properties.auth_type.const,
  )
  assert.ok(named.includes(predicate_value))
  assert.deepEqual(Object.keys(oauth_config_specification), [
    'oauth_user_input_from_connector_config_specification',
    'oauth_connector_input_specification',
    'complete_oauth_output_specification',
    'complete_oauth_server_input_specification',
    'complete_oauth_server_output_specification',
  ])
  const { access_token } = oauth_config_specification.complete_oauth_output_specification.properties
  assert.deepEqual(access_token.path_in_connector_config, ['credentials', 'access_token'])
  assert.ok(body.example_questions.direct.includes('Which issues are there in GitHub?'))
  assert.deepEqual(body.example_questions.search, [])
})

test('one without OAuth says so', async () => {
  const { definitions } = (await get(`${SOURCES}?name=strip`)).body
  assert.equal(definitions.length, 1)
  const { body } = await get(`${SOURCES}/${definitions[0].sourceDefinitionId}`)
  assert.equal(body.definition.spec.advanced_auth, null)
})

test('what a client has already is not sent again', async () => {
  for (const path of [SOURCES, `${SOURCES}?name=git`, `${SOURCES}/${GITHUB}`]) {
    const first = await get(path)
    const etag = first.headers.get('etag') ?? ''
    assert.match(etag, /^"[\w-]{43}"$/)
    assert.equal(first.headers.get('cache-control'), 'private, no-cache')
    assert.equal(first.headers.get('vary'), 'authorization')
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get(path, { 'if-none-match': known })
      assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', etag])
    }
    assert.equal((await get(path, { 'if-none-match': '"other"' })).status, 200)
    assert.equal((await call('GET', path, { headers: { 'if-none-match': etag } })).status, 401)
  }
})

test('another engine that has the same answers with the same tag', async () => {
  const other = await engineUnderTest()
  try {
    const as = await other.scopedToken('elsewhere')
    for (const path of [SOURCES, `${SOURCES}/${GITHUB}`]) {
      const [here, there] = [await get(path), await other.call('GET', path, { bearer: as })]
      assert.equal(there.headers.get('etag'), here.headers.get('etag'))
    }
  } finally {
    await other.close()
  }
})

test('an upload makes it another answer', async () => {
  const before = (await get(SOURCES)).headers.get('etag') ?? ''
  assert.equal((await push(under, weatherJson())).status, 201)
  const after = await get(SOURCES, { 'if-none-match': before })
  assert.equal(after.status, 200)
  assert.notEqual(after.headers.get('etag'), before)
})

test('there are no destinations, and it is said', async () => {
  const PATH = '/api/v1/integrations/definitions/destinations'
  const snowflake = '424892c4-daac-4491-b35d-c6688ba547ba'
  for (const query of [
    '',
    `?actorDefinitionIds=${snowflake}`,
    `?actorDefinitionIds=${snowflake}&actorDefinitionIds=${GITHUB}`,
  ]) {
    const { status, body } = await get(PATH + query)
    assert.deepEqual([status, body], [200, { destinations: [] }])
  }
  assert.equal((await get(`${PATH}?actorDefinitionIds=snowflake`)).status, 422)
  const missing = await get(`${PATH}/${snowflake}`)
  assert.deepEqual([missing.status, missing.body.code], [404, 'connector_type_not_found'])
})

test('the registry names what comes with the engine, to everybody, and nothing else', async () => {
  const { status, headers, body } = await call('GET', '/registry.json')
  assert.equal(status, 200)
  const github = body.connectors.find((one: { connector_name: string }) => one.connector_name === 'github')
  assert.deepEqual(Object.keys(github), [
    'connector_id',
    'connector_name',
    'connector_definition_id',
    'docs_url',
    'latest_version',
    'latest_url',
    'versions',
  ])
  assert.deepEqual([github.connector_definition_id, github.versions], [GITHUB, [github.latest_version]])
  const names = body.connectors.map((one: { connector_name: string }) => one.connector_name)
  assert.ok(!names.includes('weather'))
  const etag = headers.get('etag') ?? ''
  assert.equal((await call('GET', '/registry.json', { headers: { 'if-none-match': etag } })).status, 304)
})
