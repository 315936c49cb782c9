import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { OAuthApp, Octokit } from 'octokit'
import { githubVendor } from './vendor.ts'

const REDIRECT = 'http://127.0.0.1:9/callback'
const APP = { clientId: 'app', clientSecret: 'app-secret', redirectUris: [REDIRECT] }
const github = await emulate(githubVendor, { oauth: { clients: [APP] } })
after(() => github.close())

test('Octokit authorizes, works with its token, and sees errors that come with status 200', async () => {
  // Elsewhere than github.com Octokit takes OAuth to be beside /api/v3.
  const app = new OAuthApp({
    clientType: 'oauth-app',
    clientId: APP.clientId,
    clientSecret: APP.clientSecret,
    Octokit: Octokit.defaults({ baseUrl: `${github.url}/api/v3`, retry: { enabled: false } }),
  })
  const { url } = app.getWebFlowAuthorizationUrl({
    scopes: ['repo', 'read:org'],
    redirectUrl: REDIRECT,
    state: 's',
  })
  const code = new URL((await github.oauth?.consent(url)) ?? '').searchParams.get('code') ?? ''
  const { token, scopes } = (await app.createToken({ code })).authentication
  assert.match(token, /^gho_/)
  assert.deepEqual(scopes, ['repo,read:org'])
  const { data } = await new Octokit({ auth: token, baseUrl: github.url }).rest.users.getAuthenticated()
  assert.equal(data.login, 'octocat')
  await assert.rejects(app.createToken({ code }), /bad_verification_code/)
})
