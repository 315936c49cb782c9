import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as client from 'openid-client'
import { discover, isPage } from './testing/connect.ts'
import { APP, mount } from './testing/mount.ts'
import { PlainBrowser } from './testing/plain-browser.ts'
import { postForm, SECRET } from './testing/post-form.ts'

const GRANT = { ...SECRET, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }

test('an unmodified client polls while the user enters the code and consents', async () => {
  await using third = await mount({ settings: { device: { intervalSeconds: 1 } } })
  const config = await discover(third)
  const begun = await client.initiateDeviceAuthorization(config, { scope: 'read' })
  assert.equal(begun.interval, 1)
  assert.equal(begun.expires_in, 600)
  const polled = client.pollDeviceAuthorizationGrant(config, begun)
  const browser = new PlainBrowser(third.url)
  const input = await browser.open(begun.verification_uri)
  isPage(input)
  assert.match(input.html, /<label for="user_code">/)
  const confirm = await browser.submit(input, { user_code: begun.user_code })
  isPage(confirm)
  assert.match(confirm.html, new RegExp(begun.user_code))
  const consent = await browser.submit(confirm, { confirm: 'yes' })
  isPage(consent)
  const done = await browser.submit(consent, { decision: 'allow' })
  isPage(done)
  assert.match(done.html, /The device is connected/)
  const tokens = await polled
  assert.equal(tokens.scope, 'read')
  assert.ok(tokens.refresh_token)
})

test('a wrong code is told, and the page asks again', async () => {
  await using third = await mount()
  const browser = new PlainBrowser(third.url)
  const input = await browser.open(`${third.url}/oauth/device`)
  isPage(input)
  const again = await browser.submit(input, { user_code: 'BBBB-BBBB' })
  isPage(again)
  assert.match(again.html, /role="alert"[^>]*>There is no such code/)
})

async function begin(settings = {}) {
  const third = await mount({ settings })
  const { body } = await postForm(`${third.url}/oauth/device/code`, { ...SECRET, scope: 'read' })
  const poll = () => postForm(`${third.url}/oauth/token`, { ...GRANT, device_code: String(body.device_code) })
  const userCode = String(body.user_code)
  return { third, body, poll, userCode, [Symbol.asyncDispose]: () => third[Symbol.asyncDispose]() }
}

test('before the user decides the answer is authorization_pending; too fast it is slow_down', async () => {
  await using started = await begin()
  const { third, poll } = started
  assert.equal((await poll()).body.error, 'authorization_pending')
  assert.equal((await poll()).body.error, 'slow_down')
  third.ahead += 6000
  assert.equal((await poll()).body.error, 'slow_down', 'the interval grew to 10 seconds')
  third.ahead += 16_000
  assert.equal((await poll()).body.error, 'authorization_pending')
})

test('approval by its user code gives a token once', async () => {
  await using started = await begin({ device: { slowDown: false } })
  const { third, poll, userCode } = started
  await third.oauth.approveDevice(userCode.toLowerCase())
  const { body } = await poll()
  assert.deepEqual(await third.oauth.find(String(body.access_token)), {
    subject: 'user-1',
    scopes: ['read'],
    clientId: 'app',
  })
  assert.equal((await poll()).body.error, 'invalid_grant')
  await assert.rejects(third.oauth.approveDevice(userCode), /No device waits/)
})

test('denial is access_denied, expiry expired_token', async () => {
  await using denied = await begin({ device: { slowDown: false } })
  await denied.third.oauth.approveDevice(denied.userCode, { deny: true })
  assert.equal((await denied.poll()).body.error, 'access_denied')
  await using expired = await begin({ device: { seconds: 100 } })
  expired.third.ahead = 101_000
  assert.equal((await expired.poll()).body.error, 'expired_token')
  await assert.rejects(expired.third.oauth.approveDevice(expired.userCode), /No device waits/)
})

test('where the vendor says so, a device needs no secret', async () => {
  for (const [clientAuthentication, status] of [
    [['body', 'none'], 200],
    [['body'], 401],
  ] as const) {
    await using third = await mount({ settings: { clientAuthentication } })
    const { status: seen } = await postForm(`${third.url}/oauth/device/code`, { client_id: APP.clientId })
    assert.equal(seen, status)
  }
})
