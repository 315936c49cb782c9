import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { systemEdge } from './edge.ts'
import { consent, idOf, type Played, PUBLIC_URL, startConnecting } from './testing/connecting.ts'
import { push, WEATHER_ID, weatherJson } from './testing/uploads.ts'

let ahead = 0
const house = await startConnecting({ edge: { now: () => systemEdge.now() + ahead } })
after(() => house.close())
const { call, operator, bearer, vendors, browser } = house

const MINUTE = 60_000
/** That the third party takes. */
const TOKEN = vendors.github.credentials[0] ?? ''
const SESSIONS = '/api/v1/internal/mcp_oauth/sessions'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const info = await call('GET', '/api/v1/account/applications/scoped-token/info', { bearer })
const workspace_id = String(info.body.workspace_id)
const templates = await call('GET', '/api/v1/integrations/templates/sources', { bearer })

function templateOf(slug: string): string {
  const found = templates.body.data.find((row: { connector_name: string }) => row.connector_name === slug)
  return String(found.id)
}

/** As existing clients begin one, all three members given. */
async function begin(played: Played, more: object = {}) {
  const named = { source_definition_id: idOf(played), source_template_id: templateOf(played) }
  const { status, text, body } = await call('POST', SESSIONS, {
    bearer: operator,
    body: { workspace_id, ...named, ...more },
  })
  assert.equal(status, 200, text)
  return { id: String(body.session_id), url: String(body.connect_url), body }
}

const look = async (id: string) => (await call('GET', `${SESSIONS}/${id}`, { bearer: operator })).body
const patch = (id: string, source_id: string) =>
  call('PATCH', `${SESSIONS}/${id}`, { bearer: operator, body: { source_id } })
const ENTERED = { way: 'token', 'field.token': TOKEN }

test('a user enters a secret on our page; whoever asks is told the connector and nothing else', async () => {
  const { id, url, body } = await begin('github')
  assert.match(id, UUID)
  assert.ok(url.startsWith(`${PUBLIC_URL}/connect/cc_`))
  const waits = await look(id)
  assert.deepEqual(waits, {
    session_id: id,
    status: 'pending',
    error: null,
    source_id: null,
    source_template_id: templateOf('github'),
    auth_payload: null,
    expires_at: body.expires_at,
  })
  assert.ok(Math.abs(Date.parse(body.expires_at) - Date.now() - 15 * MINUTE) < MINUTE)
  const user = browser()
  const page = await user.get(url)
  assert.equal(page.status, 200, page.text)
  for (const said of ['Connect your GitHub account to', 'Personal access token', 'name="field.token"'])
    assert.ok(page.text.includes(said), said)
  assert.match(page.text, /<input type="password"[^>]* name="field.token"/)
  const done = await user.submit(url, { ...ENTERED, 'setting.repositories': 'octo-org/octo' })
  assert.equal(done.status, 200, done.text)
  assert.ok(done.text.includes('GitHub is connected'))
  const told = await look(id)
  assert.deepEqual([told.status, told.error, told.auth_payload], ['completed', null, null])
  const connector = await call('GET', `/api/v1/integrations/connectors/${told.source_id}`, { bearer })
  assert.deepEqual(connector.body.replication_config, { repositories: 'octo-org/octo' })
  const reply = await house.execute(bearer, told.source_id, { entity: 'users', action: 'me' })
  assert.equal(reply.status, 200, reply.text)
  assert.ok((await user.get(url)).text.includes('GitHub is connected'))
})

test('the page has the protections of the other one, and no script', async () => {
  const { url } = await begin('github')
  const user = browser()
  const { headers, text } = await user.get(url)
  assert.doesNotMatch(text, /<script|<img|<link|src=|url\(/)
  assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; .*frame-ancestors 'none'$/)
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('referrer-policy'), 'no-referrer')
  assert.match(headers.getSetCookie()[0] ?? '', /^__Host-.*HttpOnly; SameSite=Lax; Secure$/)
})

test('what does not fit or is refused can be entered again, and is not shown again', async () => {
  const { id, url } = await begin('github')
  const user = browser()
  await user.get(url)
  const wrong = await user.submit(url, {
    way: 'token',
    'field.token': 'ghp_wrong0000000',
    'setting.repositories': 'no',
  })
  assert.equal(wrong.status, 422, wrong.text)
  assert.ok(wrong.text.includes('value="no"') && wrong.text.includes('role="alert"'))
  const refused = await user.submit(url, { way: 'token', 'field.token': 'ghp_wrong0000000' })
  assert.equal(refused.status, 400, refused.text)
  assert.ok(refused.text.includes('role="alert"') && !refused.text.includes('ghp_wrong'))
  const empty = await user.submit(url, { way: 'token', 'field.token': '' })
  assert.equal(empty.status, 400, empty.text)
  assert.equal((await look(id)).status, 'pending')
  assert.equal((await user.submit(url, ENTERED)).status, 200)
  assert.equal((await look(id)).status, 'completed')
})

test('a form that is sent twice at once makes one connector', async () => {
  const { id, url } = await begin('github', { workspace_id: undefined, workspace_name: 'twice' })
  const user = browser()
  await user.get(url)
  await Promise.all([1, 2, 3].map(() => user.submit(url, ENTERED)))
  const list = await call('GET', '/api/v1/integrations/connectors?workspace_name=twice', { bearer: operator })
  assert.deepEqual(
    list.body.data.map((row: { id: string }) => row.id),
    [(await look(id)).source_id],
  )
})

test('nothing is taken from a browser that has not opened the page, or from another site', async () => {
  const { id, url } = await begin('github')
  assert.equal((await browser().submit(url, ENTERED)).status, 403)
  const user = browser()
  await user.get(url)
  assert.equal((await user.press(url, { 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await browser().get(url.replace(/.{8}$/, 'AAAAAAAA'))).status, 404)
  assert.equal((await look(id)).status, 'pending')
})

test('20 tries are enough', async () => {
  const { id, url } = await begin('github')
  const user = browser()
  await user.get(url)
  for (let tries = 0; tries < 20; tries++) await user.submit(url, { way: 'token', 'field.token': '' })
  assert.equal((await user.submit(url, ENTERED)).status, 410)
  assert.equal((await look(id)).source_id, null)
})

describe('by consent', () => {
  async function leave(played: Played) {
    const begun = await begin(played)
    const user = browser()
    await user.get(begun.url)
    const left = await user.submit(begun.url, { way: ':consent' })
    assert.equal(left.status, 303, left.text)
    return { ...begun, user, location: left.location }
  }

  test('a user connects, comes back to our page, and whoever asks is told', async () => {
    const { id, url, user, location } = await leave('linear')
    assert.equal(new URL(location).host, 'linear.app')
    const back = await user.get(await consent(vendors.linear, location))
    assert.equal(back.status, 303, back.text)
    assert.ok(back.location.startsWith(`${url}?`))
    const end = await user.get(back.location)
    assert.ok(end.text.includes('Linear is connected'), end.text)
    const told = await look(id)
    assert.deepEqual([told.status, told.error, told.auth_payload], ['completed', null, null])
    const reply = await house.execute(bearer, told.source_id, { entity: 'teams', action: 'list' })
    assert.equal(reply.status, 200, reply.text)
  })

  test('a user who does not consent ends it', async () => {
    const { id, url, user, location } = await leave('linear')
    const back = await user.get(await consent(vendors.linear, location, { deny: true }))
    assert.equal(back.status, 303, back.text)
    const told = await look(id)
    assert.deepEqual([told.status, told.error, told.source_id], ['failed', 'access_denied', null])
    assert.equal((await user.get(url)).status, 410)
  })

  test('whoever consents in two tabs gets one connector', async () => {
    const { id, url, user, location } = await leave('slack')
    const second = (await user.submit(url, { way: ':consent' })).location
    const answers = [location, second].map(async (to) => user.get(await consent(vendors.slack, to)))
    const ends = (await Promise.all(answers)).map((answer) => new URL(answer.location).searchParams)
    assert.equal(ends.filter((query) => query.has('connector_id')).length, 1)
    assert.equal(
      (await look(id)).source_id,
      ends.find((query) => query.has('connector_id'))?.get('connector_id'),
    )
  })

  test('is not offered where the organization has no application', async () => {
    const path = '/api/v1/oauth/credentials/connector_type/slack'
    assert.equal((await call('DELETE', path, { bearer: operator })).status, 204)
    const { url } = await begin('slack')
    const { text } = await browser().get(url)
    await house.configure('slack')
    assert.ok(text.includes('name="field.') && !text.includes(':consent'), text)
  })
})

describe('a session', () => {
  test('is over after 15 minutes', async () => {
    const { id, url } = await begin('github')
    ahead = 15 * MINUTE + 1
    try {
      const fresh = await house.applicationToken()
      const told = await call('GET', `${SESSIONS}/${id}`, { bearer: fresh })
      assert.deepEqual([told.body.status, told.body.error], ['error', 'expired_session'])
      assert.equal((await browser().get(url)).status, 410)
    } finally {
      ahead = 0
    }
  })

  test('is completed by a connector of its workspace that somebody else made, once', async () => {
    const { id, url } = await begin('github')
    const credentials = { token: TOKEN }
    const [own, another] = [
      await house.connectGithub(bearer, { credentials, validate: false }),
      await house.connectGithub(bearer, { credentials, validate: false }),
    ]
    const elsewhere = await house.connectGithub(await house.scopedToken('elsewhere'), {
      credentials,
      validate: false,
    })
    assert.deepEqual([(await patch(id, elsewhere)).status, (await look(id)).status], [404, 'pending'])
    assert.equal((await patch(id, own)).body.source_id, own)
    assert.equal((await patch(id, own)).status, 200)
    assert.equal((await patch(id, another)).status, 410)
    assert.deepEqual([(await look(id)).status, (await look(id)).source_id], ['completed', own])
    assert.ok((await browser().get(url)).text.includes('GitHub is connected'))
  })

  const GRANTS: readonly (readonly [grants: readonly string[], error: string])[] = [
    [['authorization_code', 'refresh_token'], 'oauth_not_configured'],
    [['device_code', 'refresh_token'], 'no_way_to_connect'],
  ]
  for (const [grants, error] of GRANTS) {
    test(`says at once that nobody can connect: ${error}`, async () => {
      const at = 'https://api.weather.example'
      const definition = weatherJson((json) => {
        const form = { access_token: { title: 'Token', secret: true } }
        const addresses = { authorize: `${at}/authorize`, token: `${at}/token`, device: `${at}/device` }
        const mechanism = { scheme: 'oauth2', field: 'access_token', grants, scopes: {}, ...addresses }
        json.auth = { oauth: { title: 'OAuth', form, mechanism } }
      })
      const pushed = await push(house, definition)
      assert.ok(pushed.status < 300, pushed.text)
      const body = { workspace_id, source_definition_id: WEATHER_ID }
      const session = (await call('POST', SESSIONS, { bearer: operator, body })).body
      assert.deepEqual([session.status, session.error, session.connect_url], ['error', error, null])
      assert.equal((await look(session.session_id)).error, error)
    })
  }

  test('names a type that there is, and one', async () => {
    const ask = (body: object) =>
      call('POST', SESSIONS, { bearer: operator, body: { workspace_id, ...body } })
    assert.equal((await ask({})).status, 422)
    assert.equal((await ask({ source_definition_id: workspace_id })).status, 404)
    const two = { source_definition_id: idOf('github'), source_template_id: templateOf('linear') }
    assert.equal((await ask(two)).status, 422)
  })

  test('is one of at most 100 of its workspace', async () => {
    const more = { workspace_id: undefined, workspace_name: 'full' }
    for (let count = 0; count < 100; count++) await begin('github', more)
    const body = { workspace_name: 'full', source_definition_id: idOf('github') }
    const { status, text } = await call('POST', SESSIONS, { bearer: operator, body })
    assert.equal(status, 422, text)
  })
})
