import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuthorizationSettings } from './settings.ts'
import { APP, type Mounted, mount } from './testing/mount.ts'
import { postForm, SECRET, type Seen } from './testing/post-form.ts'

const REDIRECT = 'http://app.test/callback'
const QUERY = {
  response_type: 'code',
  client_id: 'app',
  redirect_uri: REDIRECT,
  scope: 'read write',
  state: 's',
}

/** Exchanges a fresh code, or a wrong one. */
async function exchange(third: Mounted, changes: Record<string, string> = {}, headers = {}): Promise<Seen> {
  const back = await third.oauth.consent(`${third.url}/oauth/authorize?${new URLSearchParams(QUERY)}`)
  const code = new URL(back).searchParams.get('code') ?? ''
  const form = { ...SECRET, grant_type: 'authorization_code', redirect_uri: REDIRECT, code, ...changes }
  return postForm(`${third.url}/oauth/token`, form, headers)
}

interface Quirk {
  readonly name: string
  readonly settings: AuthorizationSettings
  readonly changes?: Record<string, string>
  readonly headers?: Record<string, string>
  readonly check: (seen: Seen, third: Mounted) => void
}

const WRONG = { code: 'wrong' }
const JSON_TYPE = { 'content-type': 'application/json' }

const QUIRKS: readonly Quirk[] = [
  {
    name: 'answers are JSON with expires_in and a scope of words when nothing is set',
    settings: {},
    check: ({ contentType, body }) => {
      assert.match(contentType, /^application\/json/)
      assert.deepEqual(Object.keys(body).sort(), [
        'access_token',
        'expires_in',
        'refresh_token',
        'scope',
        'token_type',
      ])
      assert.equal(body.scope, 'read write')
    },
  },
  {
    name: 'answers are forms where the vendor answers in forms',
    settings: { answer: 'form' },
    check: ({ contentType, body }) => {
      assert.match(contentType, /^application\/x-www-form-urlencoded/)
      assert.equal(body.token_type, 'Bearer')
    },
  },
  {
    name: 'an error is a form as well',
    settings: { answer: 'form' },
    changes: WRONG,
    check: ({ body }) => assert.equal(body.error, 'invalid_grant'),
  },
  {
    name: 'a client that accepts JSON gets it all the same',
    settings: { answer: 'form' },
    headers: { accept: 'application/json' },
    check: ({ contentType }) => assert.match(contentType, /^application\/json/),
  },
  {
    name: 'a JSON request is understood where the vendor takes JSON',
    settings: { request: 'json' },
    headers: JSON_TYPE,
    check: ({ status }) => assert.equal(status, 200),
  },
  {
    name: 'a form is refused there',
    settings: { request: 'json' },
    check: ({ body }) => assert.equal(body.error, 'invalid_request'),
  },
  {
    name: 'a vendor that takes either takes JSON',
    settings: { request: 'either' },
    headers: JSON_TYPE,
    check: ({ status }) => assert.equal(status, 200),
  },
  {
    name: 'a vendor that takes either takes a form',
    settings: { request: 'either' },
    check: ({ status }) => assert.equal(status, 200),
  },
  {
    name: 'a vendor whose tokens do not say when they end leaves it out',
    settings: { expiresIn: false },
    check: ({ body }) => assert.equal(Object.hasOwn(body, 'expires_in'), false),
  },
  {
    name: 'an error comes with the status that the vendor gives it, and by its own name',
    settings: { errorStatus: 200, errorNames: { invalid_grant: 'bad_verification_code' } },
    changes: WRONG,
    check: ({ status, body }) => assert.deepEqual([status, body.error], [200, 'bad_verification_code']),
  },
  {
    name: 'a wrong secret too',
    settings: { errorStatus: 200, errorNames: { invalid_client: 'incorrect_client_credentials' } },
    changes: { client_secret: 'wrong' },
    check: ({ status, body }) =>
      assert.deepEqual([status, body.error], [200, 'incorrect_client_credentials']),
  },
  {
    name: 'an error has the body that the vendor gives it',
    settings: { errorStatus: 200, errorBody: { ok: false, error: '{error}', why: ['{error_description}.'] } },
    changes: WRONG,
    check: ({ body }) =>
      assert.deepEqual(body, { ok: false, error: 'invalid_grant', why: ['grant request is invalid.'] }),
  },
  {
    name: 'an answer carries what the vendor adds',
    settings: {
      extra: {
        ok: true,
        instance_url: '{origin}',
        issued_at: '{now}',
        id: '{origin}/id/{subject}',
        app: { id: '{client_id}' },
      },
    },
    check: ({ body }, { url }) => {
      const { ok, instance_url, issued_at, id, app } = body
      assert.deepEqual(
        { ok, instance_url, id, app },
        { ok: true, instance_url: url, id: `${url}/id/user-1`, app: { id: 'app' } },
      )
      assert.ok(Math.abs(Number(issued_at) - Date.now() / 1000) < 10)
    },
  },
  {
    name: 'what the vendor adds may replace what is there',
    settings: { extra: { token_type: 'bot' } },
    check: ({ body }) => assert.equal(body.token_type, 'bot'),
  },
  {
    name: 'tokens have the prefixes of the vendor',
    settings: { tokenPrefix: { access: 'gho_', refresh: 'ghr_' } },
    check: ({ body }) => {
      assert.match(String(body.access_token), /^gho_[\w-]{43}$/)
      assert.match(String(body.refresh_token), /^ghr_[\w-]{43}$/)
    },
  },
  {
    name: 'scopes are separated as the vendor separates them',
    settings: { scopeSeparator: ',' },
    check: ({ body }) => assert.equal(body.scope, 'read,write'),
  },
]

for (const { name, settings, changes, headers, check } of QUIRKS) {
  test(name, async () => {
    await using third = await mount({ settings })
    check(await exchange(third, changes, headers), third)
  })
}

const SCOPES = [
  ['separated by commas', { scopeSeparator: ',' }, 'read,write', ['read', 'write']],
  ['separated by spaces where commas are usual', { scopeSeparator: ',' }, 'read write', ['read', 'write']],
  ['left out', {}, undefined, []],
  ['left out where there is a default', { defaultScopes: ['base'] }, undefined, ['base']],
  ['that is a URL', {}, 'https://api.example/auth/drive', ['https://api.example/auth/drive']],
] as const

for (const [what, settings, scope, granted] of SCOPES) {
  test(`a scope ${what} is granted`, async () => {
    await using third = await mount({ settings })
    const { scope: _, ...query } = QUERY
    const asked = new URLSearchParams({ ...query, ...(scope === undefined ? {} : { scope }) })
    const back = await third.oauth.consent(`${third.url}/oauth/authorize?${asked}`)
    const code = new URL(back).searchParams.get('code') ?? ''
    const form = { ...SECRET, grant_type: 'authorization_code', redirect_uri: REDIRECT, code }
    const { body } = await postForm(`${third.url}/oauth/token`, form)
    const found = await third.oauth.find(String(body.access_token))
    assert.ok(typeof found === 'object')
    assert.deepEqual(found.scopes, granted)
    assert.equal(
      body.scope,
      granted.length === 0
        ? undefined
        : granted.join('scopeSeparator' in settings ? settings.scopeSeparator : ' '),
    )
  })
}

test('where the vendor knows no PKCE, a challenge is overlooked', async () => {
  await using third = await mount({ settings: { pkce: 'none' } })
  const query = new URLSearchParams({ ...QUERY, code_challenge: 'x', code_challenge_method: 'plain' })
  const back = await third.oauth.consent(`${third.url}/oauth/authorize?${query}`)
  assert.ok(new URL(back).searchParams.has('code'))
})

test('what a vendor lets its clients leave out may be left out, and is no departure', async () => {
  const mayOmit = ['response_type', 'grant_type', 'redirect_uri', 'revoke_client'] as const
  await using third = await mount({ settings: { mayOmit } })
  const { response_type: _, ...query } = QUERY
  const back = await third.oauth.consent(`${third.url}/oauth/authorize?${new URLSearchParams(query)}`)
  const code = new URL(back).searchParams.get('code') ?? ''
  const { body, status } = await postForm(`${third.url}/oauth/token`, { ...SECRET, code })
  assert.equal(status, 200)
  const refreshed = await postForm(`${third.url}/oauth/token`, {
    ...SECRET,
    refresh_token: String(body.refresh_token),
  })
  assert.equal(refreshed.status, 200)
  assert.deepEqual(
    third.seen.flatMap(({ violations }) => violations),
    [],
  )
  const token = String(refreshed.body.access_token)
  assert.equal((await postForm(`${third.url}/oauth/revoke`, { token })).status, 200)
  assert.equal(await third.oauth.find(token), undefined)
  assert.equal((await postForm(`${third.url}/oauth/revoke`, { token: 'unknown' })).status, 400)
})

for (const [name, member] of [
  ['a grant type', { grant_type: '' }],
  ['a redirect URI', { redirect_uri: '' }],
] as const) {
  test(`by the standard an exchange without ${name} is an invalid_request`, async () => {
    await using third = await mount({
      clients: [{ ...APP, redirectUris: [REDIRECT, `${REDIRECT}/two`] }],
    })
    assert.equal((await exchange(third, member)).body.error, 'invalid_request')
  })
}

test('members in the query count where the vendor takes them there, and are hashed wherever', async () => {
  for (const [membersInQuery, status] of [
    [true, 200],
    [false, 400],
  ] as const) {
    await using third = await mount({ settings: { membersInQuery } })
    const members = new URLSearchParams({ ...SECRET, grant_type: 'client_credentials' })
    const response = await fetch(`${third.url}/oauth/token?${members}`, { method: 'POST' })
    assert.equal(response.status, status)
    const seen = third.seen.at(-1)
    assert.deepEqual(seen?.query, {})
    assert.ok(seen?.presented.client_secret)
  }
})

test('a vendor has the paths it names, and no others', async () => {
  const settings = {
    grants: ['authorization_code'],
    paths: { authorize: '/login/oauth/authorize', token: '/login/oauth/access_token' },
  } as const
  await using third = await mount({ settings })
  const { has, operations } = third.oauth
  assert.ok(has('/login/oauth/authorize') && has('/login/oauth/access_token'))
  for (const path of ['/oauth/token', '/oauth/revoke', '/.well-known/openid-configuration', '/oauth/jwks']) {
    assert.equal(has(path), false, path)
  }
  assert.ok(operations.includes('POST /login/oauth/access_token'))
  const query = new URLSearchParams(QUERY)
  const back = new URL(await third.oauth.consent(`${third.url}/login/oauth/authorize?${query}`))
  assert.deepEqual([...back.searchParams.keys()].sort(), ['code', 'state'], 'no iss without discovery')
  const form = { ...SECRET, grant_type: 'authorization_code', redirect_uri: REDIRECT }
  const code = back.searchParams.get('code') ?? ''
  const seen = await postForm(`${third.url}/login/oauth/access_token`, { ...form, code })
  assert.equal(seen.status, 200)
  assert.equal(seen.body.refresh_token, undefined, 'the grant is not among the vendor’s')
})

test('a vendor may have a token endpoint and nothing else', async () => {
  const settings = { grants: ['client_credentials'], paths: { token: '/t' } } as const
  await using third = await mount({ settings })
  assert.deepEqual(third.oauth.operations, ['POST /t'])
  const seen = await postForm(`${third.url}/t`, { ...SECRET, grant_type: 'client_credentials' })
  assert.equal(seen.status, 200)
})

const NONSENSE = [
  [{ paths: { token: 'token' } }, /"token" is no path/],
  [{ paths: { authorize: '/same', token: '/same' } }, /Two OAuth endpoints/],
  [{ accessTokenSeconds: 0 }, /"accessTokenSeconds" is a whole number/],
  [{ device: { intervalSeconds: 0 } }, /"intervalSeconds"/],
] as const

for (const [settings, message] of NONSENSE) {
  test(`settings that could not be played are refused: ${JSON.stringify(settings)}`, async () => {
    await assert.rejects(mount({ settings }), message)
  })
}
