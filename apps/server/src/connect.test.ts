import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { readTables } from '@sallyport/postgres'
import {
  CLIENT,
  consent,
  LANDING,
  landed,
  type Played,
  PUBLIC_URL,
  startConnecting,
} from './testing/connecting.ts'

const house = await startConnecting()
after(() => house.close())
const { vendors, bearer, browser, initiate, leave, walk, call } = house

const READS: Readonly<Record<Played, object>> = {
  linear: { entity: 'teams', action: 'list' },
  slack: { entity: 'channels', action: 'list' },
  'google-drive': { entity: 'files', action: 'list' },
  github: { entity: 'users', action: 'me' },
}

for (const played of Object.keys(READS) as Played[]) {
  test(`an end user connects ${played}, and agents work with the account`, async () => {
    const end = await walk(played)
    assert.equal(end.origin + end.pathname, 'https://app.example/done')
    const { tab, connector_id: id = '', ...others } = Object.fromEntries(end.searchParams)
    assert.deepEqual([tab, others], ['1/2', {}])
    const reply = await house.execute(bearer, id, READS[played])
    assert.equal(reply.status, 200, reply.text)
    const { body } = await call('GET', `/api/v1/integrations/connectors/${id}`, { bearer })
    assert.equal(body.source_template.connector_name, played)
  })
}

describe('the page', () => {
  test('shows who asks, where it leads and what is asked for, and runs and loads nothing', async () => {
    const { body } = await initiate('linear')
    assert.match(body.consent_url, /^https:\/\/sallyport\.example\/connect\/cs_[A-Za-z0-9_-]{64}$/)
    const { headers, text } = await browser().get(body.consent_url)
    for (const said of [
      'Connect your Linear account to',
      '<strong>linear.app</strong>',
      'read what the user can read',
    ])
      assert.ok(text.includes(said), said)
    assert.ok(!text.includes('everything an admin can do'))
    assert.doesNotMatch(text, /<script|<img|<link|src=|url\(/)
    assert.match(
      headers.get('content-security-policy') ?? '',
      /^default-src 'none'; .*frame-ancestors 'none'$/,
    )
    assert.deepEqual(
      ['cache-control', 'referrer-policy', 'x-frame-options', 'content-type'].map((name) =>
        headers.get(name),
      ),
      ['no-store', 'no-referrer', 'DENY', 'text/html; charset=utf-8'],
    )
  })

  test('binds its browser by a cookie that nobody else can set or read', async () => {
    const { body } = await initiate('linear')
    const [cookie = ''] = (await browser().get(body.consent_url)).headers.getSetCookie()
    assert.match(
      cookie,
      /^__Host-sallyport-connect-[0-9a-f]{16}=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
    )
  })

  test('may be looked at by others, and pressed twice, and used in two tabs', async () => {
    const { body } = await initiate('linear')
    await browser().get(body.consent_url)
    const user = browser()
    const other = await leave(user, 'slack')
    await user.get(body.consent_url)
    const [first, second] = [await user.press(body.consent_url), await user.press(body.consent_url)]
    assert.equal(first.location, second.location)
    assert.ok(
      landed(await user.get(await consent(vendors.linear, second.location))).searchParams.has('connector_id'),
    )
    assert.ok(landed(await user.get(await consent(vendors.slack, other))).searchParams.has('connector_id'))
  })
})

describe('the authorization request', () => {
  test('has PKCE, a state, our callback, and the narrowest scopes that are known', async () => {
    const url = new URL(await leave(browser(), 'linear'))
    const { state, code_challenge: challenge, ...rest } = Object.fromEntries(url.searchParams)
    assert.match(String(state), /^cst_[A-Za-z0-9_-]{107}$/)
    assert.match(String(challenge), /^[A-Za-z0-9_-]{43}$/)
    assert.equal(url.origin + url.pathname, 'https://linear.app/oauth/authorize')
    assert.deepEqual(rest, {
      response_type: 'code',
      client_id: CLIENT.client_id,
      redirect_uri: `${PUBLIC_URL}/oauth/callback/1c5d8316-ed42-4473-8fbc-2626f03f070c`,
      scope: 'read,write',
      code_challenge_method: 'S256',
    })
  })

  test('asks for no more than reading where everything is only read', async () => {
    const entities = [{ entity: 'files', modes: ['read'] }]
    const url = new URL(await leave(browser(), 'google-drive', { entities }))
    assert.equal(url.searchParams.get('scope'), 'https://www.googleapis.com/auth/drive.readonly')
    assert.deepEqual(
      [url.searchParams.get('access_type'), url.searchParams.get('prompt')],
      ['offline', 'consent'],
    )
  })

  test('asks for the scopes that the application is configured with', async () => {
    const body = { connector_type: 'github', configuration: { ...CLIENT, scopes: 'read:user, user:email' } }
    await call('PUT', '/api/v1/oauth/credentials', { bearer: house.operator, body })
    const url = new URL(await leave(browser(), 'github'))
    assert.equal(url.searchParams.get('scope'), 'read:user user:email')
  })
})

test('the verifier goes to the token endpoint, and the code to nobody else', async () => {
  vendors.linear.ledger.clear()
  await walk('linear')
  const entry = vendors.linear.ledger.only({ operation: 'POST /oauth/token' })
  assert.deepEqual([entry.verdict, entry.status], ['valid', 200])
  assert.deepEqual(Object.keys(entry.presented).toSorted(), ['client_secret', 'code', 'code_verifier'])
})

test('a workspace is made on first use, and the connector has the name, settings and entities that were asked for', async () => {
  const entities = [{ entity: 'issues', modes: ['read'] }]
  const { body } = await call('POST', '/api/v1/integrations/connectors/oauth/initiate', {
    bearer: house.operator,
    body: {
      workspace_name: 'brand new',
      definition_id: 'ef69ef6e-aa7f-4af1-a01d-ef775033524e',
      redirect_url: LANDING,
      name: 'Ours',
      environment: { repositories: 'octo/demo', unknown: 'left out' },
      entities,
    },
  })
  const user = browser()
  await user.get(body.consent_url)
  const { location } = await user.press(body.consent_url)
  const id = landed(await user.get(await consent(vendors.github, location))).searchParams.get('connector_id')
  const scoped = await house.scopedToken('brand new')
  const connector = await call('GET', `/api/v1/integrations/connectors/${id}`, { bearer: scoped })
  assert.equal(connector.body.name, 'Ours')
  assert.deepEqual(connector.body.replication_config, { repositories: 'octo/demo' })
  assert.deepEqual(connector.body.entities, entities)
})

test('a workspace and a type go by each name that they have had, and settings may come as input of OAuth', async () => {
  const templates = await call('GET', '/api/v1/integrations/templates/sources', { bearer })
  const template = templates.body.data.find(
    (row: { connector_name: string }) => row.connector_name === 'github',
  )
  const ways = [
    { connector_type: 'GITHUB', customer_name: 'many names' },
    { source_template_id: template.id, external_user_id: 'many names' },
    { definition_id: template.actor_definition_id, external_user_id: await house.scopedToken('many names') },
  ]
  for (const way of ways) {
    const { status, text, body } = await call('POST', '/v1/integrations/connectors/oauth/initiate', {
      bearer: house.operator,
      body: { ...way, redirect_url: LANDING, oauth_input_configuration: { repositories: 'octo/demo' } },
    })
    assert.equal(status, 200, text)
    const user = browser()
    await user.get(body.consent_url)
    const { location } = await user.press(body.consent_url)
    const end = landed(await user.get(await consent(vendors.github, location)))
    const id = end.searchParams.get('connector_id')
    const connector = await call('GET', `/api/v1/integrations/connectors/${id}`, { bearer: house.operator })
    assert.deepEqual(connector.body.replication_config, { repositories: 'octo/demo' })
    assert.equal(connector.body.name, 'GitHub - many names')
  }
})

describe('an id in place of a connector', () => {
  const create = (as: string, body: object) =>
    call('POST', '/api/v1/integrations/connectors', { bearer: as, body })

  test('creates one connector, once', async () => {
    const end = await walk('linear', { server_side_oauth_secret_id: true })
    const secret = end.searchParams.get('server_side_oauth_secret_id')
    assert.equal(end.searchParams.get('connector_id'), null)
    const request = { connector_type: 'linear', name: 'Mine', server_side_oauth_secret_id: secret }
    const check = () => call('POST', '/api/v1/integrations/connectors/check', { bearer, body: request })
    // To try it does not use it up.
    for (const { status, body, text } of [await check(), await check()])
      assert.deepEqual([status, body.status], [200, 'succeeded'], text)
    const results = await Promise.all([1, 2, 3].map(() => create(bearer, request)))
    assert.deepEqual(results.map(({ status }) => status).toSorted(), [200, 400, 400])
    const { body } = results.find(({ status }) => status === 200) ?? assert.fail()
    assert.equal(body.name, 'Mine')
    assert.equal((await house.execute(bearer, body.id, READS.linear)).status, 200)
    assert.equal((await check()).body.code, 'credential_mismatch')
  })

  test('is good in its workspace and for its type alone, and may be asked for in the query', async () => {
    const reply = await call(
      'POST',
      '/v1/integrations/connectors/oauth/initiate?server_side_oauth_secret_id=true',
      { bearer, body: { connector_type: 'linear', redirect_url: LANDING } },
    )
    const user = browser()
    await user.get(reply.body.consent_url)
    const { location } = await user.press(reply.body.consent_url)
    const end = landed(await user.get(await consent(vendors.linear, location)))
    const server_side_oauth_secret_id = end.searchParams.get('server_side_oauth_secret_id')
    const elsewhere = await house.scopedToken('elsewhere')
    for (const [as, connector_type] of [
      [elsewhere, 'linear'],
      [bearer, 'slack'],
    ] as const) {
      const refused = await create(as, { connector_type, server_side_oauth_secret_id })
      assert.deepEqual([refused.status, refused.body.code], [400, 'credential_mismatch'])
    }
    assert.equal(
      (await create(bearer, { connector_type: 'linear', server_side_oauth_secret_id })).status,
      200,
    )
  })
})

describe('a connector that is connected again', () => {
  const tokenOf = async (id: string | null) => {
    await house.execute(bearer, id ?? '', READS.linear)
    return vendors.linear.ledger.requests({ path: '/graphql' }).at(-1)
  }
  const connected = async () => (await walk('linear')).searchParams.get('connector_id') ?? ''

  test('keeps its id, its name and its entities, and has the new credential', async () => {
    const entities = [{ entity: 'teams' }, { entity: 'users' }]
    const end = await walk('linear', { name: 'Before', entities })
    const id = end.searchParams.get('connector_id')
    const before = await tokenOf(id)
    const again = await walk('linear', { connector_id: id, connector_type: undefined })
    assert.equal(again.searchParams.get('connector_id'), id, again.href)
    const after = await tokenOf(id)
    assert.notDeepEqual(before?.presented, after?.presented)
    const { body } = await call('GET', `/api/v1/integrations/connectors/${id}`, { bearer })
    assert.deepEqual([body.name, body.entities], ['Before', entities])
  })

  test('stays as it was when the user does not consent, or the new credential does not work', async () => {
    const id = await connected()
    const user = browser()
    const denied = await consent(vendors.linear, await leave(user, 'linear', { connector_id: id }), {
      deny: true,
    })
    assert.equal(landed(await user.get(denied)).searchParams.get('error'), 'access_denied')
    const back = await consent(vendors.linear, await leave(user, 'linear', { connector_id: id }))
    vendors.linear.faults.add({ kind: 'unauthorized', path: '/graphql', times: 5 })
    const end = landed(await user.get(back))
    assert.match(end.searchParams.get('error_description') ?? '', /credential_refused/)
    vendors.linear.faults.clear()
    assert.equal((await house.execute(bearer, id, READS.linear)).status, 200)
  })

  test('is one of the own workspace', async () => {
    const id = await connected()
    const reply = await call('POST', '/api/v1/integrations/connectors/oauth/initiate', {
      bearer: await house.scopedToken('elsewhere'),
      body: { connector_id: id, redirect_url: LANDING },
    })
    assert.deepEqual([reply.status, reply.body.code], [404, 'connector_not_found'])
  })
})

test('an account is connected only if it works', async () => {
  const user = browser()
  const back = await consent(vendors.linear, await leave(user, 'linear'))
  vendors.linear.faults.add({ kind: 'unauthorized', path: '/graphql', times: 5 })
  assert.match(landed(await user.get(back)).searchParams.get('error_description') ?? '', /credential_refused/)
  vendors.linear.faults.clear()
})

test('no secret is in an address that the application sees, in the log, or open in the database', async () => {
  const user = browser()
  const left = await leave(user, 'google-drive')
  const back = await consent(vendors['google-drive'], left)
  const end = landed(await user.get(back))
  const secrets = [
    CLIENT.client_secret,
    new URL(back).searchParams.get('code') ?? '',
    new URL(left).searchParams.get('state') ?? '',
    ...user.cookies.values(),
    'ya29.',
  ]
  const rows = JSON.stringify(await readTables(house.engine.database))
  for (const secret of secrets) {
    assert.ok(secret.length > 4)
    assert.ok(!end.href.includes(secret), 'address')
    assert.ok(!house.logged().includes(secret), 'log')
    assert.ok(!rows.includes(secret), 'database')
  }
  assert.doesNotMatch(house.logged(), /cs_[A-Za-z0-9_-]{64}|[?&](code|state)=/)
})
