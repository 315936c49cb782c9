import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type ApiOperation, operations } from '@sallyport/contract'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'

let lead = 0
const under = await engineUnderTest({ edge: { now: () => Date.now() + lead } })
after(() => under.close())
const { call } = under
const WIDGET_TOKEN = '/api/v1/account/applications/widget-token'
const INFO = '/api/v1/account/applications/scoped-token/info'
const CONNECTORS = '/api/v1/integrations/connectors'
const ORIGIN = 'https://app.example:8443'
const REGIONS = ['645a183f-b12b-4c6e-8ad3-99e165603450', 'b9e48d61-f082-4a14-a8d0-799a907938cb']
const operator = await under.applicationToken()
const mint = (body: object, path = WIDGET_TOKEN) => call('POST', path, { bearer: operator, body })

/** RFC 4648 4, as Go's `base64.StdEncoding.Strict()` reads it: the alphabet with + and /, padding, no bits to spare. */
function decodeStrictly(text: string): { token: string; widgetUrl: string } {
  assert.match(text, /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)
  const bytes = Buffer.from(text, 'base64')
  assert.equal(bytes.toString('base64'), text)
  return JSON.parse(bytes.toString('utf8'))
}

async function minted(body: object = { workspace_name: 'acme', allowed_origin: ORIGIN }, path?: string) {
  const answer = await mint(body, path)
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(Object.keys(answer.body), ['token'])
  const decoded = decodeStrictly(answer.body.token)
  assert.deepEqual(Object.keys(decoded), ['token', 'widgetUrl'])
  return { ...decoded, url: new URL(decoded.widgetUrl) }
}

test('a widget token decodes as existing clients decode it, whatever length it has', async () => {
  for (let length = 1; length <= 6; length++) {
    const allowed_origin = `https://${'a'.repeat(length)}.example`
    const { token, url } = await minted({ workspace_name: 'größe', allowed_origin })
    const info = (await call('GET', INFO, { bearer: token })).body
    assert.equal(url.origin + url.pathname, `${under.engine.url}/embedded-widget`)
    assert.equal(url.searchParams.get('workspaceId'), info.workspace_id)
    assert.equal(url.searchParams.get('allowedOrigin'), allowed_origin)
    assert.ok(url.search.includes(`allowedOrigin=${encodeURIComponent(allowed_origin)}`))
    assert.deepEqual([info.workspace_name, info.external_user_id], ['größe', 'größe'])
  }
})

test('the command line sends all four members about tags, and regions are taken as they are known', async () => {
  for (const region_id of [...REGIONS, null]) {
    const body = {
      workspace_name: 'acme',
      allowed_origin: ORIGIN,
      region_id,
      selected_source_template_tags: null,
      selected_source_template_tags_mode: 'any',
      selected_connection_template_tags: [],
      selected_connection_template_tags_mode: 'all',
    }
    assert.equal((await mint(body)).status, 200)
    const scoped = await mint({ workspace_name: 'acme', region_id }, '/api/v1/embedded/scoped-token')
    assert.equal(scoped.status, 200)
  }
})

test('the oldest clients spell it otherwise', async () => {
  for (const path of ['/api/v1/embedded/widget-token', '/v1/embedded/widget_token']) {
    const body = {
      externalUserId: 'acme',
      allowedOrigin: ORIGIN,
      organizationId: under.application.organization_id,
    }
    const { url, token } = await minted(body, path)
    assert.equal(url.searchParams.get('allowedOrigin'), ORIGIN)
    assert.equal((await call('GET', INFO, { bearer: token })).body.workspace_name, 'acme')
  }
  const scoped = await mint({ externalUserId: 'acme' }, '/v1/embedded/scoped-token')
  assert.equal((await call('GET', INFO, { bearer: scoped.body.token })).body.workspace_name, 'acme')
})

test('the token carries the origin and the tags that it was made for', async () => {
  const { token } = await minted({
    workspace_name: 'acme',
    allowed_origin: ORIGIN,
    selected_source_template_tags: ['crm', 'beta'],
    selected_source_template_tags_mode: 'all',
  })
  const { widget, sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  assert.deepEqual(widget, {
    allowedOrigin: ORIGIN,
    sourceTags: { tags: ['crm', 'beta'], mode: 'all' },
    connectionTags: { tags: [], mode: 'any' },
  })
  assert.equal(sub, (await call('GET', INFO, { bearer: token })).body.workspace_id)
})

const workspace = { workspace_name: 'acme' }
const REFUSED: readonly (readonly [what: string, body: object, field: string])[] = [
  ['no origin', workspace, 'body.allowed_origin'],
  ['an empty origin', { ...workspace, allowed_origin: '' }, 'body.allowed_origin'],
  ['an address', { ...workspace, allowed_origin: `${ORIGIN}/page` }, 'body.allowed_origin'],
  ['every subdomain', { ...workspace, allowed_origin: 'https://*.example' }, 'body.allowed_origin'],
  ['every page', { ...workspace, allowed_origin: '*' }, 'body.allowed_origin'],
  ['a policy', { ...workspace, allowed_origin: 'https://a.example; frame-src *' }, 'body.allowed_origin'],
  ['a region that is none', { ...workspace, allowed_origin: ORIGIN, region_id: 'mars' }, 'body.region_id'],
  [
    'tags that are too long together',
    { ...workspace, allowed_origin: ORIGIN, selected_source_template_tags: Array(40).fill('ß'.repeat(200)) },
    'body',
  ],
]
for (const [what, body, field] of REFUSED) {
  test(`no widget token for ${what}`, async () => {
    assertErrorAnswer(await mint(body), { code: 'invalid_request', fields: [field] })
  })
}

test('a region that is not known is answered with those that are', async () => {
  for (const path of [WIDGET_TOKEN, '/api/v1/account/applications/scoped-token']) {
    const body = { ...workspace, allowed_origin: ORIGIN, region_id: '0a0a0a0a-0000-4000-8000-000000000001' }
    const answer = assertErrorAnswer(await mint(body, path), 'invalid_request')
    for (const region of REGIONS) assert.ok(answer.message.includes(region), answer.message)
    assert.deepEqual(answer.errors[0]?.details, { allowed: REGIONS })
  }
})

test('a widget token connects accounts of its workspace, and calls nothing through them', async () => {
  const { token } = await minted()
  const body = { connector_type: 'github', credentials: { token: GITHUB_TOKEN } }
  const made = await call('POST', CONNECTORS, { bearer: token, body })
  assert.equal(made.status, 200)
  assert.equal((await call('POST', `${CONNECTORS}/${made.body.id}/check`, { bearer: token })).status, 200)
  const USERS = { entity: 'users', action: 'list' }
  assertErrorAnswer(await under.execute(token, made.body.id, USERS), 'forbidden')
  const elsewhere = { ...body, workspace_name: 'elsewhere' }
  assertErrorAnswer(await call('POST', CONNECTORS, { bearer: token, body: elsewhere }), 'workspace_not_found')
})

test('each kind of token is refused where another is wanted', async () => {
  const tokens = {
    application: operator,
    scoped: await under.scopedToken('acme'),
    widget: (await minted()).token,
  }
  for (const [id, { method, path, access }] of Object.entries<ApiOperation>(operations)) {
    if (access === 'public') continue
    for (const [kind, bearer] of Object.entries(tokens)) {
      if (access.some((each) => each === kind)) continue
      const filled = path.replaceAll(/\{\w+\}/g, '0a0a0a0a-0000-4000-8000-000000000001')
      const { status } = await call(method, `/api/v1${filled}`, { bearer })
      // Where the body is looked at first, it is found to be missing.
      assert.ok(status === 403 || status === 422 || status === 415, `${kind} at ${id}: ${status}`)
    }
  }
})

const PAGES = ['/widget-bridge', '/auth/realms/main/protocol/openid-connect/auth'] as const
test('pages of a later version say so, to people and to programs', async () => {
  const { widgetUrl } = await minted()
  const widgetPath = widgetUrl.slice(under.engine.url.length)
  for (const path of [widgetPath, '/embedded-widget', ...PAGES]) {
    const program = await call('GET', path)
    assertErrorAnswer(program, { code: 'not_available_yet', status: 501 } as never)
    const page = await call('GET', path, { headers: { accept: 'text/html,application/xhtml+xml' } })
    assert.deepEqual([page.status, page.headers.get('content-type')], [501, 'text/html; charset=utf-8'])
    assert.match(page.text, /<h1>Not available yet<\/h1>/)
  }
  const path = '/auth/realms/main/protocol/openid-connect/token'
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const grant = await call('POST', path, { raw: 'grant_type=authorization_code&code=x', headers })
  assert.deepEqual([grant.status, grant.body.code], [501, 'not_available_yet'])
  assert.deepEqual(
    [grant.body.error, grant.body.error_description],
    ['unsupported_grant_type', grant.body.message],
  )
})

test('a page may be framed by the origin that its address was made for, as it was made, until its end', async () => {
  const { url } = await minted()
  const ancestors = async (change: (query: URLSearchParams) => void) => {
    const changed = new URL(url)
    change(changed.searchParams)
    const path = changed.pathname + changed.search
    const { headers } = await call('GET', path, { headers: { accept: 'text/html' } })
    const [, policy] = /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '') ?? []
    assert.equal(headers.get('x-frame-options'), policy === "'none'" ? 'DENY' : null)
    return policy
  }
  assert.equal(await ancestors(() => {}), ORIGIN)
  assert.equal(await ancestors((query) => query.set('allowedOrigin', 'https://evil.example')), "'none'")
  assert.equal(
    await ancestors((query) => query.set('workspaceId', under.application.organization_id)),
    "'none'",
  )
  assert.equal(await ancestors((query) => query.set('expires', '99999999999')), "'none'")
  assert.equal(await ancestors((query) => query.append('allowedOrigin', 'https://evil.example')), "'none'")
  assert.equal(await ancestors((query) => query.delete('mac')), "'none'")
  lead = 20 * 60_000 + 1_000
  assert.equal(await ancestors(() => {}), "'none'")
})
