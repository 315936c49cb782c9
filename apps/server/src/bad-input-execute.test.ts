import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertErrorAnswer, type Refusal } from '@sallyport/http/testing'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'

const under = await engineUnderTest()
after(() => under.close())
const { github } = under
const scoped = await under.scopedToken('acme')
const id = await under.connectGithub(scoped, { credentials: { token: GITHUB_TOKEN } })
const secrets = [GITHUB_TOKEN, scoped, under.application.client_secret]

const PLACE = { owner: 'octokit-fixture-org', repo: 'paginate-issues' }
const LIST = { entity: 'issues', action: 'list' }
const EXECUTES: readonly (readonly [what: string, body: object, refusal: Refusal])[] = [
  [
    'an unknown entity',
    { ...LIST, entity: 'isues' },
    { code: 'unknown_entity', says: /Did you mean "issues"\?.*Use one of: repositories, issues/ },
  ],
  ['an empty entity', { ...LIST, entity: '' }, { code: 'unknown_entity' }],
  ['an entity that every object has', { ...LIST, entity: 'constructor' }, { code: 'unknown_entity' }],
  [
    'an unknown action',
    { ...LIST, action: 'lst' },
    { code: 'unsupported_action', says: /Did you mean "list"\?.*Use one of: list, get/ },
  ],
  ['an action that every object has', { ...LIST, action: 'toString' }, { code: 'unsupported_action' }],
  [
    'no parameters where some are required',
    { ...LIST, params: null },
    {
      code: 'invalid_params',
      fields: ['params.owner', 'params.repo'],
      says: /"repositories"/,
    },
  ],
  [
    'parameters that are unknown, of another type or not allowed, all of them',
    { ...LIST, params: { owner: 5, repo: '', state: 'opened', sort: 3, stat: 'open', limit: 0 } },
    {
      code: 'invalid_params',
      fields: ['params.limit', 'params', 'params.owner', 'params.repo', 'params.state', 'params.sort'],
      says: /Did you mean "state"\?.*one of: open, closed, all/,
    },
  ],
  ...[0, 101, 1.5, '5', []].map(
    (limit) =>
      [
        `a limit of ${JSON.stringify(limit)}`,
        { ...LIST, params: { ...PLACE, limit } },
        { code: 'invalid_params', fields: ['params.limit'], says: /from 1 to 100/ },
      ] as const,
  ),
  [
    'two names of one thing that differ',
    { ...LIST, params: { ...PLACE, limit: 5, per_page: 6 } },
    { code: 'invalid_params', says: /"per_page"/ },
  ],
  [
    'a limit where there is no list',
    { entity: 'issues', action: 'get', params: { ...PLACE, number: 1, limit: 5 } },
    { code: 'invalid_params', fields: ['params.limit'] },
  ],
  [
    'a cursor that was never given out',
    { ...LIST, params: { ...PLACE, cursor: 'bmV4dA' } },
    { code: 'invalid_cursor' },
  ],
  [
    'a cursor that is no text',
    { ...LIST, params: { ...PLACE, cursor: 5 } },
    { code: 'invalid_params', fields: ['params.cursor'] },
  ],
  [
    'a name that would climb out of the path',
    { ...LIST, params: { owner: '..', repo: '.' } },
    { code: 'invalid_params', fields: ['params.owner', 'params.repo'] },
  ],
  [
    'a call without its words, and with others',
    { entity: 5, params: 'x', select_fields: ['a', 5], exclude_fields: 'b', intent: 'x'.repeat(2001) },
    {
      code: 'invalid_request',
      fields: [
        'body.action',
        'body.entity',
        'body.params',
        'body.select_fields.1',
        'body.exclude_fields',
        'body.intent',
      ],
    },
  ],
]

for (const [what, body, refusal] of EXECUTES) {
  test(`refuses ${what}: ${refusal.code}`, async () => {
    github.ledger.clear()
    assertErrorAnswer(await under.execute(scoped, id, body), refusal, secrets)
    assert.equal(github.ledger.count(), 0)
  })
}

test('a problem of a choice lists what is allowed, for programs too', async () => {
  const params = { ...PLACE, state: 'opened' }
  const body = assertErrorAnswer(await under.execute(scoped, id, { ...LIST, params }), 'invalid_params')
  assert.deepEqual(body.errors[0]?.details?.allowed, ['open', 'closed', 'all'])
})

test('a connector that was opened for some entities and modes is closed for the others', async () => {
  const limited = await under.connectGithub(scoped, {
    credentials: { token: GITHUB_TOKEN },
    entities: [{ entity: 'issues', modes: ['read'] }, { entity: 'labels' }],
  })
  assert.equal((await under.execute(scoped, limited, { ...LIST, params: PLACE })).status, 200)
  const says = /open for: issues \(read\); labels \(read, write\)/
  for (const call of [
    { entity: 'issues', action: 'create', params: { ...PLACE, title: 'x' } },
    { entity: 'users', action: 'me' },
  ]) {
    assertErrorAnswer(
      await under.execute(scoped, limited, call),
      { code: 'forbidden_operation', says },
      secrets,
    )
  }
})

test('a scoped token finds no connector of another workspace, and an application token finds all', async () => {
  const other = await under.scopedToken('other')
  const path = `/api/v1/integrations/connectors/${id}`
  for (const answer of [
    await under.call('GET', path, { bearer: other }),
    await under.call('DELETE', path, { bearer: other }),
    await under.execute(other, id, { ...LIST, params: PLACE }),
  ]) {
    assertErrorAnswer(answer, 'connector_not_found', secrets)
  }
  const application = await under.applicationToken()
  assert.equal((await under.execute(application, id, { ...LIST, params: PLACE })).status, 200)
})

test('nothing of all this was a failure of the engine', () => {
  assert.equal(under.logged().match(/^.*"level":[56]0.*$/gm), null)
})
