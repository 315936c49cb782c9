import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { assertShape, CHECK, CONNECTOR } from './testing/clients/index.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

/** Every way in which clients ask for a connector. */
const under = await engineUnderTest()
after(() => under.close())
const { call } = under
const bearer = await under.scopedToken('acme')
const CONNECTORS = '/api/v1/integrations/connectors'
const definition = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'
const credentials = { token: GITHUB_TOKEN }
const repositories = `${REPOSITORY.owner}/${REPOSITORY.repo}`
const templates = await call('GET', '/api/v1/integrations/templates/sources', { bearer })
const template = String(templates.body.data.find(({ name }: { name: string }) => name === 'GitHub').id)

const create = (body: object) => call('POST', CONNECTORS, { bearer, body: { validate: false, ...body } })

describe('its type may be', () => {
  const driveSpellings = ['Google Drive', 'google drive', 'google-drive', 'google_drive', 'GOOGLE-DRIVE']
  for (const connector_type of driveSpellings) {
    test(connector_type, async () => {
      const { body } = await create({ connector_type, credentials: { access_token: 'ya29.practise' } })
      assert.equal(body.source_template.name, 'Google Drive')
    })
  }
  for (const [what, named] of [
    ['a template in connector_type', { connector_type: template }],
    ['a definition in connector_type', { connector_type: definition }],
    ['definition_id', { definition_id: definition }],
    ['source_template_id', { source_template_id: template }],
  ] as const) {
    test(what, async () => {
      const { status, body } = await create({ ...named, credentials })
      assert.deepEqual([status, body.source_template?.source_definition_id], [200, definition])
      assertShape(body, CONNECTOR)
      assert.equal(body.name, 'GitHub - acme')
    })
  }
})

describe('its settings may be', () => {
  for (const [what, given] of [
    ['source_config, as a text', { source_config: { repositories } }],
    ['source_config, as a list', { source_config: { repositories: [repositories] } }],
    ['environment', { environment: { repositories } }],
    [
      'replication_config, with what this engine does not need',
      { replication_config: { repositories, start_date: '2024-01-01' } },
    ],
    [
      'all of them, of which the newest counts',
      { source_config: { repositories: 'old/one' }, replication_config: { repositories } },
    ],
  ] as const) {
    test(what, async () => {
      const { status, body, text } = await create({ connector_type: 'github', credentials, ...given })
      assert.equal(status, 200, text)
      assert.deepEqual([body.replication_config.repositories].flat(), [repositories])
      const reply = await under.execute(bearer, body.id, {
        entity: 'issues',
        action: 'list',
        params: { limit: 1 },
      })
      assert.equal(reply.status, 200, reply.text)
    })
  }

  test('with tags of connection templates beside them, which mean nothing here', async () => {
    const tags = { selected_connection_template_tags: ['a'], selected_connection_template_tags_mode: 'all' }
    assert.equal((await create({ connector_type: 'github', credentials, ...tags })).status, 200)
  })
})

describe('its credential may be', () => {
  const pat = { personal_access_token: GITHUB_TOKEN }
  for (const [what, given] of [
    ['spelt directly', { credentials }],
    ['spelt as for replication', { credentials: { option_title: 'PAT Credentials', ...pat } }],
    ['with a discriminator', { credentials: { auth_type: 'token', token: GITHUB_TOKEN } }],
    [
      'below credentials again',
      { credentials: { credentials: { option_title: 'PAT Credentials', ...pat } } },
    ],
    [
      'inside of replication_config',
      { replication_config: { credentials: { option_title: 'PAT Credentials', ...pat } } },
    ],
    ['beside the settings', { replication_config: { repositories, ...pat } }],
  ] as const) {
    test(what, async () => {
      const { status, body, text } = await create({ connector_type: 'github', ...given })
      assert.equal(status, 200, text)
      assert.ok(!text.includes(GITHUB_TOKEN))
      assert.equal((await under.execute(bearer, body.id, { entity: 'users', action: 'me' })).status, 200)
    })
  }
})

describe('what lacks something is refused with the words that clients look for', () => {
  for (const [what, body, status, words] of [
    [
      'no type',
      { credentials },
      422,
      /connector_type, definition_id, or source_template_id must be provided/,
    ],
    [
      'no credential',
      { connector_type: 'github' },
      422,
      /replication_config, credentials, server_side_oauth_secret_id/,
    ],
    [
      'settings alone',
      { connector_type: 'github', replication_config: { repositories } },
      422,
      /credentials/,
    ],
    [
      'keys of no way',
      { connector_type: 'github', credentials: { user: 'a', pass: 'b' } },
      400,
      /Keys given: "user", "pass"\. Ways: token \(token\)/,
    ],
    ['a type that is not there', { connector_type: 'gitbub', credentials }, 404, /connector type/],
    [
      'a repository that is none',
      { connector_type: 'github', credentials, source_config: { repositories: 'octo' } },
      422,
      /"repositories"|configuration/,
    ],
  ] as const) {
    test(what, async () => {
      const reply = await create(body)
      assert.equal(reply.status, status)
      assert.match(
        [reply.body.message, ...reply.body.errors.map(({ message }: { message: string }) => message)].join(
          ' ',
        ),
        words,
      )
    })
  }
})

describe('once it is there', async () => {
  const made = await call('POST', CONNECTORS, {
    bearer,
    body: {
      connector_type: 'github',
      credentials,
      source_config: { repositories },
      entities: [{ entity: 'issues' }],
    },
  })
  const path = `${CONNECTORS}/${made.body.id}`
  const put = async (body: object) => (await call('PUT', path, { bearer, body })).body

  test('get gives the same object', async () => {
    assert.deepEqual((await call('GET', path, { bearer })).body, { ...made.body })
  })

  test('a change keeps what is left out, and clears entities that are []', async () => {
    const renamed = await put({ name: 'Renamed' })
    assertShape(renamed, CONNECTOR)
    assert.deepEqual(
      [renamed.name, renamed.replication_config, renamed.entities],
      ['Renamed', { repositories }, [{ entity: 'issues' }]],
    )
    const cleared = await put({ entities: [] })
    assert.deepEqual([cleared.name, cleared.entities], ['Renamed', []])
    assert.deepEqual((await put({ replication_config: { repositories: ['a/b'] } })).replication_config, {
      repositories: ['a/b'],
    })
    assert.deepEqual((await put({ source_config: { repositories } })).replication_config, { repositories })
  })

  test('a check has the documented keys, of what is stored and of what is not', async () => {
    assertShape((await call('POST', `${path}/check`, { bearer })).body, CHECK)
    const candidate = { connector_type: 'github', credentials, entities: [{ entity: 'users' }] }
    const { status, body } = await call('POST', `${CONNECTORS}/check`, { bearer, body: candidate })
    assertShape(body, CHECK)
    assert.deepEqual([status, body.status], [200, 'succeeded'])
  })

  test('its removal answers 202 with a job, and then it is 404', async () => {
    const { status, body } = await call('DELETE', path, { bearer })
    assert.equal(status, 202)
    assertShape(body, { job_id: 'uuid' })
    assert.equal((await call('GET', path, { bearer })).status, 404)
  })
})
