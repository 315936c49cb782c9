import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { queryAs, readTables } from '@sallyport/postgres'
import { OPERATORS, QUERY_LIMITS, readQuery, tokensWithin } from '@sallyport/tools'
import { addOrganization } from './testing/add-organization.ts'
import { createCaller } from './testing/caller.ts'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'

const REPOSITORY = { owner: 'octocat', repo: 'many' }
const issues = Array.from({ length: 250 }, (_, at) => ({
  number: at + 1,
  title: `Issue ${at + 1}`,
  body: 'A long text that nobody needs to choose an issue by. '.repeat(6),
  state: at % 5 === 0 ? 'closed' : 'open',
  // A third party that says what it was shown.
  ...(at % 100 === 50 && { body: `You came with ${GITHUB_TOKEN}.` }),
}))
const under = await engineUnderTest({ github: { collections: { '/repos/octocat/many/issues': issues } } })
after(() => under.close())
const { call } = under
const credentials = { token: GITHUB_TOKEN }
const bearer = await under.scopedToken('acme')
const id = await under.connectGithub(bearer, { credentials })
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 100, state: 'all' } }

const run = (more: object = {}, as = bearer, connector = id) =>
  under.execute(as, connector, { ...LIST, ...more })
const ask = (handle: string, body: object, as = bearer) =>
  call('POST', `/api/v1/results/${handle}/query`, { bearer: as, body })
const cost = (value: unknown) => tokensWithin(JSON.stringify(value), 1_000_000) ?? Number.POSITIVE_INFINITY

/** A list that is too large even as compact records. */
async function kept(as = bearer, connector = id): Promise<string> {
  const { status, body, text } = await run({ max_result_tokens: 400 }, as, connector)
  assert.equal(status, 200, text)
  assert.equal(body.execution_metadata.result_budget.outcome, 'handle')
  return body.result.handle
}

test('without a budget nothing changes, and nothing is kept', async () => {
  const { body } = await run()
  assert.equal(body.result.length, 100)
  assert.equal(body.execution_metadata.result_budget, undefined)
  const { length } = await rows()
  assert.equal(length, 0)
})

test('what fits is given as it is, and what does not as compact records or as a handle, within the budget', async (t) => {
  for (const [max_result_tokens, outcome] of [
    [50_000, 'full'],
    [2_000, 'compact'],
    [400, 'handle'],
  ] as const) {
    const { body } = await run({ max_result_tokens, params: { ...LIST.params, limit: 30 } })
    const { result_budget } = body.execution_metadata
    t.diagnostic(`${max_result_tokens}: ${result_budget.outcome}, ${result_budget.tokens} tokens`)
    assert.equal(result_budget.outcome, outcome)
    assert.ok(cost(body.result) <= max_result_tokens)
    assert.equal(body.connector_metadata.has_next_page, true)
  }
})

test('a compact result names what it lost, which its handle has', async () => {
  const { body } = await run({ max_result_tokens: 2_000, params: { ...LIST.params, limit: 30 } })
  const { left_out, handle } = body.execution_metadata.result_budget
  assert.ok(left_out.includes('body'), left_out.join())
  const answer = await ask(handle, { select: ['number', 'body'], limit: 2 })
  assert.deepEqual(
    answer.body.rows,
    body.result
      .slice(0, 2)
      .map(({ number }: { number: number }) => ({ number, body: issues[number - 1]?.body })),
  )
})

test('a kept result is filtered, sorted, paged and counted, and GitHub is asked nothing', async () => {
  const handle = await kept()
  under.github.ledger.clear()
  const open = { filter: [{ field: 'state', op: 'eq', value: 'open' }], select: ['number'] }
  const first = await ask(handle, { ...open, sort: ['-number'], limit: 3 })
  assert.equal(first.status, 200, first.text)
  assert.equal(first.body.rows.length, 3)
  assert.equal(first.body.next_offset, 3)
  const { body } = await ask(handle, { group_by: ['state'] })
  assert.deepEqual(body.rows, [
    { state: 'open', count: 80 },
    { state: 'closed', count: 20 },
  ])
  assert.equal(first.body.total, 80)
  assert.equal(under.github.ledger.count({}), 0)
})

test('a query of what is not there names what is, and one that is none is refused', async () => {
  const handle = await kept()
  const unknown = await ask(handle, { select: ['titel'] })
  assertErrorAnswer(unknown, { code: 'invalid_params', says: /title/ })
  assertErrorAnswer(await ask(handle, { limit: 0 }), 'invalid_request')
})

test('a handle is nothing to another workspace, to another organization, and once its hour is over', async () => {
  const handle = await kept()
  const others = [await under.scopedToken('beta')]
  const rival = await addOrganization(under, 'rival')
  const theirs = createCaller(under.engine.url, {
    client_id: rival.clientId,
    client_secret: rival.clientSecret,
    organization_id: rival.id,
  })
  others.push(await theirs.scopedToken('acme'), await theirs.applicationToken())
  for (const as of others) assertErrorAnswer(await ask(handle, {}, as), 'result_not_found')
  assert.equal((await ask(handle, {}, await under.applicationToken())).status, 200)
  await administer(`UPDATE sallyport.results SET expires_at = now() WHERE id = '${handle}'`)
  const over = await ask(handle, {})
  assertErrorAnswer(over, 'result_not_found')
  assert.equal(over.body.act, 'agent')
})

test('a handle gives no right: whoever reads it has to be allowed the operation that gave it', async () => {
  const only = await under.connectGithub(bearer, { credentials })
  const handle = await kept(bearer, only)
  const { body } = await call('POST', '/api/v1/account/applications/scoped-token', {
    bearer: await under.applicationToken(),
    body: { workspace_name: 'acme', capabilities: ['write'] },
  })
  assertErrorAnswer(await ask(handle, {}, body.token), 'forbidden')
  const path = `/api/v1/integrations/connectors/${only}`
  await call('PUT', path, { bearer, body: { entities: [{ entity: 'repositories' }] } })
  assertErrorAnswer(await ask(handle, {}), 'forbidden_operation')
  await call('DELETE', path, { bearer })
  assertErrorAnswer(await ask(handle, {}), 'result_not_found')
  assert.ok((await rows()).every(({ columns }) => columns.id !== handle))
})

test('what has expired is removed by itself, and nothing else', async () => {
  const [over, left] = [await kept(), await kept()]
  const [job] = await administer(
    `SELECT j.run_at < r.expires_at + interval '5 minutes' AS soon FROM sallyport_jobs._private_jobs j, sallyport.results r
      WHERE j.key LIKE 'sweep_results:%' AND r.id = '${left}' AND j.run_at >= r.expires_at ORDER BY run_at LIMIT 1`,
  )
  assert.equal(job?.soon, true)
  await administer(`UPDATE sallyport.results SET expires_at = now() WHERE id = '${over}'`)
  await administer(`UPDATE sallyport_jobs._private_jobs SET run_at = now() WHERE key LIKE 'sweep_results:%'`)
  const holds = async (id: string) =>
    (await rows()).some(({ columns: { id: result, result_id: of } }) => result === id || of === id)
  while (await holds(over)) await sleep(100)
  assert.ok(await holds(left))
})

test('a workspace keeps so many, and the oldest go', async () => {
  const many = await under.scopedToken('many')
  const connector = await under.connectGithub(many, { credentials })
  const first = await kept(many, connector)
  await administer(
    `INSERT INTO sallyport.results (organization_id, id, workspace_id, connector_id, entity, action, bytes, pieces, expires_at)
      SELECT organization_id, gen_random_uuid(), workspace_id, connector_id, entity, action, 1, 0,
        expires_at + interval '1 minute'
      FROM sallyport.results, generate_series(1, 99) WHERE id = '${first}'`,
  )
  assert.equal((await ask(first, {}, many)).status, 200)
  const last = await kept(many, connector)
  assertErrorAnswer(await ask(first, {}, many), 'result_not_found')
  // The newest of all by its time, though others were said to be made later.
  await administer(
    `UPDATE sallyport.results SET expires_at = now() + interval '2 hours' WHERE id = '${last}'`,
  )
  assert.equal((await ask(last, {}, many)).status, 200)
})

test('a credential that a third party repeats is not in what is kept', async () => {
  const query = { filter: [{ field: 'body', op: 'contains', value: 'You came with' }], select: ['body'] }
  const { body, text } = await ask(await kept(), query)
  assert.equal(body.total, 1, text)
  assert.ok(!text.includes(GITHUB_TOKEN))
})

test('neither the result nor the credential lies open in the database', async () => {
  await kept()
  const text = JSON.stringify((await readTables(under.engine.database)).filter(ofResults))
  for (const open of [GITHUB_TOKEN, 'nobody needs to choose', 'Issue 17'])
    assert.ok(!text.includes(open) && !text.includes(Buffer.from(open).toString('hex')), open)
})

describe('the contract and the tool of a model have the same bounds', () => {
  const { conditions, values, sortKeys, fields, groups, measures, path, text, limit, offset } = QUERY_LIMITS
  const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
  const named = (length: number) => 'x'.repeat(length)
  const condition = { field: 'id', op: 'eq', value: 1 }
  const table: Readonly<Record<string, readonly [most: number, query: (size: number) => object]>> = {
    conditions: [conditions, (size) => ({ filter: many(size, condition) })],
    'values of one': [values, (size) => ({ filter: [{ ...condition, op: 'in', value: many(size, 1) }] })],
    'characters of a value': [text, (size) => ({ filter: [{ ...condition, value: named(size) }] })],
    'characters of a path': [path, (size) => ({ select: [named(size)] })],
    'keys of a sort': [sortKeys, (size) => ({ sort: many(size, 'id') })],
    fields: [fields, (size) => ({ select: many(size, 'id') })],
    groups: [groups, (size) => ({ group_by: many(size, 'id') })],
    measures: [measures, (size) => ({ measures: many(size, 'count') })],
    rows: [limit, (size) => ({ limit: size })],
    'rows before': [offset, (size) => ({ offset: size })],
  }
  const nowhere = '0a0a0a0a-0000-7000-8000-00000000dead'
  for (const [what, [most, query]] of Object.entries(table))
    test(`${what}: ${most}`, async () => {
      // It got as far as being looked for.
      assertErrorAnswer(await ask(nowhere, query(most)), 'result_not_found')
      assertErrorAnswer(await ask(nowhere, query(most + 1)), 'invalid_request')
      assert.throws(() => readQuery(query(most + 1)), { code: 'invalid_params' })
    })

  test('operators', async () => {
    for (const op of OPERATORS)
      assertErrorAnswer(await ask(nowhere, { filter: [{ ...condition, op }] }), 'result_not_found')
  })
})

test('a budget that is none is refused', async () => {
  for (const max_result_tokens of [0, 255, 50_001, 1.5, '400'])
    assertErrorAnswer(await run({ max_result_tokens }), 'invalid_request')
})

const ofResults = ({ table }: { readonly table: string }) => table.startsWith('sallyport.result')
const rows = async () => (await readTables(under.engine.database)).filter(ofResults)
const administer = (text: string) => queryAs(under.engine.database, text)
