import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertErrorAnswer, type Refusal } from '@sallyport/http/testing'
import { readTables } from '@sallyport/postgres'
import { engineUnderTest } from './testing/index.ts'

const CANARY = 'ghp_canary0that0no0answer0may0hold0000000'
const under = await engineUnderTest({ github: { credentials: CANARY } })
after(() => under.close())
const { call } = under
const application = await under.applicationToken()
const scoped = await under.scopedToken('acme')

const CONNECTORS = '/api/v1/integrations/connectors'
const NO_ID = '01900000-0000-7000-8000-00000000dead'
const secrets = [CANARY, application, scoped, under.application.client_secret]

const credentials = { token: CANARY }
const GITHUB = { connector_type: 'github', credentials }
const CREATES: readonly (readonly [what: string, body: object, refusal: Refusal])[] = [
  [
    'no connector type',
    { credentials },
    {
      code: 'invalid_request',
      fields: ['body'],
      says: /One of connector_type, definition_id, or source_template_id must be provided/,
    },
  ],
  [
    'an unknown connector type',
    { connector_type: 'gitbub', credentials },
    { code: 'connector_type_not_found', says: /Use one of: .*github/ },
  ],
  ['an unknown definition', { definition_id: NO_ID, credentials }, { code: 'connector_type_not_found' }],
  ['an unknown template', { source_template_id: NO_ID, credentials }, { code: 'template_not_found' }],
  [
    'no credentials',
    { connector_type: 'github' },
    { code: 'invalid_request', fields: ['credentials'], says: /At least one of/ },
  ],
  ['empty credentials', { ...GITHUB, credentials: {} }, { code: 'credential_mismatch', says: /given: none/ }],
  [
    'credentials under another name',
    { ...GITHUB, credentials: { api_key: CANARY } },
    {
      code: 'credential_mismatch',
      fields: ['credentials.api_key'],
      says: /given: "api_key".*token \(token\); oauth \(access_token/,
    },
  ],
  [
    'a credential with a key too many',
    { ...GITHUB, credentials: { token: CANARY, user: CANARY } },
    { code: 'credential_mismatch', fields: ['credentials.user'] },
  ],
  [
    'credentials that fit two ways to authenticate',
    { ...GITHUB, credentials: { token: CANARY, access_token: CANARY } },
    { code: 'credential_mismatch', says: /more than one way/ },
  ],
  [
    'a token that is a number',
    { ...GITHUB, credentials: { token: 5 } },
    { code: 'credential_mismatch', fields: ['credentials.token'] },
  ],
  ['an empty token', { ...GITHUB, credentials: { token: '' } }, { code: 'credential_mismatch' }],
  [
    'a token that would add a header',
    { ...GITHUB, credentials: { token: `${CANARY}\r\nx: y` } },
    { code: 'credential_mismatch', fields: ['credentials.token'] },
  ],
  [
    'a token of 20,000 characters',
    { ...GITHUB, credentials: { token: CANARY.repeat(500) } },
    { code: 'credential_mismatch', fields: ['credentials.token'] },
  ],
  [
    'a setting that does not fit',
    { ...GITHUB, source_config: { repositories: 'octo/../demo' } },
    { code: 'invalid_request', fields: ['repositories'], says: /octo-org\/octo-repo/ },
  ],
  [
    'entities that are not there',
    {
      ...GITHUB,
      entities: [{ entity: 'issues' }, { entity: 'wikis' }, { entity: 'gists', modes: ['read'] }],
    },
    { code: 'invalid_request', fields: ['entities', 'entities'] },
  ],
  ['a name with a NUL', { ...GITHUB, name: 'a\0b' }, { code: 'invalid_request', fields: ['name'] }],
  ['a blank name', { ...GITHUB, name: ' \t' }, { code: 'invalid_request', fields: ['name'] }],
  [
    'a name of 256 characters',
    { ...GITHUB, name: 'é'.repeat(256) },
    { code: 'invalid_request', fields: ['body.name'] },
  ],
  [
    'values of other types, all of them',
    {
      connector_type: 5,
      definition_id: 'x',
      credentials: CANARY,
      source_config: [],
      entities: [{ entity: 1, modes: ['admin'] }, 3],
    },
    {
      code: 'invalid_request',
      fields: [
        'body.connector_type',
        'body.definition_id',
        'body.credentials',
        'body.source_config',
        'body.entities.0.entity',
        'body.entities.0.modes.0',
        'body.entities.1',
      ],
      says: /read, write/,
    },
  ],
]

const WORKSPACES: readonly (readonly [what: string, reference: object, refusal: Refusal])[] = [
  ['a workspace id of nothing', { workspace_id: NO_ID }, { code: 'workspace_not_found' }],
  ['no workspace', {}, { code: 'workspace_required' }],
  ['an empty name for the workspace', { workspace_name: '' }, { code: 'workspace_required' }],
  [
    'a blank name for the workspace',
    { customer_name: ' \u00a0' },
    { code: 'invalid_request', fields: ['customer_name'] },
  ],
  [
    'a workspace name of 256 characters',
    { workspace_name: '😀'.repeat(256) },
    { code: 'invalid_request', fields: ['workspace_name'] },
  ],
  [
    'a workspace name of 5,000 characters',
    { workspace_name: 'a'.repeat(5000) },
    { code: 'invalid_request', fields: ['body.workspace_name'] },
  ],
  ...[0x00, 0x0a, 0x7f, 0x85, 0x2028].map(
    (control) =>
      [
        `a workspace name with the control character 0x${control.toString(16)}`,
        { external_user_id: `a${String.fromCodePoint(control)}b` },
        { code: 'invalid_request', fields: ['external_user_id'] },
      ] as const,
  ),
  [
    'a token of somebody else in place of a name',
    { external_user_id: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhY21lIn0.c2lnbmF0dXJl' },
    { code: 'malformed_request', says: /no scoped token of this organization/ },
  ],
  [
    'an unsigned token, blanks around it, in place of a name',
    { workspace_name: ' eyJhbGciOiJub25lIn0.eyJzdWIiOiJhY21lIn0. ' },
    { code: 'malformed_request' },
  ],
  ['an application token in place of a name', { workspace_name: application }, { code: 'malformed_request' }],
  [
    'a scoped token of ours that was changed',
    { workspace_name: `${scoped.slice(0, -86)}${'A'.repeat(86)}` },
    { code: 'malformed_request' },
  ],
]

test('a create that is refused leaves nothing behind, neither in the tables nor in the log', async (t) => {
  const before = await readTables(under.engine.database)
  for (const [what, body, refusal] of CREATES) {
    await t.test(`refuses ${what}: ${refusal.code}`, async () => {
      const made = { workspace_name: 'never made', ...body }
      assertErrorAnswer(await call('POST', CONNECTORS, { bearer: application, body: made }), refusal, secrets)
    })
  }
  for (const [what, reference, refusal] of WORKSPACES) {
    await t.test(`refuses ${what}: ${refusal.code}`, async () => {
      const body = { ...GITHUB, ...reference }
      assertErrorAnswer(await call('POST', CONNECTORS, { bearer: application, body }), refusal, secrets)
    })
  }
  assert.deepEqual(await readTables(under.engine.database), before)
  assert.ok(!under.logged().includes(CANARY))
})

test('a workspace name is the same after NFC and trimming, and another in another case', async () => {
  const names = ['Müller & Söhne', 'Mu\u0308ller & So\u0308hne', '  Müller & Söhne\t', 'MÜLLER & SÖHNE']
  const ids = await Promise.all(
    names.map(async (name) => {
      const bearer = await under.scopedToken(name)
      return (await call('GET', '/api/v1/embedded/scoped-token/info', { bearer })).body.workspace_id
    }),
  )
  assert.equal(new Set(ids.slice(0, 3)).size, 1)
  assert.notEqual(ids[3], ids[0])
})

test('a workspace name has room for 255 characters, and its connectors for a name', async () => {
  const workspace_name = '😀'.repeat(255)
  const { status, body } = await call('POST', CONNECTORS, {
    bearer: application,
    body: { ...GITHUB, workspace_name },
  })
  assert.deepEqual([status, [...body.name].length, body.name.isWellFormed()], [200, 255, true])
})

test('a list by a name that is not there is empty, and makes no workspace', async () => {
  const { status, body } = await call('GET', `${CONNECTORS}?workspace_name=nobody`, { bearer: application })
  assert.deepEqual([status, body], [200, { data: [], next: null }])
  const rows = await readTables(under.engine.database)
  assert.ok(!rows.some(({ columns }) => columns.name === 'nobody'))
})

const LISTS: readonly (readonly [what: string, bearer: string, query: string, refusal: Refusal])[] = [
  ['a list of no workspace', application, '', { code: 'workspace_required' }],
  ['a list by the id of nothing', application, `workspace_id=${NO_ID}`, { code: 'workspace_not_found' }],
  ['a scoped token at a name of others', scoped, 'workspace_name=other', { code: 'workspace_not_found' }],
  ['a scoped token at a new name', scoped, 'workspace_name=nobody', { code: 'workspace_not_found' }],
  ['a scoped token at an id of nothing', scoped, `workspace_id=${NO_ID}`, { code: 'workspace_not_found' }],
]

for (const [what, bearer, query, refusal] of LISTS) {
  test(`refuses ${what}: ${refusal.code}`, async () => {
    await under.scopedToken('other')
    assertErrorAnswer(await call('GET', `${CONNECTORS}?${query}`, { bearer }), refusal, secrets)
  })
}

test('a scoped token connects nothing elsewhere, be the workspace there or not', async () => {
  await under.scopedToken('other')
  const answers = ['other', 'nobody'].map(async (workspace_name) => {
    const answer = await call('POST', CONNECTORS, { bearer: scoped, body: { ...GITHUB, workspace_name } })
    const { request_id, ...rest } = JSON.parse(answer.text)
    assertErrorAnswer(answer, 'workspace_not_found', secrets)
    return rest
  })
  const [there, notThere] = await Promise.all(answers)
  assert.deepEqual(there, notThere)
})

test('nothing of all this was a failure of the engine', () => {
  assert.equal(under.logged().match(/^.*"level":[56]0.*$/gm), null)
})
