import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { stripeVendor } from '@sallyport/connectors/stripe/vendor'
import { emulate } from '@sallyport/emulator'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { readTables } from '@sallyport/postgres'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'
import { tapPort } from './testing/port-tap.ts'
import { push, weatherJson } from './testing/uploads.ts'

const OTHER = 'ghp_other0token0of0the0same0account0000'
const WRONG = 'ghp_wrong0token0that0nobody0accepts0000'
const under = await engineUnderTest({
  deadlineMs: 2_000,
  github: { credentials: [GITHUB_TOKEN, OTHER] },
})
after(() => under.close())
const { call, github } = under
const bearer = await under.applicationToken()
const CONNECTORS = '/api/v1/integrations/connectors'
beforeEach(() => {
  github.faults.clear()
  github.ledger.clear()
})

async function connected(workspace_name: string, more: object = {}): Promise<string> {
  const body = { workspace_name, connector_type: 'github', credentials: { token: GITHUB_TOKEN }, ...more }
  return (await call('POST', CONNECTORS, { bearer, body })).body.id
}
const change = (id: string, body: object) => call('PUT', `${CONNECTORS}/${id}`, { bearer, body })
const works = async (id: string, token: string) => {
  github.ledger.clear()
  const { status } = await under.execute(bearer, id, { entity: 'users', action: 'me' })
  assert.deepEqual([status, github.ledger.count({ token })], [200, 1])
}
async function rowOf(id: string) {
  const rows = await readTables(under.engine.database)
  const columns = (table: string, key: string) =>
    rows.find((row) => row.table === table && row.columns[key] === id)?.columns ?? assert.fail(table)
  return {
    connector: columns('sallyport.connectors', 'id'),
    credential: columns('sallyport.credentials', 'connector_id'),
  }
}

test('what is left out of a change stays, and what is empty is cleared', async () => {
  const id = await connected('changed', {
    name: 'First',
    entities: [{ entity: 'users' }],
    source_config: { repositories: 'octo/demo' },
  })
  const renamed = await change(id, { name: 'Second' })
  assert.deepEqual(
    [renamed.status, renamed.body.name, renamed.body.entities],
    [200, 'Second', [{ entity: 'users' }]],
  )
  assert.deepEqual(renamed.body.replication_config, { repositories: 'octo/demo' })
  const cleared = await change(id, { entities: [], replication_config: {} })
  assert.deepEqual(
    [cleared.body.entities, cleared.body.replication_config, cleared.body.name],
    [[], {}, 'Second'],
  )
  assert.deepEqual((await call('GET', `${CONNECTORS}/${id}`, { bearer })).body, cleared.body)
  assert.equal((await change(id, { entities: [{ entity: 'wikis' }] })).status, 422)
  assert.equal((await change('01900000-0000-7000-8000-00000000dead', { name: 'x' })).status, 404)
  await works(id, GITHUB_TOKEN)
})

test('another credential takes over, as the next version of another lineage, and it is an event', async () => {
  const id = await connected('replaced')
  const before = await rowOf(id)
  const { status, body } = await change(id, { credentials: { token: OTHER } })
  assert.deepEqual([status, body.id, body.status], [200, id, 'active'])
  await works(id, OTHER)
  const { credential } = await rowOf(id)
  assert.deepEqual([credential.version, credential.lineage, credential.settlement], ['2', '2', '1'])
  assert.equal(Number(credential.fence), Number(before.credential.fence) + 1)
  const rows = await readTables(under.engine.database)
  const told = rows.filter(({ columns }) => columns.type === 'connector.replaced').map(({ table }) => table)
  assert.deepEqual(told.sort(), ['sallyport.audit_events', 'sallyport.events'])
})

for (const [what, body, fault, status] of [
  ['is refused', { credentials: { token: WRONG } }, undefined, 400],
  ['cannot be tried, since nobody answers', { credentials: { token: OTHER } }, { kind: 'server-error' }, 502],
  ['does not fit', { credentials: { tokn: OTHER } }, undefined, 400],
] as const) {
  test(`the old one goes on where another ${what}`, async () => {
    const id = await connected(`stays: ${what}`)
    const before = await rowOf(id)
    if (fault) github.faults.add({ ...fault, times: 'always' })
    assert.equal((await change(id, { ...body, name: 'Changed' })).status, status)
    github.faults.clear()
    assert.deepEqual(await rowOf(id), before)
    await works(id, GITHUB_TOKEN)
  })
}

test('of two that replace one at the same time, one does, and the other is told', async () => {
  const id = await connected('raced')
  const answers = await Promise.all(
    [GITHUB_TOKEN, OTHER].map((token) => change(id, { credentials: { token } })),
  )
  const statuses = answers.map(({ status }) => status).sort()
  assert.ok(['200,200', '200,409'].includes(statuses.join()), statuses.join())
  const { credential } = await rowOf(id)
  assert.equal(Number(credential.version), 1 + statuses.filter((status) => status === 200).length)
})

test('a credential of another account is refused, unless that is meant', async () => {
  const first = await emulate(stripeVendor, {
    seed: 'first',
    credentials: ['sk_test_one', 'sk_test_two'],
  })
  await using second = await emulate(stripeVendor, { seed: 'second', credentials: 'sk_test_three' })
  const tap = await tapPort()
  tap.forwardTo(first.url)
  const house = await engineUnderTest({ origins: new Map([['https://api.stripe.com', tap.url]]) })
  try {
    const token = await house.applicationToken()
    const made = await house.call('POST', CONNECTORS, {
      bearer: token,
      body: { workspace_name: 'acme', connector_type: 'stripe', credentials: { api_key: 'sk_test_one' } },
    })
    const account = made.body.external_account
    assert.match(account.id, /^acct_/)
    const put = (body: object) => house.call('PUT', `${CONNECTORS}/${made.body.id}`, { bearer: token, body })
    assert.deepEqual((await put({ credentials: { api_key: 'sk_test_two' } })).body.external_account, account)
    // With its connections, which would be used again.
    await first.close()
    tap.forwardTo(second.url)
    const other = { credentials: { api_key: 'sk_test_three' } }
    assertErrorAnswer(await put(other), 'account_mismatch', ['sk_test_three'])
    assert.deepEqual((await put({ name: 'Still' })).body.external_account, account)
    const meant = await put({ ...other, allow_other_account: true })
    assert.equal(meant.status, 200)
    assert.notEqual(meant.body.external_account.id, account.id)
  } finally {
    await house.close()
    await tap.close()
  }
})

test('settings that lead elsewhere need the credential again', async () => {
  const definition = weatherJson((one) => {
    one.server.url = 'https://{host}.weather.example'
    one.config.host = {
      title: 'Host',
      about: 'Where.',
      pattern: '[a-z]{1,20}',
      example: 'north',
      default: 'north',
    }
  })
  assert.equal((await push(under, definition)).status, 201)
  const made = await call('POST', CONNECTORS, {
    bearer,
    body: {
      workspace_name: 'moved',
      connector_type: 'weather',
      credentials: { token: 'wx_abcdef' },
      validate: false,
    },
  })
  const { id } = made.body
  assertErrorAnswer(await change(id, { replication_config: { host: 'south' } }), {
    code: 'invalid_request',
    fields: ['credentials'],
    says: /given for/,
  })
  assert.equal((await change(id, { replication_config: { place: 'pt/porto' } })).status, 200)
  const moved = await change(id, {
    replication_config: { host: 'south' },
    credentials: { token: 'wx_abcdef' },
    validate: false,
  })
  assert.deepEqual([moved.status, moved.body.replication_config], [200, { host: 'south' }])
  const unproved = await change(id, { credentials: { token: 'wx_abcdeg' } })
  assertErrorAnswer(unproved, { code: 'invalid_request', fields: ['validate'] })
})
