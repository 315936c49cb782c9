import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as client from 'openid-client'
import { authorize, discover, isPage, isUrl } from './testing/connect.ts'
import { APP, mount } from './testing/mount.ts'
import { PlainBrowser } from './testing/plain-browser.ts'

const QUERY = {
  response_type: 'code',
  client_id: 'app',
  redirect_uri: APP.redirectUris[0],
  scope: 'read write',
  state: 'st/ate &',
}
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

test('an unmodified client authorizes through the consent page with PKCE and state', async () => {
  await using third = await mount()
  const config = await discover(third)
  const { tokens } = await authorize(third, config)
  assert.equal(tokens.scope, 'read write')
  assert.equal(tokens.expires_in, 3600)
  assert.ok(tokens.refresh_token)
  assert.deepEqual(await third.oauth.find(tokens.access_token), {
    subject: 'user-1',
    scopes: ['read', 'write'],
    clientId: 'app',
  })
})

test('an ID token comes with the scope openid, and the user info agrees with it', async () => {
  await using third = await mount()
  const config = await discover(third)
  const { tokens } = await authorize(third, config, { scope: 'openid profile email' })
  const claims = tokens.claims()
  assert.equal(claims?.sub, 'user-1')
  assert.equal(claims?.email, 'ada@example.com')
  const info = await client.fetchUserInfo(config, tokens.access_token, 'user-1')
  assert.equal(info.name, 'Ada Example')
})

test('the page names the application and the scopes, escaped, and offers the users', async () => {
  const users = [
    { id: 'ann', name: 'Ann', email: 'ann@example.com' },
    { id: 'bob', name: 'Bob', email: 'bob@example.com' },
  ]
  await using third = await mount({ users })
  const browser = new PlainBrowser(third.url)
  const page = await browser.open(`${third.url}/oauth/authorize?${new URLSearchParams(QUERY)}`)
  isPage(page)
  assert.match(page.contentType, /^text\/html/)
  assert.match(page.html, /The &lt;App&gt; asks for access/)
  assert.match(page.html, /<html lang="en">/)
  const back = await browser.submit(page, { decision: 'allow', user: 'bob', scope: ['read'] })
  isUrl(back)
  assert.equal(back.searchParams.get('state'), 'st/ate &')
  const answer = await exchange(third.url, { code: back.searchParams.get('code') ?? '' })
  assert.equal(answer.scope, 'read')
  const found = await third.oauth.find(String(answer.access_token))
  assert.deepEqual(found, { subject: 'bob', scopes: ['read'], clientId: 'app' })
})

test('who denies sends the application an error with its state', async () => {
  await using third = await mount()
  const browser = new PlainBrowser(third.url)
  const page = await browser.open(`${third.url}/oauth/authorize?${new URLSearchParams(QUERY)}`)
  isPage(page)
  const back = await browser.submit(page, { decision: 'deny' })
  isUrl(back)
  assert.equal(back.searchParams.get('error'), 'access_denied')
  assert.equal(back.searchParams.get('state'), 'st/ate &')
})

test('a code works once; used again it revokes what it gave', async () => {
  await using third = await mount()
  const config = await discover(third)
  const { tokens, callback, verifier } = await authorize(third, config)
  const code = callback.searchParams.get('code') ?? ''
  const again = await exchange(third.url, { code, code_verifier: verifier })
  assert.equal(again.error, 'invalid_grant')
  assert.equal(await third.oauth.find(tokens.access_token), undefined)
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), {
    error: 'invalid_grant',
  })
})

test('of ten exchanges of one code at once, one succeeds', async () => {
  await using third = await mount()
  const url = await third.oauth.consent(`${third.url}/oauth/authorize?${new URLSearchParams(QUERY)}`)
  const code = new URL(url).searchParams.get('code') ?? ''
  const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(third.url, { code })))
  assert.equal(answers.filter(({ access_token }) => access_token).length, 1)
  assert.equal(answers.filter(({ error }) => error === 'invalid_grant').length, 9)
})

const REFUSED = [
  ['a redirect URI with a slash more', { redirect_uri: `${APP.redirectUris[0]}/` }, 'invalid_redirect_uri'],
  [
    'a redirect URI with a query more',
    { redirect_uri: `${APP.redirectUris[0]}?a=b` },
    'invalid_redirect_uri',
  ],
  ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
] as const

for (const [what, changes, error] of REFUSED) {
  test(`${what} is refused on a page, not by a redirect`, async () => {
    await using third = await mount()
    const page = await new PlainBrowser(third.url).open(
      `${third.url}/oauth/authorize?${new URLSearchParams({ ...QUERY, ...changes })}`,
    )
    isPage(page)
    assert.ok(page.status >= 400)
    assert.match(page.html, new RegExp(error))
  })
}

const SENT_BACK = [
  ['plain PKCE', {}, { code_challenge: CHALLENGE, code_challenge_method: 'plain' }, 'invalid_request'],
  ['a missing challenge where one is needed', { pkce: 'required' }, {}, 'invalid_request'],
  ['a scope that the vendor does not have', { scopes: ['read'] }, {}, 'invalid_scope'],
  ['another response type', {}, { response_type: 'token' }, 'unsupported_response_type'],
] as const

for (const [what, settings, changes, error] of SENT_BACK) {
  test(`${what} is sent back to the application as ${error}, and noted`, async () => {
    await using third = await mount({ settings })
    const back = await new PlainBrowser(third.url).open(
      `${third.url}/oauth/authorize?${new URLSearchParams({ ...QUERY, ...changes })}`,
    )
    isUrl(back)
    assert.equal(
      back.searchParams.get('error') ?? new URLSearchParams(back.hash.slice(1)).get('error'),
      error,
    )
    assert.equal(third.seen.at(-1)?.violations[0]?.in, 'query')
  })
}

const WRONG = [
  ['the verifier of another challenge', { code_verifier: client.randomPKCECodeVerifier() }],
  ['no verifier', {}],
] as const

for (const [what, members] of WRONG) {
  test(`a code with a challenge is not exchanged for ${what}`, async () => {
    await using third = await mount()
    const query = { ...QUERY, code_challenge: CHALLENGE, code_challenge_method: 'S256' }
    const url = await third.oauth.consent(`${third.url}/oauth/authorize?${new URLSearchParams(query)}`)
    const code = new URL(url).searchParams.get('code') ?? ''
    assert.equal((await exchange(third.url, { code, ...members })).error, 'invalid_grant')
  })
}

test('a code is for the redirect URI and the client that it was given to', async () => {
  const other = { clientId: 'other', clientSecret: 's', redirectUris: ['http://app.test/callback'] }
  const clients = [{ ...APP, redirectUris: [APP.redirectUris[0], 'http://app.test/two'] }, other]
  await using third = await mount({ clients })
  const url = await third.oauth.consent(`${third.url}/oauth/authorize?${new URLSearchParams(QUERY)}`)
  const code = new URL(url).searchParams.get('code') ?? ''
  const elsewhere = await exchange(third.url, { code, redirect_uri: 'http://app.test/two' })
  assert.equal(elsewhere.error, 'invalid_grant')
  const stolen = await exchange(third.url, { code, client_id: 'other', client_secret: 's' })
  assert.equal(stolen.error, 'invalid_grant')
})

test('redirect URIs of any kind can be registered', async () => {
  const redirectUris = [
    'http://127.0.0.1:9999/cb',
    'http://localhost/cb',
    'https://app.example/cb?x=1',
    'com.example.app:/cb',
    'myapp://cb',
    'http://intranet/cb',
  ]
  await using third = await mount({ clients: [{ ...APP, redirectUris }] })
  for (const redirect_uri of redirectUris) {
    const query = new URLSearchParams({ ...QUERY, redirect_uri })
    const back = await third.oauth.consent(`${third.url}/oauth/authorize?${query}`)
    assert.ok(back.startsWith(redirect_uri), back)
  }
  await assert.rejects(
    mount({ clients: [{ ...APP, redirectUris: ['http://a.test/#b'] }] }),
    /client app is refused/,
  )
})

test('a remembered browser is not asked twice, and what it is given is another family', async () => {
  await using third = await mount({ settings: { consent: 'once', refresh: { rotation: 'always' } } })
  const browser = new PlainBrowser(third.url)
  const url = `${third.url}/oauth/authorize?${new URLSearchParams(QUERY)}`
  const page = await browser.open(url)
  isPage(page)
  const [first, second] = [await browser.submit(page, { decision: 'allow' }), await browser.open(url)]
  isUrl(first)
  isUrl(second)
  const [one, two] = await Promise.all(
    [first, second].map((back) => exchange(third.url, { code: back.searchParams.get('code') ?? '' })),
  )
  const code = first.searchParams.get('code') ?? ''
  assert.equal((await exchange(third.url, { code })).error, 'invalid_grant')
  assert.equal(await third.oauth.find(String(one?.access_token)), undefined)
  assert.ok(await third.oauth.find(String(two?.access_token)))
})

test('a remembered browser can become another user', async () => {
  const users = ['ann', 'bob'].map((id) => ({ id, name: id, email: `${id}@example.com` }))
  await using third = await mount({ users, settings: { consent: 'once' } })
  const browser = new PlainBrowser(third.url)
  const url = `${third.url}/oauth/authorize?${new URLSearchParams(QUERY)}`
  const page = await browser.open(url)
  isPage(page)
  await browser.submit(page, { decision: 'allow', user: 'ann' })
  const choice = await browser.open(`${url}&prompt=select_account`)
  isPage(choice)
  let back = await browser.submit(choice, { decision: 'allow', user: 'bob' })
  // The provider signs the first user out by a form that a browser sends by itself.
  if (!(back instanceof URL)) back = await browser.submit(back)
  isUrl(back)
  const answer = await exchange(third.url, { code: back.searchParams.get('code') ?? '' })
  const found = await third.oauth.find(String(answer.access_token))
  assert.ok(typeof found === 'object')
  assert.equal(found.subject, 'bob')
})

async function exchange(url: string, members: Record<string, string>): Promise<Record<string, unknown>> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    redirect_uri: APP.redirectUris[0],
    client_id: 'app',
    client_secret: 'app-secret',
    ...members,
  })
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', body })
  return (await response.json()) as Record<string, unknown>
}
