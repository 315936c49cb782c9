import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { LogLevel, WebClient } from '@slack/web-api'
import { slackVendor } from './vendor.ts'

const redirect_uri = 'http://127.0.0.1:9/callback'
const client_id = '123.456'
const client_secret = 'practise-secret'

test('an application is installed, and its token opens the methods', async () => {
  await using slack = await emulate(slackVendor, {
    seed: 'slack',
    oauth: {
      clients: [{ clientId: client_id, clientSecret: client_secret, redirectUris: [redirect_uri] }],
      users: [{ id: 'U0ADALOVE1', name: 'Ada', email: 'ada@practise.example' }],
    },
  })
  const query = new URLSearchParams({ client_id, redirect_uri, scope: 'chat:write,users:read', state: 's' })
  const back = new URL((await slack.oauth?.consent(`${slack.url}/oauth/v2/authorize?${query}`)) ?? '')
  const web = new WebClient(undefined, { slackApiUrl: `${slack.url}/api/`, logLevel: LogLevel.ERROR })
  const code = back.searchParams.get('code') ?? ''
  const access = await web.oauth.v2.access({ client_id, client_secret, code, redirect_uri })
  assert.match(access.access_token ?? '', /^xoxb-/)
  assert.deepEqual(
    [access.scope, access.token_type, access.team?.id, access.authed_user?.id],
    ['chat:write,users:read', 'bot', 'T0PRACTISE', 'U0ADALOVE1'],
  )
  const me = await web.auth.test({ token: access.access_token ?? '' })
  assert.deepEqual([me.team_id, me.user_id, me.bot_id], ['T0PRACTISE', 'U0PRACBOT1', 'B0PRACBOT1'])
  await assert.rejects(web.oauth.v2.access({ client_id, client_secret, code, redirect_uri }), {
    message: 'An API error occurred: invalid_code',
  })
  await assert.rejects(web.oauth.v2.access({ client_id, client_secret: 'wrong', code, redirect_uri }), {
    message: 'An API error occurred: bad_client_secret',
  })
})
