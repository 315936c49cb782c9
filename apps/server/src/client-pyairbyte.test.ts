import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import {
  assertShape,
  ENVELOPE,
  STRIPE_DEFINITION,
  startForClients,
  WORKSPACE,
} from './testing/clients/index.ts'

/** PyAirbyte's client for agents: its base has `/api/v1` in it, and every body is an object in JSON. */
const house = await startForClients()
after(() => house.close())
const bearer = await house.applicationToken()
const headers = { accept: 'application/json', 'user-agent': 'PyAirbyte Client' }
const id = await house.connectStripe('acme')
const info = await house.call('GET', '/api/v1/account/applications/scoped-token/info', {
  bearer: await house.scopedToken('acme'),
})

async function ask(method: string, path: string, body?: object) {
  const reply = await house.call(method, `/api/v1${path}`, { bearer, headers, ...(body && { body }) })
  assert.match(reply.headers.get('content-type') ?? '', /^application\/json/)
  assertShape(reply.body, 'object')
  return reply
}

/** A call, with what it merges into the params. `search` of its users is the search of the third party. */
async function execute(entity: string, action: string, given: Given = {}) {
  const { page_size: limit, cursor, params = {}, ...more } = given
  return ask('POST', `/integrations/connectors/${id}/execute`, {
    entity,
    action: action === 'search' ? 'api_search' : action,
    params: { ...params, ...(limit && { limit }), ...(cursor && { cursor }) },
    skip_truncation: true,
    ...more,
  })
}

interface Given {
  readonly page_size?: number
  readonly cursor?: string
  readonly params?: object
  readonly intent?: string
  readonly select_fields?: readonly string[]
}

test('lists workspaces, and shows one', async () => {
  const { body } = await ask('GET', '/workspaces')
  assertShape(body.data, [WORKSPACE])
  const { status, body: one } = await ask('GET', `/workspaces/${info.body.workspace_id}`)
  assertShape(one, WORKSPACE)
  assert.deepEqual([status, one.name, one.status], [200, 'acme', 'active'])
  assert.equal((await ask('GET', `/workspaces/${randomUUID()}`)).status, 404)
})

test('lists the connectors of a workspace by its id', async () => {
  const { body } = await ask('GET', `/integrations/connectors?workspace_id=${info.body.workspace_id}`)
  assert.deepEqual(
    body.data.map(({ id, name }: { id: string; name: string }) => [id, name]),
    [[id, 'Stripe - acme']],
  )
  assert.equal((await ask('GET', `/integrations/connectors?workspace_id=${randomUUID()}`)).status, 404)
})

test('inspects a connector, which says truthfully that nothing is kept to be searched', async () => {
  const { body } = await ask('GET', `/integrations/connectors/${id}/inspect`)
  const { entities, warnings, ...documented } = body
  assert.deepEqual(documented, {
    connector_id: id,
    name: 'Stripe - acme',
    workspace_id: info.body.workspace_id,
    organization_id: info.body.organization_id,
    source_definition_id: STRIPE_DEFINITION,
    source_definition_name: 'Stripe',
    docs_skill_id: `connector-source:${id}`,
    context_store_readiness: { supported_context_store_entities: [], configured_cache_entities: [] },
  })
  assert.deepEqual(
    warnings.map(({ code }: { code: string }) => code),
    ['context_store_unavailable'],
  )
  const customers = entities.find(({ entity }: { entity: string }) => entity === 'customers')
  assert.ok(customers.actions.includes('list') && customers.actions.includes('api_search'))
})

describe('execute', () => {
  test('has all of the envelope', async () => {
    const { body } = await execute('customers', 'list', { page_size: 2, intent: 'To see who is there.' })
    assertShape(body, { ...(ENVELOPE as object), result: [{ id: 'string' }] })
    assert.equal(body.result.length, 2)
  })

  test('iterates by has_next_page and end_cursor to the end, over each record once', async () => {
    const seen: string[] = []
    const cursors = new Set<string>()
    let cursor: string | undefined
    for (;;) {
      const { body } = await execute('customers', 'list', { page_size: 1, ...(cursor && { cursor }) })
      seen.push(...body.result.map((record: { id: string }) => record.id))
      const { has_next_page: goesOn, end_cursor: end } = body.connector_metadata
      if (!goesOn) break
      assert.ok(typeof end === 'string' && !cursors.has(end), 'a cursor that repeats would never end')
      cursors.add(end)
      cursor = end
    }
    assert.ok(cursors.size > 0, 'more than one page')
    assert.equal(new Set(seen).size, seen.length)
  })

  test('searches at the third party', async () => {
    const { status, body } = await execute('customers', 'search', {
      params: { query: "email:'a@b.example'" },
    })
    assert.equal(status, 200)
    assert.ok(Array.isArray(body.result))
  })

  test('is refused with a message for what may not be done', async () => {
    const agent = await house.call('POST', '/api/v1/account/applications/scoped-token', {
      bearer,
      body: { workspace_name: 'acme', capabilities: ['read'] },
    })
    const request = { entity: 'customers', action: 'create', params: {} }
    const reply = await house.execute(agent.body.token, id, request)
    assert.equal(reply.status, 403)
    assertShape(reply.body, { message: 'string' })
  })
})
