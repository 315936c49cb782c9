import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { queryAs, readTables } from '@sallyport/postgres'
import type { CallerReply } from './testing/caller.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const queries: string[] = []
const under = await engineUnderTest({ deadlineMs: 1500, onQuery: (what) => queries.push(what) })
after(() => under.close())
const { github, call } = under
const bearer = await under.scopedToken('acme')
const operator = await under.applicationToken()
const credentials = { token: GITHUB_TOKEN }
const id = await under.connectGithub(bearer, { credentials })
const CONNECTORS = '/api/v1/integrations/connectors'
const CREATE = { entity: 'issues', action: 'create', params: { ...REPOSITORY, title: 'Once' } }
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }

let keys = 0
let key: string
beforeEach(() => {
  github.faults.clear()
  github.ledger.clear()
  key = `key-${++keys}`
})

interface Sent {
  readonly key?: string
  readonly as?: string
  readonly connector?: string
}

const run = (body: object, { key: sent = key, as = bearer, connector = id }: Sent = {}) =>
  call('POST', `${CONNECTORS}/${connector}/execute`, {
    bearer: as,
    body,
    headers: { 'idempotency-key': sent },
  })
const writes = () => github.ledger.count({ method: 'POST' })
/** Without what was left of an allowance then, which is not said again. */
const said = ({ body }: CallerReply) => {
  const { rate_limit, ...execution_metadata } = body.execution_metadata
  return { ...body, execution_metadata }
}
const isReplayed = ({ headers }: CallerReply) => headers.get('idempotency-replayed') === 'true'

/** What is stored under keys. */
async function kept() {
  const rows = await readTables(under.engine.database)
  return rows.filter(({ table }) => table === 'sallyport.idempotency_keys').map(({ columns }) => columns)
}
const administer = (text: string) => queryAs(under.engine.database, text)

test('a write that is sent twice under one key is carried out once, and answered alike', async () => {
  const first = await run(CREATE)
  const second = await run(CREATE)
  assert.deepEqual([first.status, second.status], [200, 200], second.text)
  assert.deepEqual(said(second), said(first))
  assert.deepEqual([isReplayed(first), isReplayed(second)], [false, true])
  assert.equal(writes(), 1)
})

test('a key in quotes is the one without them, and the order of members makes no other request', async () => {
  await run(CREATE, { key: `"${key}"` })
  const { entity, action, params } = CREATE
  assert.ok(isReplayed(await run({ params, action, entity })))
})

test('another request under the same key is refused, and nothing is sent', async () => {
  await run(CREATE)
  const other = await run({ ...CREATE, params: { ...CREATE.params, title: 'Another' } })
  assertErrorAnswer(other, { code: 'idempotency_key_reused', fields: ['idempotency-key'] }, [GITHUB_TOKEN])
  assert.equal(writes(), 1)
})

test('without a key nothing is taken for the same', async () => {
  for (const _ of [1, 2]) assert.equal((await under.execute(bearer, id, CREATE)).status, 200)
  assert.equal(writes(), 2)
})

test('a read takes no notice of a key, and neither does a request that is only shown', async () => {
  const before = (await kept()).length
  for (const _ of [1, 2]) assert.ok(!isReplayed(await run(LIST)))
  assert.equal(github.ledger.count({ method: 'GET' }), 2)
  assert.equal((await run({ ...CREATE, dry_run: true })).status, 200)
  assert.equal((await kept()).length, before)
})

test('a key that is none is refused before anything is sent', async () => {
  for (const bad of ['', 'two words', 'x'.repeat(256)]) {
    const answer = await run(CREATE, { key: bad })
    assertErrorAnswer(answer, { code: 'malformed_request', fields: ['idempotency-key'] })
  }
  assert.equal(writes(), 0)
})

test('a key is good within its connector, its workspace and its kind of token', async () => {
  const second = await under.connectGithub(bearer, { credentials })
  const elsewhere = await under.scopedToken('elsewhere')
  const there = await under.connectGithub(elsewhere, { credentials })
  github.ledger.clear()
  await run(CREATE)
  for (const sent of [{ connector: second }, { connector: there, as: elsewhere }, { as: operator }]) {
    const answer = await run(CREATE, sent)
    assert.deepEqual([answer.status, isReplayed(answer)], [200, false])
  }
  assert.equal(writes(), 4)
})

test('a failure that changed nothing is not remembered', async () => {
  github.faults.add({ kind: 'not-found' })
  assert.equal((await run(CREATE)).body.code, 'upstream_not_found')
  const again = await run(CREATE)
  assert.deepEqual([again.status, isReplayed(again)], [200, false])
  assert.ok(isReplayed(await run(CREATE)))
})

test('a call that does not get as far as being sent leaves its key free', async () => {
  const invalid = await run({ ...CREATE, params: {} })
  assert.equal(invalid.body.code, 'invalid_params')
  assert.equal((await run(CREATE)).status, 200)
})

test('a write of unknown fate stays one, and is never sent again under its key', async () => {
  github.faults.add({ kind: 'silence', committed: true })
  const first = await run(CREATE)
  assertErrorAnswer(first, 'outcome_unknown', [GITHUB_TOKEN])
  github.faults.clear()
  const sent = writes()
  const second = await run(CREATE)
  const { side_effect } = assertErrorAnswer(second, 'outcome_unknown', [GITHUB_TOKEN])
  assert.deepEqual([side_effect, second.body.message], [first.body.side_effect, first.body.message])
  assert.ok(isReplayed(second))
  assert.equal(writes(), sent)
})

test('a call that is under way is told of, with the time to ask again', async () => {
  github.faults.add({ kind: 'silence', committed: true })
  const first = run(CREATE)
  while (writes() === 0) await sleep(1)
  const second = await run(CREATE)
  const body = assertErrorAnswer(second, 'idempotency_in_progress')
  assert.deepEqual([second.body.retryable, second.headers.get('retry-after')], [true, '1'])
  assert.ok(body.retry_at !== null)
  await first
})

test('of many at once under one key one is sent', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => run(CREATE)))
  assert.equal(writes(), 1)
  for (const { status, body } of answers) {
    assert.ok(status === 200 || body.code === 'idempotency_in_progress', body.code)
  }
  const [done = assert.fail()] = answers.filter(({ status }) => status === 200)
  assert.deepEqual(said(await run(CREATE)), said(done))
})

test('a write goes on when its client has gone, who finds its answer under the key', async () => {
  github.faults.add({ kind: 'latency', ms: 300 })
  const gone = new AbortController()
  const left = fetch(`${under.engine.url}${CONNECTORS}/${id}/execute`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(CREATE),
    signal: gone.signal,
  })
  await sleep(100)
  gone.abort()
  await assert.rejects(left)
  let answer = await run(CREATE)
  while (answer.body.code === 'idempotency_in_progress') {
    await sleep(20)
    answer = await run(CREATE)
  }
  assert.deepEqual([answer.status, isReplayed(answer), writes()], [200, true, 1], answer.text)
})

test('a key costs a write one transaction more to wait for: the record of its execution comes with its beginning', async () => {
  await sleep(1_200)
  await run(CREATE)
  await sleep(600)
  key = `${key} again`.replace(' ', '-')
  queries.length = 0
  await run(CREATE)
  const own = queries.filter((what) => what !== 'begin' && what !== 'commit')
  // The key that seals is asked for beside the beginning, and nobody waits for it.
  const beginning = ['begin idempotent call', 'find active organization key']
  assert.deepEqual(own.slice(0, 2).sort(), beginning)
  assert.equal(own[2], 'end idempotent call')
})

test('after 24 hours a key is free again, and whoever uses one removes old ones', async () => {
  await run(CREATE)
  await administer(`UPDATE sallyport.idempotency_keys SET expires_at = now()`)
  const again = await run(CREATE)
  assert.deepEqual([again.status, isReplayed(again), writes()], [200, false, 2])
  while ((await kept()).length > 1) {
    key = `key-${++keys}`
    await administer(`UPDATE sallyport.idempotency_keys SET expires_at = now()`)
    const before = (await kept()).length
    await run(CREATE)
    assert.equal((await kept()).length, 1 + Math.max(0, before - 20))
  }
})

test('neither the key nor the request nor the answer lies open in the database', async () => {
  const secret = `marked-${key}`
  await run({ ...CREATE, params: { ...CREATE.params, title: secret } }, { key: secret })
  const rows = JSON.stringify(await kept())
  assert.ok(!rows.includes(secret) && !rows.includes(Buffer.from(secret).toString('hex')))
})

/** Of a call that began and never ended, as a killed engine leaves it. */
test('of a call that began long ago and has no end the fate is unknown, and it is not sent again', async () => {
  github.faults.add({ kind: 'silence', committed: true })
  const first = run(CREATE)
  while (writes() === 0) await sleep(1)
  await administer(
    `UPDATE sallyport.idempotency_keys SET began_at = now() - interval '61 s' WHERE sealed IS NULL`,
  )
  const second = await run(CREATE)
  assertErrorAnswer(second, { code: 'outcome_unknown', says: /how it ended is not known/ })
  assert.equal(isReplayed(second), false)
  await first
})

const create = (body: object, headers = { 'idempotency-key': key }) =>
  call('POST', CONNECTORS, { bearer: operator, body, headers })

test('a connector that is created twice under one key is one', async () => {
  const body = { connector_type: 'github', workspace_name: 'made once', credentials }
  const first = await create(body)
  const second = await create(body)
  assert.deepEqual([first.status, second.status], [200, 200], second.text)
  assert.deepEqual(second.body, first.body)
  assert.ok(isReplayed(second))
  const { data } = (await call('GET', `${CONNECTORS}?workspace_name=made+once`, { bearer: operator })).body
  assert.equal(data.length, 1)
  const other = await create({ ...body, name: 'Another' })
  assertErrorAnswer(other, 'idempotency_key_reused', [GITHUB_TOKEN])
  const elsewhere = await create({ ...body, workspace_name: 'made elsewhere' })
  assert.deepEqual([elsewhere.status, isReplayed(elsewhere)], [200, false])
})

test('the key in the body stands for the connector, and the one in the header for the request', async () => {
  const body = { connector_type: 'github', workspace_name: 'both', credentials, idempotency_key: 'ours' }
  const first = await create(body)
  assert.equal(first.body.created, true)
  // As it was answered.
  assert.equal((await create(body)).body.created, true)
  // Another request for the same connector.
  const second = await create(body, { 'idempotency-key': `${key}-2` })
  assert.deepEqual([second.body.id, second.body.created, isReplayed(second)], [first.body.id, false, false])
})

test('a connector that was refused leaves its key free', async () => {
  const body = { connector_type: 'github', workspace_name: 'refused', credentials: { token: 'wrong' } }
  assert.equal((await create(body)).body.code, 'credential_refused')
  assert.equal((await create({ ...body, credentials })).status, 200)
})

test('a webhook is made once, and its secret shown to whoever has not heard it', async () => {
  const make = () =>
    call('POST', '/api/v1/webhooks', {
      bearer: operator,
      body: { url: 'https://app.example/hook' },
      headers: { 'idempotency-key': key },
    })
  const [first, second] = [await make(), await make()]
  assert.deepEqual([first.status, second.status], [201, 201])
  assert.deepEqual(second.body, first.body)
})

test('what is kept of a workspace goes with it', async () => {
  const leaving = await under.scopedToken('leaving')
  const connector = await under.connectGithub(leaving, { credentials })
  await run(CREATE, { as: leaving, connector })
  const info = await call('GET', '/api/v1/account/applications/scoped-token/info', { bearer: leaving })
  const workspace = info.body.workspace_id
  const ofIt = async () => (await kept()).filter(({ workspace_id }) => workspace_id === workspace).length
  assert.equal(await ofIt(), 1)
  const gone = await call('POST', `/api/v1/workspaces/${workspace}/offboard`, { bearer: operator })
  assert.ok(gone.status < 300, gone.text)
  while ((await ofIt()) > 0) await sleep(20)
})
