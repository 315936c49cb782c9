import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { CAPABILITIES } from '@sallyport/contract'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const under = await engineUnderTest()
after(() => under.close())
const { call, github } = under
const application = await under.applicationToken()
const id = await under.connectGithub(await under.scopedToken('acme'), {
  credentials: { token: GITHUB_TOKEN },
})
const CONNECTORS = '/api/v1/integrations/connectors'
const TOKEN = '/api/v1/account/applications/scoped-token'
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
const CREATE = { entity: 'issues', action: 'create', params: { ...REPOSITORY, title: 'Once' } }

async function tokenFor(...capabilities: readonly string[]): Promise<string> {
  const body = { workspace_name: 'acme', capabilities }
  return String((await call('POST', TOKEN, { bearer: application, body })).body.token)
}

test('a token for reading reads, and neither writes nor connects', async () => {
  const bearer = await tokenFor('read')
  assert.equal((await under.execute(bearer, id, LIST)).status, 200)
  github.ledger.clear()
  const refused = await under.execute(bearer, id, CREATE)
  assertErrorAnswer(refused, 'forbidden_operation')
  assert.match(refused.text, /whose effect is write/)
  assert.equal(github.ledger.count(), 0)
  const body = { connector_type: 'github', credentials: { token: GITHUB_TOKEN } }
  assertErrorAnswer(await call('POST', CONNECTORS, { bearer, body }), 'forbidden')
  assertErrorAnswer(await call('DELETE', `${CONNECTORS}/${id}`, { bearer }), 'forbidden')
})

test('"execute" is reading and writing', async () => {
  const bearer = await tokenFor('execute')
  assert.equal((await under.execute(bearer, id, LIST)).status, 200)
  assert.equal((await under.execute(bearer, id, CREATE)).status, 200)
  const { body } = await call('GET', `${TOKEN}/info`, { bearer })
  assert.deepEqual(body.capabilities, ['read', 'write'])
})

test('a token that lists none has all of them, as tokens of existing clients do', async () => {
  const { body } = await call('GET', `${TOKEN}/info`, { bearer: await under.scopedToken('acme') })
  assert.deepEqual(body.capabilities, CAPABILITIES)
})

test('a token for nothing can do nothing, and one for what does not exist is not made', async () => {
  assertErrorAnswer(await under.execute(await tokenFor(), id, LIST), 'forbidden_operation')
  const body = { workspace_name: 'acme', capabilities: ['everything'] }
  assertErrorAnswer(await call('POST', TOKEN, { bearer: application, body }), 'invalid_request')
})

test('a dry run shows the request and sends nothing', async () => {
  const bearer = await under.scopedToken('acme')
  github.ledger.clear()
  const { status, body, text } = await under.execute(bearer, id, { ...CREATE, dry_run: true })
  assert.equal(status, 200)
  assert.deepEqual(
    [body.result.method, body.result.headers.authorization, body.result.body],
    ['POST', 'Bearer [hidden]', '{"title":"Once"}'],
  )
  assert.ok(!text.includes(GITHUB_TOKEN))
  assert.equal(github.ledger.count(), 0)
  const reading = await tokenFor('read')
  assertErrorAnswer(await under.execute(reading, id, { ...CREATE, dry_run: true }), 'forbidden_operation')
})

test('a check tells of the credential, and of each entity that the settings are enough for', async () => {
  const bearer = await under.scopedToken('checked')
  const fields = {
    credentials: { token: GITHUB_TOKEN },
    source_config: { repositories: 'octokit-fixture-org/paginate-issues' },
  }
  const good = await under.connectGithub(bearer, fields)
  const { body } = await call('POST', `${CONNECTORS}/${good}/check`, { bearer })
  assert.deepEqual([body.status, body.error_message, body.failure_reason], ['succeeded', null, null])
  const issues = body.entity_check_results.find(({ entity }: { entity: string }) => entity === 'issues')
  assert.deepEqual(issues, { entity: 'issues', status: 'succeeded', status_code: null, error_message: null })

  const bad = await under.connectGithub(bearer, {
    name: 'bad',
    credentials: { token: 'ghp_wrong' },
    validate: false,
  })
  const failed = (await call('POST', `${CONNECTORS}/${bad}/check`, { bearer })).body
  assert.deepEqual([failed.status, failed.failure_reason.failure_type], ['failed', 'config_error'])
  assert.match(failed.error_message, /does not accept the credential/)
  assert.deepEqual(failed.entity_check_results, [])
})

test('a check reads no entity that the connector is not open to read', async () => {
  const bearer = await under.scopedToken('checked')
  const some = await under.connectGithub(bearer, {
    name: 'some',
    credentials: { token: GITHUB_TOKEN },
    source_config: { repositories: 'octokit-fixture-org/paginate-issues' },
    entities: [{ entity: 'labels' }, { entity: 'issues', modes: ['write'] }],
  })
  const { body } = await call('POST', `${CONNECTORS}/${some}/check`, { bearer })
  assert.deepEqual(
    body.entity_check_results.map(({ entity }: { entity: string }) => entity),
    ['labels'],
  )
})

test('long texts in lists are cut where the caller says so, and whole by default', async () => {
  const bearer = await under.scopedToken('acme')
  const title = 'long '.repeat(45).trim()
  const made = await under.execute(bearer, id, { ...CREATE, params: { ...CREATE.params, title } })
  assert.equal(made.body.result.title, title)
  const list = { ...LIST, select_fields: ['title'] }
  const cut = await under.execute(bearer, id, { ...list, skip_truncation: false })
  assert.match(cut.body.result[0].title, /^long .*… \[truncated, 224 characters/)
  assert.equal((await under.execute(bearer, id, list)).body.result[0].title, title)
})
