import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { readTables } from '@sallyport/postgres'
import { startConnecting } from './testing/connecting.ts'

let ahead = 0
const house = await startConnecting({ edge: { now: () => Date.now() + ahead } })
after(() => house.close())
const { call, bearer, vendors } = house
const PATH = '/api/v1/integrations/connectors/oauth/device'
const { oauth } = vendors.github
const TOKEN_ENDPOINT = 'POST /login/oauth/access_token'

const begin = (connector_type = 'github') => call('POST', PATH, { bearer, body: { connector_type } })
const look = (session: string, as = bearer) => call('GET', `${PATH}/${session}`, { bearer: as })

test('a user types a code elsewhere, and the connector is there', async () => {
  const { body } = await begin()
  const { session_id, user_code, verification_uri, ...rest } = body
  assert.match(session_id, /^cd_[A-Za-z0-9_-]{88}$/)
  assert.match(verification_uri, /\/login\/device$/)
  assert.deepEqual([rest.expires_in, rest.interval], [600, 5])
  const pending = { status: 'pending', connector_id: null, error: null, interval: 5 }
  assert.deepEqual((await look(session_id)).body, pending)
  await oauth?.approveDevice(user_code)
  ahead += 6000
  const done = await look(session_id)
  assert.equal(done.body.status, 'completed', done.text)
  assert.deepEqual((await look(session_id)).body, done.body)
  const reply = await house.execute(bearer, done.body.connector_id, { entity: 'users', action: 'me' })
  assert.equal(reply.status, 200, reply.text)
  assert.ok(!done.text.includes('gho_'))
})

describe('the third party', () => {
  test('is asked as often as it allows, however many look', async () => {
    const { body } = await begin()
    vendors.github.ledger.clear()
    await Promise.all(Array.from({ length: 20 }, () => look(body.session_id)))
    assert.equal(vendors.github.ledger.count({ operation: TOKEN_ENDPOINT }), 1)
    ahead += 5100
    await look(body.session_id)
    assert.equal(vendors.github.ledger.count({ operation: TOKEN_ENDPOINT }), 2)
  })

  test('is asked less often when it says so', async () => {
    const { body } = await begin()
    vendors.github.faults.add({ kind: 'token-error', error: 'slow_down', status: 200 })
    assert.equal((await look(body.session_id)).body.interval, 10)
    vendors.github.ledger.clear()
    ahead += 5100
    await look(body.session_id)
    assert.equal(vendors.github.ledger.count({ operation: TOKEN_ENDPOINT }), 0)
    ahead += 5100
    assert.equal((await look(body.session_id)).body.interval, 10)
    assert.equal(vendors.github.ledger.count({ operation: TOKEN_ENDPOINT }), 1)
  })

  test('may fail, and is asked again', async () => {
    const { body } = await begin()
    await oauth?.approveDevice(body.user_code)
    vendors.github.faults.add({ kind: 'server-error', operation: TOKEN_ENDPOINT })
    assert.equal((await look(body.session_id)).body.status, 'pending')
    ahead += 5100
    assert.equal((await look(body.session_id)).body.status, 'completed')
  })
})

describe('a device is not connected when', () => {
  test('the user does not consent', async () => {
    const { body } = await begin()
    await oauth?.approveDevice(body.user_code, { deny: true })
    const told = { status: 'failed', connector_id: null, error: 'access_denied', interval: null }
    assert.deepEqual((await look(body.session_id)).body, told)
    assert.deepEqual((await look(body.session_id)).body, told)
  })

  test('its time is over', async () => {
    const { body } = await begin()
    ahead += 601_000
    assert.equal((await look(body.session_id)).body.error, 'expired_session')
  })

  test('the third party gives no code', async () => {
    vendors.github.faults.add({ kind: 'unauthorized', operation: 'POST /login/device/code' })
    assertErrorAnswer(await begin(), 'application_refused')
  })

  test('its connector type has no such way', async () => {
    assertErrorAnswer(await begin('linear'), 'invalid_request')
  })
})

test('a session is seen by its workspace alone', async () => {
  const { body } = await begin()
  const session = String(body.session_id)
  assertErrorAnswer(await look(session, await house.scopedToken('elsewhere')), 'connect_session_not_found')
  for (const other of [`${session.slice(0, -1)}A`, `cs_${session.slice(3)}`, 'x'])
    assertErrorAnswer(await look(other), 'connect_session_not_found')
  assert.equal((await look(session, house.operator)).status, 200)
  const rows = JSON.stringify(await readTables(house.engine.database))
  assert.ok(!rows.includes(session))
})
