import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { queryAs } from '@sallyport/postgres'
import { systemEdge } from './edge.ts'
import { engineUnderTest } from './testing/index.ts'
import {
  ACCOUNTS_ORIGIN,
  type Answering,
  json,
  tokenDefinition,
  tokenThirdParty,
} from './testing/token-third-party.ts'
import { push, WEATHER_ORIGIN } from './testing/uploads.ts'

const party = await tokenThirdParty()
const under = await engineUnderTest({
  config: {
    redirectOrigins: new Map([WEATHER_ORIGIN, ACCOUNTS_ORIGIN].map((origin) => [origin, party.url])),
  },
  // A refresh waits for what really takes its time.
  edge: { wait: systemEdge.wait },
  refreshTimings: { endpointMs: 1_000, leaseMs: 3_000, reserveMs: 200, pauseMs: 300, waitMs: 6_000 },
})
after(async () => {
  await under.close()
  await party.close()
})
assert.equal((await push(under, tokenDefinition())).status, 201)

const CONNECTORS = '/api/v1/integrations/connectors'
const LIST = { entity: 'stations', action: 'list', params: { city: 'lisbon' } }
const SECRET = 'client-secret-0123'
const bearer = await under.scopedToken('acme')
const admin = (text: string, values: unknown[] = []) => queryAs(under.engine.database, text, values)
const rowsOf = (id: string) =>
  admin(
    `SELECT state, version, expires_at, (SELECT count(*) FROM sallyport.connectors)::int AS connectors
      FROM sallyport.credentials WHERE connector_id = $1`,
    [id],
  )
const jobsOf = (id: string) =>
  admin("SELECT run_at FROM sallyport_jobs._private_jobs WHERE payload->>'subject' = $1", [id])
const connectors = async () => (await admin('SELECT id FROM sallyport.connectors')).length

let number = 0
let client = ''
beforeEach(() => {
  number += 1
  client = `client-${number}-of-the-tests`
  Object.assign(party, { expiresIn: 3600, rotates: true })
  Object.assign(party.refuses, { check: false, calls: false })
  party.reset(client)
})

const given = (more: object = {}) => ({
  refresh_token: 'refresh-0',
  client_id: client,
  client_secret: SECRET,
  ...more,
})
const create = (credentials: object = given(), more: object = {}) =>
  under.call('POST', CONNECTORS, { bearer, body: { connector_type: 'weather', credentials, ...more } })

test('a refresh token is proved by the token that it gets, and what came in its place is what is stored', async () => {
  const { status, body, text } = await create()
  assert.deepEqual([status, body.status, body.warnings], [200, 'active', undefined], text)
  assert.deepEqual(party.presented, ['refresh-0'])
  const reply = await under.execute(bearer, body.id, LIST)
  assert.equal(reply.status, 200, reply.text)
  assert.deepEqual(party.presented, ['refresh-0'], 'its token is used')
  party.endAccess()
  assert.equal((await under.execute(bearer, body.id, LIST)).status, 200)
  assert.deepEqual(party.presented, ['refresh-0', 'refresh-1-0123456789'])
})

test('its end is noted, and its first refresh put down together with it', async () => {
  const { body } = await create()
  const [row] = await rowsOf(body.id)
  const end = Number(row?.expires_at)
  assert.ok(end > Date.now() + 3_500_000 && end <= Date.now() + 3_600_000)
  const [job, ...others] = await jobsOf(body.id)
  const runAt = Number(job?.run_at)
  assert.ok(others.length === 0 && runAt < end - 149_000 && runAt > end - 301_000, `${end - runAt} ms ahead`)
})

test('a personal token has no end, and no job', async () => {
  const { body } = await create({ token: 'wx_personal' })
  assert.deepEqual([body.status, await jobsOf(body.id)], ['active', []])
})

test('one that takes the place of another is got first, and its job takes the place of the other', async () => {
  const { body } = await create()
  const [before] = await jobsOf(body.id)
  party.reset(client)
  party.expiresIn = 7_200
  const put = await under.call('PUT', `${CONNECTORS}/${body.id}`, { bearer, body: { credentials: given() } })
  assert.deepEqual([put.status, put.body.status], [200, 'active'], put.text)
  const [job, ...others] = await jobsOf(body.id)
  assert.ok(others.length === 0 && Number(job?.run_at) > Number(before?.run_at))
  assert.equal((await under.execute(bearer, body.id, LIST)).status, 200)
})

const refusals = [
  [400, { error: 'invalid_grant' }, 'credential_refused', /refuses the credential\. .*invalid_grant/],
  [401, { error: 'invalid_client' }, 'application_refused', /does not accept the OAuth application/],
] as const
for (const [status, answer, code, says] of refusals) {
  test(`${answer.error} of the token endpoint is ${code}, and nothing is stored`, async () => {
    const before = await connectors()
    party.answer((response) => json(response, status, answer))
    assertErrorAnswer(await create(), { code, says }, [SECRET])
    assert.equal(await connectors(), before)
    // A secret that was mistyped keeps nobody else with its id waiting.
    assert.equal((await create()).body.status, 'active')
  })
}

test('a token endpoint that says for sure that it did nothing keeps nobody from connecting', async () => {
  for (const answering of [
    (response) => json(response, 429, {}),
    (response) => json(response, 400, { error: 'invalid_scope' }),
  ] satisfies Answering[]) {
    party.reset(`${client}-${party.presented.length}`)
    const again = given({ client_id: party.client })
    party.answer(answering)
    const { status, body, text } = await create(again)
    assert.deepEqual([status, body.status], [200, 'pending'], text)
    assert.match(body.warnings[0].message, /not proved yet/)
    assert.deepEqual(party.presented, ['refresh-0'])
  }
})

const open = [
  ['breaks off', (response) => response.destroy()],
  ['fails', (response) => json(response, 500, {})],
  ['never answers', () => sleep(1_500)],
] as const satisfies readonly (readonly [string, Answering])[]
for (const [what, answering] of open) {
  test(`a token endpoint that ${what} may have used the token up: said, and nothing is stored`, async () => {
    const before = await connectors()
    party.answer(answering)
    const answer = await create()
    assertErrorAnswer(answer, { code: 'outcome_unknown', says: /may be used up/ }, [SECRET])
    assert.deepEqual([answer.body.retryable, await connectors()], [false, before])
  })
}

test('where the API is down, what the token endpoint gave is stored all the same, unproved', async () => {
  party.apiDown = true
  const { status, body, text } = await create()
  assert.deepEqual([status, body.status], [200, 'pending'], text)
  party.apiDown = false
  assert.equal((await under.execute(bearer, body.id, LIST)).status, 200)
  assert.deepEqual(party.presented, ['refresh-0'])
})

test('a token that the API refuses is refused, and it is said that the refresh token is used up', async () => {
  const before = await connectors()
  party.refuses.check = true
  const answer = await create()
  assertErrorAnswer(answer, { code: 'credential_refused', says: /was used up/ }, [SECRET, 'access-1'])
  assert.match(answer.body.fix, /new refresh token/)
  assert.deepEqual([await connectors(), party.presented.length], [before, 1])
})

test('a storage that fails after that says so, and nothing is half stored', async () => {
  const before = await connectors()
  await admin(`CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$`)
  await admin(
    'CREATE TRIGGER full_disk BEFORE INSERT ON sallyport.credentials FOR EACH ROW EXECUTE FUNCTION public.full()',
  )
  const answer = await create()
  await admin('DROP TRIGGER full_disk ON sallyport.credentials')
  assertErrorAnswer(answer, { code: 'storage_unavailable', says: /used up for the trial/ }, [SECRET])
  assert.deepEqual([answer.body.retryable, await connectors()], [false, before])
})

test('a token of unknown age that is refused is renewed for the trial, once', async () => {
  const { body, text } = await create(given({ access_token: 'access-of-last-year' }))
  assert.equal(body.status, 'active', text)
  assert.deepEqual(party.presented, ['refresh-0'])
})

test('what takes the place of another is held to the check also where its token was got', async () => {
  const { body } = await create({ token: 'wx_personal' })
  party.apiDown = true
  const put = await under.call('PUT', `${CONNECTORS}/${body.id}`, { bearer, body: { credentials: given() } })
  party.apiDown = false
  assertErrorAnswer(put, { code: 'upstream_unavailable', says: /was used up/ })
  assert.equal((await under.execute(bearer, body.id, LIST)).status, 200)
  assert.equal((await rowsOf(body.id))[0]?.version, 1)
})

test('a check of what nobody stores uses no refresh token up', async () => {
  const check = (credentials: object) =>
    under.call('POST', `${CONNECTORS}/check`, { bearer, body: { connector_type: 'weather', credentials } })
  assert.equal((await check(given())).body.status, 'skipped')
  assert.equal((await check(given({ access_token: 'access-of-last-year' }))).body.status, 'failed')
  assert.deepEqual(party.presented, [])
})

test('a client of its own is proved by a token, as often as anybody likes, and is no less without an answer', async () => {
  const own = tokenDefinition((definition) => {
    const { form, mechanism } = definition.auth.oauth
    delete form.refresh_token
    Object.assign(definition, {
      slug: 'own-weather',
      title: 'Own weather',
      id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c12',
    })
    Object.assign(mechanism, { grants: ['client_credentials'] })
  })
  const pushed = await push(under, own)
  assert.equal(pushed.status, 201, pushed.text)
  const credentials = { client_id: client, client_secret: SECRET }
  const body = { connector_type: 'own-weather', credentials }
  const checked = await under.call('POST', `${CONNECTORS}/check`, { bearer, body })
  assert.equal(checked.body.status, 'succeeded', checked.text)
  const made = await create(credentials, { connector_type: 'own-weather' })
  assert.equal(made.body.status, 'active', made.text)
  assert.equal((await under.execute(bearer, made.body.id, LIST)).status, 200)
  assert.deepEqual(party.presented, ['its own', 'its own'])
  assert.equal((await jobsOf(made.body.id)).length, 1)
  party.answer((response) => response.destroy())
  const unsure = await create(credentials, { connector_type: 'own-weather' })
  assert.deepEqual([unsure.status, unsure.body.status], [200, 'pending'], unsure.text)
})
