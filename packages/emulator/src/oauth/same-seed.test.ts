import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mount } from './testing/mount.ts'
import { postForm, SECRET } from './testing/post-form.ts'

async function devices(seed: string) {
  await using third = await mount({ seed, issuer: 'http://127.0.0.1:4010', now: () => 0 })
  const begin = async () => (await postForm(`${third.url}/oauth/device/code`, { ...SECRET, scope: 'a' })).body
  const [first, second] = [await begin(), await begin()]
  assert.match(String(first.user_code), /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
  assert.notEqual(first.user_code, second.user_code)
  assert.ok(String(first.verification_uri_complete).endsWith(`?user_code=${first.user_code}`))
  await third.oauth.approveDevice(String(second.user_code))
  return [first, second]
}

test('the same seed gives the same codes to devices, those that a user types too', async () => {
  assert.deepEqual(await devices('a'), await devices('a'))
  assert.notDeepEqual(await devices('a'), await devices('b'))
})
