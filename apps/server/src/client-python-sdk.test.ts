import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import {
  assertShape,
  CONNECTOR,
  CONNECTOR_ITEM,
  ENVELOPE,
  ERROR,
  PythonConnector,
  PythonError,
  STRIPE_DEFINITION,
  STRIPE_KEY,
  startForClients,
  WORKSPACE,
} from './testing/clients/index.ts'

/** The Python SDK of today in hosted mode, call by call, reading just what it reads. */
const house = await startForClients()
after(() => house.close())
const { call, application } = house
const { client_id, client_secret, organization_id } = application
const sdk = new PythonConnector(call, { client_id, client_secret }, organization_id)
const connectorId = await house.connectStripe('default')

async function raised(work: Promise<unknown>): Promise<PythonError> {
  const error = await work.then(
    () => assert.fail('nothing was raised'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof PythonError, String(error))
  return error
}

test('(1) a token: with key, type, seconds and organization', async () => {
  const { status, body } = await call('POST', '/api/v1/account/applications/token', {
    body: { client_id, client_secret },
  })
  assert.equal(status, 200)
  assert.deepEqual(Object.keys(body).sort(), ['access_token', 'expires_in', 'organization_id', 'token_type'])
  assert.deepEqual([body.token_type, body.expires_in, body.organization_id], ['bearer', 900, organization_id])
})

test('(1) bad credentials are no 500', async () => {
  const stranger = new PythonConnector(call, { client_id, client_secret: 'wrong' })
  assert.equal((await raised(stranger.token())).kind, 'AuthenticationError')
})

describe('(2) lookup by workspace and definition', () => {
  test('gives exactly one row, with the keys of a row', async () => {
    assert.equal(await sdk.find(STRIPE_DEFINITION), connectorId)
    const query = `workspace_name=default&definition_id=${STRIPE_DEFINITION}`
    const { body } = await sdk.send(['GET', `/api/v1/integrations/connectors?${query}`])
    assertShape(body.data, [CONNECTOR_ITEM])
    assert.equal(body.data[0].summarized_source_template.connector_name, 'stripe')
    assert.equal(body.data[0].summarized_source_template.actor_definition_id, STRIPE_DEFINITION)
  })

  test('of a workspace that is not there is empty, for the friendly error of the client', async () => {
    const error = await raised(sdk.find(STRIPE_DEFINITION, 'nobody'))
    assert.equal(error.message, 'No connector found for this user')
  })

  test('of two connectors is ambiguous to the client', async () => {
    await house.connectStripe('twice')
    await house.connectStripe('twice')
    assert.equal((await raised(sdk.find(STRIPE_DEFINITION, 'twice'))).kind, 'ConnectorAmbiguityError')
  })
})

describe('(3) execute', () => {
  test('of a list answers the records themselves, and what the client keeps as meta', async () => {
    const { result, connector_metadata: meta } = await sdk.execute(connectorId, {
      entity: 'customers',
      action: 'list',
      params: { limit: 1 },
    })
    assert.ok(Array.isArray(result) && result.length === 1)
    assertShape(result, [{ id: 'string' }])
    assertShape(meta, { has_more: 'boolean', has_next_page: 'boolean', end_cursor: 'string|null' })
  })

  test('takes null for no params, and for fields that were not chosen', async () => {
    const request = {
      entity: 'balance',
      action: 'get',
      params: null,
      select_fields: null,
      exclude_fields: null,
    }
    assertShape((await sdk.execute(connectorId, request)).result, { object: 'string' })
  })

  test("takes the vendor's own names for where a list goes on, and ours", async () => {
    const page = async (params: object) => {
      const { result } = await sdk.execute(connectorId, { entity: 'customers', action: 'list', params })
      return (result as readonly { readonly id: string }[]).map(({ id }) => id)
    }
    const [first = '', second = ''] = await page({ limit: 2 })
    assert.deepEqual(await page({ limit: 1, starting_after: first }), [second])
    const begun = await sdk.execute(connectorId, {
      entity: 'customers',
      action: 'list',
      params: { limit: 1 },
    })
    const { end_cursor: cursor } = begun.connector_metadata as { readonly end_cursor: string }
    assert.deepEqual(await page({ limit: 1, cursor }), [second])
  })

  test('has the whole envelope', async () => {
    const path = `/api/v1/integrations/connectors/${connectorId}/execute`
    const { body } = await sdk.send(['POST', path], { entity: 'balance', action: 'get' })
    assertShape(body, { ...(ENVELOPE as object), result: 'object' })
    assert.equal(body.status, 'success')
    assert.equal(body.connector_metadata, null)
  })
})

describe('(4) a search of the context store', () => {
  for (const action of ['context_store_search', 'search']) {
    test(`"${action}" tells the model what to call instead, in the text that it is shown`, async () => {
      const query = { filter: { eq: { email: 'a@b.c' } }, sort: [{ created: 'desc' }] }
      const params = { query, limit: 5, fields: [['id'], ['address', 'city']] }
      const error = await raised(sdk.execute(connectorId, { entity: 'customers', action, params }))
      assert.equal(error.kind, 'ConnectorValidationError')
      assert.match(error.message, /no context store/)
      assert.match(error.message, /api_search \(params: query, /)
      assert.match(error.message, /list \(params: /)
    })
  }
})

describe('(5) errors become exceptions whose text a model can act on', () => {
  const call = (request: object) => raised(sdk.execute(connectorId, request))

  test('an entity that is not there names the near miss and all there are', async () => {
    const error = await call({ entity: 'customer', action: 'list' })
    assert.equal(error.kind, 'ConnectorValidationError')
    assert.match(error.message, /Did you mean "customers"\? Use one of: customers, invoices, /)
  })

  test('an action that is not there names those of the entity', async () => {
    assert.match((await call({ entity: 'balance', action: 'list' })).message, /Use one of: get\./)
  })

  test('what is missing and what is misspelt is listed at once', async () => {
    const { message } = await call({
      entity: 'customers',
      action: 'get',
      params: { customer: 'cus_1', x: 1 },
    })
    assert.match(message, /"id" is required.*; |; .*"id" is required/)
  })

  test('a value that is not one of those there are is refused before anything is sent', async () => {
    const before = house.stripe.ledger.count()
    const { message } = await call({ entity: 'subscriptions', action: 'list', params: { status: 'paused?' } })
    assert.match(message, /"status" must be one of: /)
    assert.equal(house.stripe.ledger.count(), before)
  })

  test('a third party that has no such thing is an HTTPStatusError', async () => {
    const error = await call({ entity: 'customers', action: 'get', params: { id: 'cus_nope' } })
    assert.equal(error.kind, 'HTTPStatusError')
    assert.match(error.message, /^HTTP 404 error/)
  })

  test('a third party that asks to slow down is a RateLimitError with whole seconds', async () => {
    const id = await house.connectStripe('hurried')
    house.stripe.faults.add({ kind: 'too-many-requests', retryAfter: 40 })
    const error = await raised(sdk.execute(id, { entity: 'balance', action: 'get' }))
    house.stripe.faults.clear()
    assert.equal(error.kind, 'RateLimitError')
    assert.ok(error.retryAfter !== undefined && error.retryAfter > 0, String(error.retryAfter))
  })

  test('a bearer that is none and a connector of others are what the client expects', async () => {
    const none = await call({ entity: 'balance', action: 'get', params: { nothing: 1 } })
    assert.equal(none.kind, 'ConnectorValidationError')
    const absent = await raised(sdk.execute(randomUUID(), { entity: 'balance', action: 'get' }))
    assert.deepEqual(
      [absent.kind, /There is no such connector/.test(absent.message)],
      ['HTTPStatusError', true],
    )
  })

  test('every error has the envelope', async () => {
    for (const reply of [
      await house.call('GET', '/api/v1/integrations/connectors'),
      await house.call('GET', '/api/v1/integrations/connectors', { bearer: await sdk.token() }),
      await house.call('POST', '/api/v1/integrations/connectors', { bearer: await sdk.token(), body: {} }),
      await house.call('POST', '/api/v1/account/applications/token', { body: {} }),
      await house.call('GET', '/api/v1/nowhere'),
    ]) {
      assert.ok(reply.status >= 400)
      assertShape(reply.body, ERROR)
      assert.ok(!('detail' in reply.body))
    }
  })
})

test('(6) check() is one list with a limit of one', async () => {
  const request = { entity: 'customers', action: 'list', params: { limit: 1 } }
  assert.ok(Array.isArray((await sdk.execute(connectorId, request)).result))
})

describe('(7) the class Workspace', () => {
  test('lists connectors by the name of the workspace, and creates one', async () => {
    const made = await sdk.send(['POST', '/api/v1/integrations/connectors'], {
      name: 'Ours',
      definition_id: STRIPE_DEFINITION,
      workspace_name: 'seven',
      credentials: { api_key: STRIPE_KEY },
    })
    assertShape(made.body, CONNECTOR)
    const { body } = await sdk.send(['GET', '/api/v1/integrations/connectors?workspace_name=seven'])
    assert.deepEqual(
      body.data.map(({ id, name }: { id: string; name: string }) => [id, name]),
      [[made.body.id, 'Ours']],
    )
    assert.equal(body.data[0].summarized_source_template.name, 'Stripe')
  })

  test('finds the id of a workspace by its whole name in the first page of names that contain it', async () => {
    for (let count = 0; count < 25; count++) await house.scopedToken(`prod ${count}`)
    await house.scopedToken('prod')
    const { body } = await sdk.send(['GET', '/api/v1/workspaces?name_contains=prod'])
    assertShape(body, { data: [WORKSPACE], next: 'string|null' })
    assert.equal(body.data.filter(({ name }: { name: string }) => name === 'prod').length, 1)
  })

  test('deletes one: any success will do', async () => {
    const id = await house.connectStripe('ended')
    assert.equal((await sdk.send(['DELETE', `/api/v1/integrations/connectors/${id}`])).status, 202)
    const { body } = await sdk.send(['GET', '/api/v1/integrations/connectors?workspace_name=ended'])
    assert.deepEqual(body.data, [])
  })
})
