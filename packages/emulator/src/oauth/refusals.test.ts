import assert from 'node:assert/strict'
import { test } from 'node:test'
import { credentialHash } from '../credentials/credential-hash.ts'
import { mount } from './testing/mount.ts'

test('a method that an endpoint does not take is answered with those that it does (RFC 9110, 15.5.6)', async () => {
  await using third = await mount()
  for (const path of ['token', 'revoke', 'introspect', 'device/code']) {
    const { status, headers } = await fetch(`${third.url}/oauth/${path}`)
    assert.deepEqual([status, headers.get('allow'), headers.get('cache-control')], [405, 'POST', 'no-store'])
  }
})

test('a secret in a query is presented too, whether or not it is taken there', async () => {
  await using third = await mount()
  const query = 'client_id=app&client_secret=in-query&refresh_token=r1'
  await fetch(`${third.url}/oauth/token?${query}`, { method: 'POST' })
  await fetch(`${third.url}/oauth/authorize?${query}&id_token_hint=jwt`, { redirect: 'manual' })
  for (const { presented, query } of third.seen) {
    assert.equal(presented.client_secret, credentialHash('in-query'))
    assert.equal(presented.refresh_token, credentialHash('r1'))
    assert.doesNotMatch(JSON.stringify(query), /in-query|r1|jwt/)
  }
  assert.equal(third.seen.length, 2)
})
