import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { queryAs } from '@sallyport/postgres'
import { systemEdge } from './edge.ts'
import { addOrganization } from './testing/add-organization.ts'
import { engineUnderTest } from './testing/index.ts'

const waits: number[] = []
// Whoever is in front of it says where a request comes from.
const under = await engineUnderTest({
  config: { trustProxy: true },
  // The work behind the calls waits as well, for longer.
  edge: {
    wait: (ms, signal) => (ms <= 100 ? Promise.resolve(void waits.push(ms)) : systemEdge.wait(ms, signal)),
  },
})
after(() => under.close())
const { client_id, client_secret } = under.application
const wrong = { client_id, client_secret: `sps_${randomBytes(32).toString('base64url')}` }
const right = { client_id, client_secret }
const login = (body: object, from: string) =>
  under.call('POST', '/api/v1/account/applications/token', { body, headers: { 'x-forwarded-for': from } })

test('an attacker at one address is slowed down there, and keeps nobody else out', async () => {
  for (let attempt = 0; attempt < 10; attempt++) {
    assertErrorAnswer(await login(wrong, '198.51.100.1'), 'unauthenticated')
  }
  const refused = await login(wrong, '198.51.100.1')
  assertErrorAnswer(refused, 'rate_limited')
  const seconds = Number(refused.headers.get('retry-after'))
  assert.ok(seconds >= 29 && seconds <= 30, String(seconds))
  assert.equal((await login(right, '198.51.100.2')).status, 200)
  assertErrorAnswer(await login(right, '198.51.100.1'), 'rate_limited')
})

test('a site with IPv6 is one address, whichever of its own it uses', async () => {
  for (let attempt = 0; attempt < 10; attempt++) await login(wrong, `2001:db8:0:1::${attempt}`)
  assertErrorAnswer(await login(wrong, '2001:db8:0:1:ffff::1'), 'rate_limited')
  assert.equal((await login(right, '2001:db8:0:2::1')).status, 200)
})

test('an unknown client, a wrong secret and a revoked application get one answer, after the same time', async () => {
  const revoked = await addOrganization(under, 'revoked')
  const ofRevoked = { client_id: revoked.clientId, client_secret: revoked.clientSecret }
  assert.equal((await login(ofRevoked, '203.0.113.1')).status, 200)
  const text = `UPDATE sallyport.applications SET revoked_at = now() WHERE organization_id = '${revoked.id}'`
  await queryAs(under.engine.database, text)
  while ((await login(ofRevoked, `203.0.113.${waits.length + 2}`)).status === 200);
  const unknown = {
    ...wrong,
    client_id: `sp_${Buffer.from(randomUUID().repeat(2).replaceAll('-', ''), 'hex').toString('base64url')}`,
  }
  const bodies = new Set<string>()
  for (const [at, body] of [unknown, { ...wrong, client_id: 'none at all' }, wrong, ofRevoked].entries()) {
    waits.length = 0
    const started = performance.now()
    const answer = await login(body, `192.0.2.${at}`)
    const took = performance.now() - started
    assertErrorAnswer(answer, 'unauthenticated')
    bodies.add(answer.text.replace(/"request_id":"[^"]*"/, ''))
    // What was asked of memory or database, and what is waited after that, are a tenth of a second together, or more
    // where the asking alone took longer.
    assert.equal(waits.length, 1)
    const [waited = 0] = waits
    assert.ok(waited >= 0 && waited <= 100 && waited + took >= 100, `${waited} after ${took}`)
  }
  assert.equal(bodies.size, 1)
})
