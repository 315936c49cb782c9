import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiOperation, type OperationId, operations } from '@sallyport/contract'
import {
  addApplication,
  grantOrganization,
  revokeApplication,
  scopeOfOrganization,
  ungrantOrganization,
} from '@sallyport/engine'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { readTables } from '@sallyport/postgres'
import { systemEdge } from './edge.ts'
import { openOrganizations } from './open-organizations.ts'
import { addOrganization } from './testing/add-organization.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { type Names, REQUESTS } from './testing/requests/index.ts'
import { until } from './testing/until.ts'

const queries: string[] = []
const under = await engineUnderTest({ onQuery: (what) => queries.push(what) })
const { work, close } = await openOrganizations(under.config, systemEdge)
after(async () => {
  await close()
  await under.close()
})
const { call, application: client } = under
const [branch, rival] = [await addOrganization(under, 'Branch'), await addOrganization(under, 'Rival')]
const HOME = client.organization_id
const NOBODY = '0a0a0a0a-0000-4000-8000-00000000dead'
const LOGIN = '/api/v1/account/applications/token'
const SCOPED_TOKEN = '/api/v1/account/applications/scoped-token'
const ORGANIZATIONS = '/api/v1/internal/account/organizations'
const APPLICATIONS = '/api/v1/internal/account/applications'
const TEMPLATES = '/api/v1/integrations/templates/sources'
const HOME_TOKEN = await under.applicationToken()

const naming = (id: string) => ({ headers: { 'x-organization-id': id } })
const { client_id, client_secret } = client
const login = (id?: string) =>
  call('POST', LOGIN, { body: { client_id, client_secret }, ...(id !== undefined && naming(id)) })

/** A text of an answer without what no two answers share. */
const said = ({ status, text }: { status: number; text: string }) =>
  `${status} ${text.replace(/"request_id":"[^"]*"/, '')}`

test('an application of one organization is bound to it, and may name it', async () => {
  for (const answer of [await login(), await login(HOME), await login(HOME.toUpperCase()), await login('')]) {
    assert.deepEqual([answer.status, answer.body.organization_id], [200, HOME])
    const bearer = answer.body.access_token
    assert.equal((await call('GET', TEMPLATES, { bearer, ...naming(HOME) })).status, 200)
  }
})

test('a login that names an organization of others is answered as one that names nobody', async () => {
  const [theirs, nobodys] = [await login(rival.id), await login(NOBODY)]
  assertErrorAnswer(theirs, 'forbidden', [client_secret])
  assert.equal(said(theirs), said(nobodys))
  // Whoever has the wrong secret is told that, and nothing of organizations.
  const wrong = { client_id, client_secret: `${client_secret}x` }
  assertErrorAnswer(await call('POST', LOGIN, { body: wrong, ...naming(rival.id) }), 'unauthenticated')
})

/** Whatever a request can name, it names what is not there. */
const NAMES = new Proxy({}, { get: () => NOBODY }) as Names

for (const [id, operation] of Object.entries<ApiOperation>(operations)) {
  if (operation.access === 'public') continue
  test(`${id} takes the header, refuses other organizations in the same words, and says what is no id`, async () => {
    const [request = {}] = REQUESTS[id as OperationId](NAMES)
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => request.params?.[name] ?? '')
    const query = new URLSearchParams(request.query).toString()
    const scoped = await under.scopedToken('header')
    const { organizationMember: member } = operation
    const body = request.body && { ...request.body, ...(member && { [member]: null }) }
    const ask = (name: string) =>
      call(operation.method, `/api/v1${path}${query && `?${query}`}`, {
        bearer: operation.access.includes('application') ? HOME_TOKEN : scoped,
        ...(body && { body }),
        headers: {
          'x-organization-id': name,
          ...(operation.takes === 'file' && { 'content-type': 'text/plain' }),
        },
      })
    const [theirs, nobodys] = [await ask(rival.id), await ask(NOBODY)]
    assertErrorAnswer(theirs, { code: 'forbidden', says: /not open to this token/ })
    assert.equal(said(theirs), said(nobodys))
    for (const text of ['acme', `${HOME}, ${HOME}`, HOME.slice(1)]) {
      assertErrorAnswer(await ask(text), { code: 'malformed_request', says: /id of one organization/ })
    }
  })
}

test('what an application reaches is listed under exactly the keys of existing clients', async () => {
  const workspace = (await call('GET', `${SCOPED_TOKEN}/info`, { bearer: await under.scopedToken('first') }))
    .body.workspace_id
  const listed = await call('GET', ORGANIZATIONS, { bearer: HOME_TOKEN })
  const [own] = listed.body.organizations
  assert.deepEqual(listed.body, {
    organizations: [{ id: HOME, organization_name: 'default', first_workspace_id: own.first_workspace_id }],
    is_instance_admin: false,
  })
  assert.ok(own.first_workspace_id <= workspace)
  const status = await call('GET', '/api/v1/internal/account/enrollment-status', { bearer: HOME_TOKEN })
  assert.deepEqual(status.body, {
    is_new_user: false,
    is_enrolled: true,
    is_instance_admin: false,
    organization_id: HOME,
    organization_name: 'default',
  })
})

test('with several organizations a login names one, or each call does', async () => {
  assert.equal(await grantOrganization(work, { clientId: client_id, organizationId: branch.id }), true)
  assert.equal(await grantOrganization(work, { clientId: client_id, organizationId: branch.id }), false)
  await until(async () => (await login()).body.organization_id === null)
  const unbound = (await login()).body.access_token
  const refused = await call('GET', TEMPLATES, { bearer: unbound })
  const body = assertErrorAnswer(refused, {
    code: 'organization_required',
    says: /specify target organization/,
  })
  assert.deepEqual(
    body.errors.flatMap(({ details }: { details: object | null }) => details ?? []),
    [
      { id: HOME, name: 'default' },
      { id: branch.id, name: 'Branch' },
    ],
  )
  for (const id of [HOME, branch.id]) {
    assert.equal((await call('GET', TEMPLATES, { bearer: unbound, ...naming(id) })).status, 200)
    const bound = (await login(id)).body
    assert.equal(bound.organization_id, id)
    const made = await call('POST', SCOPED_TOKEN, {
      bearer: bound.access_token,
      body: { workspace_name: 'of several' },
    })
    const info = await call('GET', `${SCOPED_TOKEN}/info`, { bearer: made.body.token })
    assert.equal(info.body.organization_id, id)
  }
  assertErrorAnswer(await call('GET', TEMPLATES, { bearer: unbound, ...naming(rival.id) }), 'forbidden')
  // A token from before the grant stays what it was.
  assert.equal((await call('GET', TEMPLATES, { bearer: HOME_TOKEN })).status, 200)
  const listed = (await call('GET', ORGANIZATIONS, { bearer: unbound })).body
  assert.deepEqual(
    listed.organizations.map(({ id }: { id: string }) => id),
    [HOME, branch.id],
  )
})

test('a header names another organization than the token is bound to, and a scoped token has its own', async () => {
  const bearer = (await login(branch.id)).body.access_token
  const scopedIn = async (id: string) => {
    const made = await call('POST', SCOPED_TOKEN, {
      bearer,
      ...naming(id),
      body: { workspace_name: 'header' },
    })
    return String(made.body.token)
  }
  const [here, there] = [await scopedIn(HOME), await scopedIn(branch.id)]
  const infoOf = (token: string, more = {}) => call('GET', `${SCOPED_TOKEN}/info`, { bearer: token, ...more })
  assert.equal((await infoOf(here)).body.organization_id, HOME)
  assert.equal((await infoOf(there, naming(branch.id))).body.organization_id, branch.id)
  assertErrorAnswer(await infoOf(there, naming(HOME)), 'forbidden')
})

test('what a granted application does is in the records of the organization that it did it in', async () => {
  const bearer = (await login(branch.id)).body.access_token
  const body = { workspace_name: 'theirs', connector_type: 'github', credentials: { token: GITHUB_TOKEN } }
  const made = await call('POST', '/api/v1/integrations/connectors', { bearer, body })
  const listed = await under.execute(bearer, made.body.id, {
    entity: 'issues',
    action: 'list',
    params: { ...REPOSITORY, limit: 1 },
  })
  assert.deepEqual([made.status, listed.status], [200, 200])
  const atHome = await call('GET', `/api/v1/integrations/connectors/${made.body.id}`, { bearer: HOME_TOKEN })
  assertErrorAnswer(atHome, 'connector_not_found')
  const rows = await readTables(under.engine.database)
  const event = rows.find(
    ({ columns }) => columns.type === 'connector.created' && columns.subject_id === made.body.id,
  )
  assert.equal(event?.columns.organization_id, branch.id)
  assert.equal(JSON.parse(event?.columns.actor ?? '').organizationId, HOME)
  const grants = rows.filter(({ columns }) => columns.type === 'application.granted')
  assert.deepEqual(new Set(grants.map(({ columns }) => columns.organization_id)), new Set([HOME, branch.id]))
})

test('a warm call asks the database for nothing, whoever says which organization it is about', async () => {
  const bearer = (await login()).body.access_token
  const body = { workspace_name: 'warm', connector_type: 'github', credentials: { token: GITHUB_TOKEN } }
  const made = await call('POST', '/api/v1/integrations/connectors', { bearer, ...naming(branch.id), body })
  const read = () =>
    call('POST', `/api/v1/integrations/connectors/${made.body.id}/execute`, {
      bearer,
      ...naming(branch.id),
      body: { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } },
    })
  // Until the feed has brought back the change that made the connector, which empties the caches once more.
  await sleep(1_200)
  assert.equal((await read()).status, 200)
  await sleep(600)
  queries.length = 0
  for (let count = 0; count < 20; count++) assert.equal((await read()).status, 200)
  await sleep(600)
  assert.deepEqual(new Set(queries), new Set(['begin', 'save executions', 'commit']))
})

test('older clients name the organization in the body', async () => {
  const bearer = (await login()).body.access_token
  const path = '/api/v1/embedded/widget_token'
  const body = { externalUserId: 'older', allowedOrigin: 'https://app.example', organizationId: branch.id }
  const made = await call('POST', path, { bearer, body })
  const { token } = JSON.parse(Buffer.from(made.body.token, 'base64').toString())
  const info = await call('GET', `${SCOPED_TOKEN}/info`, { bearer: token })
  assert.deepEqual([info.body.organization_id, info.body.workspace_name], [branch.id, 'older'])
  assertErrorAnswer(
    await call('POST', path, { bearer, body: { ...body, organizationId: rival.id } }),
    'forbidden',
  )
  assertErrorAnswer(await call('POST', path, { bearer, body, ...naming(HOME) }), 'malformed_request')
})

test('what an operator names that is not there, or is there already, is said in words', async () => {
  const keep = async () => {}
  const refused: readonly (readonly [attempt: () => Promise<unknown>, says: RegExp])[] = [
    [() => addApplication(work, { organizationId: NOBODY, name: 'x' }, keep), /There is no organization/],
    [() => grantOrganization(work, { clientId: client_id, organizationId: HOME }), /own organization/],
    [() => grantOrganization(work, { clientId: 'acme', organizationId: HOME }), /no application of that/],
    [() => revokeApplication(work, 'acme'), /no application of that client id/],
  ]
  for (const [attempt, message] of refused)
    await assert.rejects(attempt, { code: 'invalid_request', message })
  assert.equal(await ungrantOrganization(work, { clientId: client_id, organizationId: rival.id }), false)
})

test('when a grant is taken back its tokens end, and the application is of one organization again', async () => {
  const [unbound, bound] = [(await login()).body, (await login(branch.id)).body]
  const made = await call('POST', SCOPED_TOKEN, {
    bearer: bound.access_token,
    body: { workspace_name: 'header' },
  })
  const ask = (bearer: string) => call('GET', TEMPLATES, { bearer })
  assert.equal((await ask(made.body.token)).status, 200)
  await ungrantOrganization(work, { clientId: client_id, organizationId: branch.id })
  await until(async () => (await ask(made.body.token)).status === 401)
  assertErrorAnswer(await ask(bound.access_token), 'forbidden')
  assert.equal((await ask(unbound.access_token)).status, 200)
  assert.deepEqual((await login()).body.organization_id, HOME)
})

test('whoever needs a secret back gets another application, which reaches the same organization', async () => {
  const [one, other] = [
    await call('POST', APPLICATIONS, { bearer: HOME_TOKEN }),
    await call('POST', APPLICATIONS, { bearer: HOME_TOKEN, headers: { 'content-type': 'application/json' } }),
  ]
  for (const { status, body } of [one, other]) {
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(body), ['id', 'name', 'client_id', 'client_secret'])
    const entered = await call('POST', LOGIN, {
      body: { client_id: body.client_id, client_secret: body.client_secret },
    })
    assert.equal(entered.body.organization_id, HOME)
  }
  assert.notEqual(one.body.id, other.body.id)
  assert.notEqual(one.body.client_secret, other.body.client_secret)
})

test('an application that was granted an organization makes none that would outlive the grant', async () => {
  await grantOrganization(work, { clientId: client_id, organizationId: branch.id })
  await until(async () => (await login()).body.organization_id === null)
  const refused = await call('POST', APPLICATIONS, { bearer: HOME_TOKEN, ...naming(branch.id) })
  assertErrorAnswer(refused, { code: 'forbidden', says: /own organization/ })
  await ungrantOrganization(work, { clientId: client_id, organizationId: branch.id })
})

test('with an application goes what it asked for, also what asks at the last moment', async () => {
  const { clientId, clientSecret } = await addApplication(
    work,
    { organizationId: HOME, name: 'short-lived' },
    async () => {},
  )
  const entered = await call('POST', LOGIN, { body: { client_id: clientId, client_secret: clientSecret } })
  const bearer = entered.body.access_token
  const child = (await call('POST', APPLICATIONS, { bearer })).body
  const childToken = (await call('POST', LOGIN, { body: child })).body.access_token
  const grandchild = (await call('POST', APPLICATIONS, { bearer: childToken })).body
  const asking = Array.from({ length: 20 }, () => call('POST', APPLICATIONS, { bearer }))
  const revoked = await revokeApplication(work, clientId)
  const asked = await Promise.all(asking)
  const made = asked.filter(({ status }) => status === 200).map(({ body }) => body.client_id)
  for (const id of [clientId, child.client_id, grandchild.client_id, ...made]) assert.ok(revoked.includes(id))
  assert.ok(asked.every(({ status }) => status === 200 || status === 401))
  const entering = await call('POST', LOGIN, { body: grandchild })
  assertErrorAnswer(entering, 'unauthenticated', [grandchild.client_secret])
})

test('an organization has at most 100 applications in use, and says so', async () => {
  const scope = scopeOfOrganization(HOME)
  const inUse = (await work.host.applications(scope)).filter(({ revokedAt }) => revokedAt === null)
  for (let count = inUse.length; count < 100; count++) {
    await addApplication(work, { organizationId: HOME, name: `filler ${count}` }, async () => {})
  }
  const answers = await Promise.all(
    Array.from({ length: 3 }, () => call('POST', APPLICATIONS, { bearer: HOME_TOKEN })),
  )
  for (const answer of answers)
    assertErrorAnswer(answer, { code: 'invalid_request', says: /at most 100 applications/ })
})

test('a login tells nobody what is wrong, in its words or by what is done', async (t) => {
  const { clientId, clientSecret } = await addApplication(
    work,
    { organizationId: branch.id, name: 'ended' },
    async () => {},
  )
  await revokeApplication(work, clientId)
  const foreign = `sp_${Buffer.from(`${NOBODY}${NOBODY}`.replaceAll('-', ''), 'hex').toString('base64url')}`
  const WRONG = {
    'a wrong secret': { client_id, client_secret: `${client_secret.slice(0, -2)}xx` },
    'an unknown client': { client_id: foreign, client_secret },
    'a revoked client': { client_id: clientId, client_secret: clientSecret },
  }
  const attempt = async (body: object) => {
    queries.length = 0
    const startedAt = performance.now()
    const answer = await call('POST', LOGIN, { body })
    return { answer, asked: queries.join(', '), time: performance.now() - startedAt }
  }
  const times: Record<string, number[]> = {}
  const words = new Set<string>()
  const steps = new Set<string>()
  // Fewer than what a client may get wrong before it has to wait.
  for (let round = 0; round < 8; round++) {
    for (const [what, body] of Object.entries(WRONG)) {
      const { answer, asked, time } = await attempt(body)
      words.add(said(answer))
      steps.add(asked)
      times[what] = [...(times[what] ?? []), time]
    }
  }
  assert.equal(words.size, 1, [...words].join('\n'))
  const medians = Object.values(times).map((each) => each.toSorted((a, b) => a - b)[4] ?? 0)
  t.diagnostic(`medians: ${medians.map((each) => each.toFixed(1)).join(', ')} ms`)
  // Whatever is wrong, the same is looked for: nothing is known sooner, and nothing asked in addition.
  assert.deepEqual([...steps], ['begin, find application, commit'])
})
