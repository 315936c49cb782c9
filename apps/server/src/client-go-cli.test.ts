import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import {
  assertShape,
  CONNECTOR,
  decodeWidgetToken,
  ENVELOPE,
  goCli,
  startForClients,
  TEMPLATE_ITEM,
  WORKSPACE,
} from './testing/clients/index.ts'

/** The Go CLI: its transport, and the calls of its commands in their order. */
const house = await startForClients()
after(() => house.close())
const cli = goCli(house.call, await house.applicationToken())
const id = await house.connectStripe('default', { name: 'Billing' })
const CONNECTORS = '/api/v1/integrations/connectors'
const execute = (connector: string, body: object) => cli('POST', `${CONNECTORS}/${connector}/execute`, body)

interface Row {
  readonly id: string
  readonly name: string
  readonly summarized_source_template: { readonly name: string; readonly connector_name: string }
}

/** A typed name against the three names of a row, in any case. */
async function named(name: string): Promise<string[]> {
  const { output } = await cli('GET', `${CONNECTORS}?workspace_name=default`)
  const { data } = output as { readonly data: readonly Row[] }
  const wanted = name.toLowerCase()
  const fits = ({ name, summarized_source_template: template }: Row) =>
    [name, template.name, template.connector_name].some((each) => each.toLowerCase() === wanted)
  return data.filter(fits).map((row) => row.id)
}

test('workspaces list: "next" is followed while it leads to the same host, to the end', async () => {
  for (let count = 0; count < 23; count++) await house.scopedToken(`workspace ${count}`)
  const names: string[] = []
  let next: string | null = '/api/v1/workspaces'
  while (next !== null) {
    assert.equal(new URL(next, house.engine.url).origin, house.engine.url)
    const { exit, output } = await cli('GET', next)
    assert.equal(exit, 0)
    assertShape(output, { data: [WORKSPACE], next: 'string|null' })
    const page = output as {
      readonly data: readonly { readonly name: string }[]
      readonly next: string | null
    }
    names.push(...page.data.map(({ name }) => name))
    next = page.next
  }
  assert.ok(names.length > 23 && names.includes('default'))
  assert.equal(new Set(names).size, names.length)
})

test('connectors create: a type by its name, and a widget token that tells the workspace', async () => {
  const { output } = await cli('GET', '/api/v1/integrations/templates/sources/global')
  assertShape(output, { data: [TEMPLATE_ITEM] })
  const templates = (output as { readonly data: readonly { readonly id: string; readonly name: string }[] })
    .data
  assert.ok(templates.some(({ name }) => name === 'GitHub'))
  const made = await cli('POST', '/api/v1/account/applications/widget-token', {
    workspace_name: 'default',
    allowed_origin: 'https://app.example',
    selected_source_template_tags: [],
    selected_source_template_tags_mode: 'any',
    selected_connection_template_tags: [],
    selected_connection_template_tags_mode: 'any',
  })
  assertShape(made.output, { token: 'string' })
  const { workspaceId } = decodeWidgetToken((made.output as { readonly token: string }).token)
  const shown = await cli('GET', `/api/v1/workspaces/${workspaceId}`)
  assert.equal((shown.output as { readonly name: string }).name, 'default')
})

describe('connectors list', () => {
  for (const name of ['billing', 'STRIPE', 'stripe']) {
    test(`"${name}" finds the connector`, async () => assert.deepEqual(await named(name), [id]))
  }
})

describe('connectors describe', () => {
  test('shows the connector, and attaches the answer of "describe" with no entity', async () => {
    const [shown, described] = await Promise.all([
      cli('GET', `${CONNECTORS}/${id}`),
      execute(id, { entity: '', action: 'describe' }),
    ])
    assertShape(shown.output, CONNECTOR)
    assertShape(described.output, {
      ...(ENVELOPE as object),
      result: {
        connector_name: 'string',
        entities: [
          {
            name: 'string',
            description: 'string',
            actions: 'object',
            fields: [{ name: 'string', type: 'string' }],
            relationships: [{ field: 'string', entity: 'string', key: 'string' }],
            example_questions: ['string'],
          },
        ],
        example_questions: ['string'],
        instructions: 'string',
      },
    })
    const { result } = described.output as { readonly result: { readonly entities: readonly Described[] } }
    const customers = result.entities.find(({ name }) => name === 'customers')
    assertShape(customers?.actions.list?.params, [
      { name: 'string', in: 'string', type: 'string', required: 'boolean' },
    ])
    const limit = customers?.actions.list?.params.find(({ name }) => name === 'limit')
    assert.deepEqual([limit?.type, limit?.required], ['integer', false])
    const [only] = customers?.actions.get?.params.filter(({ required }) => required) ?? []
    assert.deepEqual([only?.name, only?.in, only?.type], ['id', 'path', 'string'])
  })

  test('stays below the 100,000 characters that clients pass on to a model', async () => {
    const { output } = await execute(id, { entity: '', action: 'describe' })
    assert.ok(JSON.stringify(output).length < 100_000)
  })

  test('describes one entity, and says what there is instead of one that is not', async () => {
    const { output } = await execute(id, { entity: 'customers', action: 'describe', params: null })
    const { entities } = (output as { readonly result: { readonly entities: readonly Described[] } }).result
    assert.deepEqual(
      entities.map(({ name }) => name),
      ['customers'],
    )
    const wrong = await execute(id, { entity: 'customer', action: 'describe' })
    assert.equal(wrong.exit, 4)
    assert.match(String(wrong.output), /Did you mean "customers"/)
  })
})

interface Described {
  readonly name: string
  readonly actions: Readonly<
    Record<
      string,
      {
        readonly params: readonly {
          readonly name: string
          readonly in: string
          readonly type: string
          readonly required: boolean
        }[]
      }
    >
  >
}

describe('connectors execute', () => {
  test('sends only what was given, with fields as dotted strings', async () => {
    const { exit, output } = await execute(id, {
      entity: 'customers',
      action: 'list',
      params: { limit: 1 },
      select_fields: ['id', 'invoice_settings.default_payment_method'],
    })
    assert.equal(exit, 0)
    assertShape(output, { ...(ENVELOPE as object), result: [{ id: 'string' }] })
    const [record = {}] = (output as { readonly result: readonly object[] }).result
    assert.deepEqual(Object.keys(record).sort(), ['id', 'invoice_settings'])
  })

  test('of a write and of a removal gives JSON', async () => {
    const made = await execute(id, {
      entity: 'customers',
      action: 'create',
      params: { email: 'a@b.example' },
    })
    const { result } = made.output as { readonly result: { readonly id: string } }
    const gone = await execute(id, { entity: 'customers', action: 'delete', params: { id: result.id } })
    assert.deepEqual([made.exit, gone.exit], [0, 0])
  })

  for (const [what, exit, connector, body] of [
    ['an entity that is not there', 4, id, { entity: 'nope', action: 'list' }],
    ['a connector that is not there', 3, randomUUID(), { entity: 'customers', action: 'list' }],
    ['a record that is not there', 3, id, { entity: 'customers', action: 'get', params: { id: 'cus_no' } }],
    ['an action that the context store would have', 4, id, { entity: 'customers', action: 'search' }],
  ] as const) {
    test(`ends with ${exit} for ${what}, with a message`, async () => {
      const printed = await execute(connector, body)
      assert.equal(printed.exit, exit)
      assert.ok(typeof printed.output === 'string' && printed.output !== '')
    })
  }

  test('ends with 2 without a token that is good', async () => {
    const stranger = goCli(house.call, 'not-a-token')
    assert.equal((await stranger('GET', `${CONNECTORS}?workspace_name=default`)).exit, 2)
  })
})

test('connectors delete: an answer with the id of a job, and then it vanishes from the list', async () => {
  const ended = await house.connectStripe('default', { name: 'Ended' })
  assert.deepEqual(await named('Ended'), [ended])
  const { exit, output } = await cli('DELETE', `${CONNECTORS}/${ended}`)
  assert.equal(exit, 0)
  assertShape(output, { job_id: 'uuid' })
  assert.deepEqual(await named('Ended'), [])
})
