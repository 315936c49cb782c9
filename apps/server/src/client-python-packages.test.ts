import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import {
  GITHUB_DEFINITION,
  PythonError,
  pythonCall,
  STRIPE_DEFINITION,
  STRIPE_KEY,
  startForClients,
} from './testing/clients/index.ts'
import { GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

/** The packages of single connectors before April 2026, by the paths and keys of their dates. */
const house = await startForClients()
after(() => house.close())
const { call, application } = house
const { client_id, client_secret } = application

interface Generation {
  readonly dates: string
  readonly token: string
  readonly lookup: string
  /** Under which the lookup's rows stand. */
  readonly rows: string
  /** By which it names its user. */
  readonly user: string
  readonly execute: (id: string) => string
}

const execute = (id: string) => `/api/v1/integrations/connectors/${id}/execute`
const SOURCES = (id: string) => `/api/v1/connectors/sources/${id}/execute`
const first = { token: '/api/v1/applications/token', user: 'external_user_id' }
const forUser = { lookup: '/api/v1/connectors/connectors_for_user', rows: 'connectors' }
const today = { lookup: '/api/v1/integrations/connectors', rows: 'data', execute }
const account = '/api/v1/account/applications/token'

const GENERATIONS: readonly Generation[] = [
  {
    ...first,
    dates: '2025-12-17 to 2026-01-14',
    lookup: '/api/v1/connectors/instances_for_user',
    rows: 'instances',
    execute: (id) => `/api/v1/connectors/instances/${id}/execute`,
  },
  { ...first, ...forUser, dates: '2026-01-15 to 2026-02-02', execute: SOURCES },
  { ...first, ...forUser, dates: '2026-02-03', execute },
  { ...first, ...forUser, dates: '2026-02-04', token: account, execute },
  { ...first, ...today, dates: '2026-02-05', token: account },
  { ...today, dates: '2026-02-19', token: account, user: 'customer_name' },
  { ...today, dates: '2026-04-24', token: account, user: 'workspace_name' },
]

const create = (path: string, bearer: string, body: object) =>
  pythonCall(call, ['POST', path], { bearer, body })
const [repositories] = [`${REPOSITORY.owner}/${REPOSITORY.repo}`]

for (const { dates, token, lookup, rows, user, execute: path } of GENERATIONS) {
  describe(`packages of ${dates}`, () => {
    const login = async () => {
      const { body } = await pythonCall(call, ['POST', token], { body: { client_id, client_secret } })
      return String(body.access_token)
    }
    const find = async (bearer: string, name: string) => {
      const query = new URLSearchParams({ [user]: name, definition_id: GITHUB_DEFINITION })
      return (await pythonCall(call, ['GET', `${lookup}?${query}`], { bearer })).body[rows]
    }

    test('find the connector of a user and execute through it', async () => {
      const bearer = await login()
      const name = `user of ${dates}`
      const made = await create('/v1/integrations/connectors', bearer, {
        name: 'GitHub',
        definition_id: GITHUB_DEFINITION,
        [user]: name,
        credentials: { token: GITHUB_TOKEN },
        replication_config: { repositories: [repositories] },
      })
      const found = await find(bearer, name)
      assert.deepEqual(
        found.map(({ id }: { id: string }) => id),
        [made.body.id],
      )
      const { body } = await pythonCall(call, ['POST', path(found[0].id)], {
        bearer,
        body: { entity: 'issues', action: 'list', params: { per_page: 2 } },
      })
      assert.equal(body.result.length, 2)
      assert.equal(typeof body.connector_metadata.has_next_page, 'boolean')
      const one = await pythonCall(call, ['POST', path(found[0].id)], {
        bearer,
        body: { entity: 'issues', action: 'get', params: { number: body.result[0].number } },
      })
      assert.equal(one.body.result.id, body.result[0].id)
      assert.equal(one.body.connector_metadata, null)
    })

    test('hear of a user without connectors in an empty list', async () => {
      assert.deepEqual(await find(await login(), 'nobody'), [])
    })

    test('search what was cached by "search", and are told what to call instead', async () => {
      const bearer = await login()
      const [{ id }] = await find(bearer, `user of ${dates}`)
      const body = { entity: 'issues', action: 'search', params: { query: { filter: {} } } }
      await assert.rejects(pythonCall(call, ['POST', path(id)], { bearer, body }), (error) => {
        assert.ok(error instanceof PythonError)
        assert.match(error.message, /HTTP 422 .*api_search \(params: q, /)
        return true
      })
    })
  })
}

describe('the prototype of 2025-12-15', () => {
  test('gets the result alone from the host itself, and needs a bearer here', async () => {
    const bearer = await house.applicationToken()
    const id = await house.connectStripe('prototype')
    const body = { entity: 'customers', action: 'list', params: { limit: 1 } }
    const reply = await pythonCall(call, ['POST', `/connectors/${id}/execute`], { bearer, body })
    assert.ok(Array.isArray(reply.body) && reply.body.length === 1)
    const none = await call('POST', `/connectors/${id}/execute`, { body })
    assert.deepEqual([none.status, none.body.code], [401, 'unauthenticated'])
  })

  test('gets its errors as everybody', async () => {
    const bearer = await house.applicationToken()
    const id = await house.connectStripe('prototype')
    const wrong = { entity: 'customer', action: 'list' }
    const { status, body } = await call('POST', `/connectors/${id}/execute`, { bearer, body: wrong })
    assert.deepEqual([status, body.code], [422, 'unknown_entity'])
  })
})

describe('create, as packages from 2026-01-30 ask for it', () => {
  test('with a template, and a name that is given', async () => {
    const bearer = await house.applicationToken()
    const templates = await call('GET', '/api/v1/integrations/templates/sources', { bearer })
    const { id: source_template_id } = templates.body.data.find(
      ({ actor_definition_id: id }: { actor_definition_id: string }) => id === STRIPE_DEFINITION,
    )
    const { body } = await create('/api/v1/integrations/connectors', bearer, {
      name: 'Mine',
      source_template_id,
      customer_name: 'templated',
      credentials: { api_key: STRIPE_KEY },
    })
    assert.deepEqual([typeof body.id, body.name], ['string', 'Mine'])
  })
})
