import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { readTables } from '@sallyport/postgres'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'

const WRONG = 'ghp_wrong0token0that0nobody0accepts0000'
const under = await engineUnderTest({ deadlineMs: 2_000 })
after(() => under.close())
const { call, github } = under
const bearer = await under.applicationToken()
const CONNECTORS = '/api/v1/integrations/connectors'
beforeEach(() => {
  github.faults.clear()
  github.ledger.clear()
})

const create = (workspace_name: string, more: object = {}) =>
  call('POST', CONNECTORS, {
    bearer,
    body: { workspace_name, connector_type: 'github', credentials: { token: GITHUB_TOKEN }, ...more },
  })

/** Rows of what a connector is stored in. */
async function stored(): Promise<number> {
  const tables = ['workspaces', 'connectors', 'credentials', 'audit_events'].map(
    (name) => `sallyport.${name}`,
  )
  return (await readTables(under.engine.database)).filter(({ table }) => tables.includes(table)).length
}

test('a credential that works is stored as active, with whose account it is', async () => {
  const { status, body } = await create('works')
  assert.deepEqual([status, body.status, body.warnings], [200, 'active', undefined])
  assert.match(body.external_account.id, /^[0-9]+$/)
  assert.ok(body.external_account.name)
  assert.equal(github.ledger.count({ path: '/user', token: GITHUB_TOKEN }), 1)
  const read = await call('GET', `${CONNECTORS}/${body.id}`, { bearer })
  assert.deepEqual(read.body, body)
})

test('one that the third party refuses is refused, with its word, and nothing is stored', async () => {
  const before = await stored()
  const answer = await create('refused', { credentials: { token: WRONG } })
  assertErrorAnswer(
    answer,
    { code: 'credential_refused', fields: ['credentials'], says: /Bad credentials/ },
    [WRONG],
  )
  assert.equal(answer.status, 400)
  assert.equal(answer.body.errors[0].error_code, 'credential_invalid')
  assert.equal(await stored(), before)
})

test('so is one that the third party knows and lets do nothing: a wrong kind of account', async () => {
  github.faults.add({ kind: 'forbidden', times: 'always' })
  const before = await stored()
  assert.equal((await create('kind')).status, 400)
  assert.equal(await stored(), before)
})

test('what is not to be tried is stored as pending, and nobody is asked', async () => {
  const { status, body } = await create('untried', { credentials: { token: WRONG }, validate: false })
  assert.deepEqual(
    [status, body.status, body.external_account, body.warnings],
    [200, 'pending', null, undefined],
  )
  assert.equal(github.ledger.count(), 0)
})

for (const [what, fault] of [
  ['is out of order', { kind: 'server-error' }],
  ['breaks off', { kind: 'reset' }],
  ['asks to slow down', { kind: 'too-many-requests' }],
  ['never answers', { kind: 'silence' }],
] as const) {
  test(`a third party that ${what} keeps nobody from connecting`, async () => {
    github.faults.add({ ...fault, times: 'always' })
    const { status, body } = await create(`while it ${what}`)
    assert.deepEqual([status, body.status, body.external_account], [200, 'pending', null])
    assert.match(body.warnings[0].code, /^upstream_/)
    assert.match(body.warnings[0].message, /not proved yet/)
    github.faults.clear()
  })
}

test('a check proves what is pending, and learns whose it is', async () => {
  const { body } = await create('later', { validate: false })
  const path = `${CONNECTORS}/${body.id}`
  const checked = await call('POST', `${path}/check`, { bearer })
  assert.equal(checked.body.status, 'succeeded')
  const { body: now } = await call('GET', path, { bearer })
  assert.equal(now.status, 'active')
  assert.match(now.external_account.id, /^[0-9]+$/)
})

test('a check of what is not connected stores nothing, and says what works', async () => {
  const before = await stored()
  const body = {
    workspace_name: 'never made',
    connector_type: 'github',
    entities: [{ entity: 'users' }, { entity: 'issues' }],
  }
  const check = (credentials: object, more: object = {}) =>
    call('POST', `${CONNECTORS}/check`, { bearer, body: { ...body, credentials, ...more } })
  const good = await check({ token: GITHUB_TOKEN })
  assert.deepEqual(
    [good.status, good.body.status, good.body.entity_check_results.length],
    [200, 'succeeded', 2],
  )
  const bad = await check({ token: WRONG })
  assert.deepEqual([bad.status, bad.body.status], [200, 'failed'])
  assert.equal(bad.body.failure_reason.failure_type, 'config_error')
  assert.ok(!bad.text.includes(WRONG))
  github.ledger.clear()
  assert.equal((await check({ token: WRONG }, { validate: false })).body.status, 'skipped')
  assert.equal(github.ledger.count(), 0)
  assert.equal((await check({ tokn: WRONG }, { validate: false })).status, 400)
  assert.equal(await stored(), before)
})

test('a check of a connector takes settings and entities that it does not have yet', async () => {
  const { body } = await create('changes')
  const path = `${CONNECTORS}/${body.id}/check`
  const change = { entities: [{ entity: 'users' }], replication_config: { repositories: 'a/b' } }
  const checked = await call('POST', path, { bearer, body: change })
  assert.deepEqual(
    checked.body.entity_check_results.map(({ entity }: { entity: string }) => entity),
    ['users'],
  )
  const refused = await call('POST', path, {
    bearer,
    body: { replication_config: { repositories: 'octo/../demo' } },
  })
  assert.equal(refused.status, 422)
})

test('the same key gives the same connector, whoever asks first, and another request is told from it', async () => {
  const once = { idempotency_key: 'row-1', name: 'One' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => create('keyed', once)))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
  assert.equal(answers.filter(({ body }) => body.created).length, 1)
  assertErrorAnswer(await create('keyed', { ...once, name: 'Two' }), {
    code: 'idempotency_conflict',
    fields: ['idempotency_key'],
  })
  const elsewhere = await create('keyed elsewhere', once)
  assert.equal(elsewhere.body.created, true)
  const { id } = elsewhere.body
  await call('DELETE', `${CONNECTORS}/${id}`, { bearer })
  const again = await create('keyed elsewhere', once)
  assert.equal(again.body.created, true)
})
