import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'
import { until } from './testing/until.ts'
import { push, WEATHER_ID, weatherJson } from './testing/uploads.ts'

const under = await engineUnderTest({
  origins: new Map([['https://eu.weather.example', 'http://127.0.0.1:9']]),
})
after(() => under.close())
const { call } = under
const operator = await under.applicationToken()
const bearer = await under.scopedToken('acme')

const SOURCES = '/api/v1/integrations/templates/sources'
const CONNECTORS = '/api/v1/integrations/connectors'
const GITHUB = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'
const credentials = { token: GITHUB_TOKEN }

async function make(body: object) {
  const made = await call('POST', SOURCES, { bearer: operator, body })
  assert.equal(made.status, 200, made.text)
  return made.body
}

const remove = (id: string) => call('DELETE', `${SOURCES}/${id}`, { bearer: operator })
const connect = (body: object) => call('POST', CONNECTORS, { bearer, body: { credentials, ...body } })
const reread = async (id: string) => (await call('GET', `${CONNECTORS}/${id}`, { bearer })).body

test('changed defaults reach the connectors of a template where that is wanted, but for what was given', async () => {
  const template = await make({
    actor_definition_id: GITHUB,
    partial_default_config: { repositories: 'octo/before' },
  })
  const create = async (more: object) =>
    (await connect({ source_template_id: template.id, validate: false, ...more })).body.id
  const plain = await create({})
  const given = await create({ replication_config: { repositories: 'octo/given' } })
  const rewritten = await create({})
  // A client that reads a connector and writes it back has given nothing.
  const { replication_config } = await reread(rewritten)
  await call('PUT', `${CONNECTORS}/${rewritten}`, { bearer, body: { name: 'Renamed', replication_config } })
  const patch = async (body: object) => {
    const reply = await call('PATCH', `${SOURCES}/${template.id}`, { bearer: operator, body })
    assert.equal(reply.status, 200, reply.text)
    return reply.body
  }
  const settings = async () => {
    const read = await Promise.all([plain, given, rewritten].map(reread))
    return read.map((connector) => connector.replication_config.repositories)
  }
  const quiet = await patch({ partial_default_config: { repositories: 'octo/quiet' } })
  assert.equal(quiet.propagation, undefined)
  assert.deepEqual(await settings(), ['octo/before', 'octo/given', 'octo/before'])
  const loud = await patch({ partial_default_config: { repositories: 'octo/after' }, propagate: true })
  assert.deepEqual(loud.propagation, { connectors_changed: 2, connectors_skipped: 0, not_applied: [] })
  assert.deepEqual(await settings(), ['octo/after', 'octo/given', 'octo/after'])
  const again = await patch({ propagate: true })
  assert.equal(again.propagation.connectors_changed, 0)
  await patch({ partial_default_config: {}, propagate: true })
  assert.deepEqual(await settings(), [undefined, 'octo/given', undefined])
  for (const id of [plain, given, rewritten]) await call('DELETE', `${CONNECTORS}/${id}`, { bearer })
  await remove(template.id)
})

test('no template moves a stored credential elsewhere, and no connector loses a setting that it needs', async () => {
  const regional = weatherJson((definition) => {
    definition.server.url = 'https://{site}.weather.example'
    const site = { title: 'Site', about: 'Which one.', pattern: '[a-z]+', example: 'eu', required: true }
    definition.config.site = site
    definition.config.place.required = true
  })
  assert.equal((await push(under, regional)).status, 201)
  const template = await make({
    actor_definition_id: WEATHER_ID,
    partial_default_config: { site: 'eu', place: 'pt/lisbon' },
  })
  const made = await call('POST', CONNECTORS, {
    bearer,
    body: { connector_type: 'weather', validate: false, credentials: { token: 'wx_test0token' } },
  })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(made.body.replication_config, { site: 'eu', place: 'pt/lisbon' })
  const change = (partial_default_config: object) =>
    call('PATCH', `${SOURCES}/${template.id}`, {
      bearer: operator,
      body: { partial_default_config, propagate: true },
    })
  const moved = await change({ site: 'evil', place: 'pt/porto' })
  assert.deepEqual(
    moved.body.propagation.not_applied.map(({ setting }: { setting: string }) => setting),
    ['site'],
  )
  assert.equal(moved.body.propagation.connectors_changed, 1)
  assert.deepEqual((await reread(made.body.id)).replication_config, { site: 'eu', place: 'pt/porto' })
  const emptied = await change({})
  assert.deepEqual(
    emptied.body.propagation.not_applied.map(({ setting }: { setting: string }) => setting),
    ['place'],
  )
  assert.deepEqual((await reread(made.body.id)).replication_config, { site: 'eu', place: 'pt/porto' })

  const definition = `/api/v1/integrations/definitions/sources/${WEATHER_ID}`
  await call('DELETE', `${CONNECTORS}/${made.body.id}`, { bearer })
  const inUse = await call('DELETE', definition, { bearer: operator })
  assert.deepEqual([inUse.status, inUse.body.message], [409, '1 template uses this definition.'])
  await remove(template.id)
  // The connector's tokens are ended first, which takes the definition.
  await until(async () => (await call('DELETE', definition, { bearer: operator })).status === 200)
})
