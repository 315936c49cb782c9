import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { auth, drive } from '@googleapis/drive'
import { emulate } from '@sallyport/emulator'
import { googleDriveVendor } from './vendor.ts'

const REDIRECT = 'http://127.0.0.1:9/callback'
const APP = { clientId: 'app', clientSecret: 'app-secret', redirectUris: [REDIRECT] }
const google = await emulate(googleDriveVendor, { oauth: { clients: [APP] } })
after(() => google.close())

test('the Google client authorizes, reads, refreshes by itself and revokes', async () => {
  const client = new auth.OAuth2({
    clientId: APP.clientId,
    clientSecret: APP.clientSecret,
    redirectUri: REDIRECT,
    forceRefreshOnFailure: true,
    endpoints: {
      oauth2AuthBaseUrl: `${google.url}/o/oauth2/v2/auth`,
      oauth2TokenUrl: `${google.url}/token`,
      oauth2RevokeUrl: `${google.url}/revoke`,
    },
  })
  const scope = 'https://www.googleapis.com/auth/drive.readonly'
  const url = client.generateAuthUrl({ access_type: 'offline', scope, prompt: 'consent' })
  const code = new URL((await google.oauth?.consent(url)) ?? '').searchParams.get('code') ?? ''
  const { tokens } = await client.getToken(code)
  assert.match(tokens.access_token ?? '', /^ya29\./)
  assert.equal(tokens.scope, scope)
  client.setCredentials(tokens)
  const files = drive({ version: 'v3', auth: client, rootUrl: `${google.url}/` }).files
  assert.equal((await files.list()).status, 200)

  await google.oauth?.expire(tokens.access_token ?? '')
  assert.equal((await files.list()).status, 200)
  google.ledger.only({ path: '/token', token: tokens.refresh_token ?? '' })

  await client.revokeToken(tokens.refresh_token ?? '')
  await assert.rejects(client.refreshAccessToken(), /invalid_grant/)
})
