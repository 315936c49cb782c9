import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Secret } from '@sallyport/errors'
import { queryAs } from '@sallyport/postgres'
import { systemEdge } from './edge.ts'
import { createLog } from './log.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { type Caller, createCaller } from './testing/caller.ts'
import { engineUnderTest } from './testing/index.ts'
import {
  ACCOUNTS_ORIGIN,
  type Answering,
  json,
  tokenDefinition,
  tokenThirdParty,
} from './testing/token-third-party.ts'
import { until } from './testing/until.ts'
import { push, WEATHER_ORIGIN } from './testing/uploads.ts'
import { startEngine } from './wire.ts'

const folder = await makeTemporaryFolder()
const party = await tokenThirdParty()
const redirectOrigins = new Map([WEATHER_ORIGIN, ACCOUNTS_ORIGIN].map((origin) => [origin, party.url]))
const refreshTimings = { endpointMs: 1_000, leaseMs: 3_000, reserveMs: 200, pauseMs: 300, waitMs: 6_000 }
const under = await engineUnderTest({
  config: { redirectOrigins },
  refreshTimings,
  // A refresh waits for what really takes its time.
  edge: { wait: systemEdge.wait },
})
const { host, port, user, database } = under.engine.database
const databaseUrl = `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
const replica = await startEngine({
  config: {
    ...under.config,
    databaseUrl: new Secret(databaseUrl),
    dataDirectory: join(folder.path, 'second'),
  },
  edge: systemEdge,
  log: createLog('silent'),
  refreshTimings,
})
const second = createCaller(replica.url, under.application)
after(async () => {
  await replica.close()
  await under.close()
  await party.close()
  await folder.remove()
})
assert.equal((await push(under, tokenDefinition())).status, 201)

const CONNECTORS = '/api/v1/integrations/connectors'
const LIST = { entity: 'stations', action: 'list', params: { city: 'lisbon' } }
const admin = (text: string, values: unknown[] = []) => queryAs(under.engine.database, text, values)

/** @param validate False: nothing of it is used up when it is made. */
async function connect(credentials: Readonly<Record<string, string>>, validate = true) {
  const bearer = await under.scopedToken('acme')
  const made = await under.call('POST', CONNECTORS, {
    bearer,
    body: { connector_type: 'weather', credentials, validate },
  })
  assert.equal(made.status, 200, made.text)
  const { id } = made.body
  return {
    id,
    list: (by: Caller = under) => by.execute(bearer, id, LIST),
    check: (body?: object) =>
      under.call('POST', `${CONNECTORS}/${id}/check`, { bearer, ...(body && { body }) }),
    shown: async () => (await under.call('GET', `${CONNECTORS}/${id}`, { bearer })).body,
    row: async () =>
      (
        await admin(
          'SELECT state, version, failures, phase FROM sallyport.credentials WHERE connector_id = $1',
          [id],
        )
      )[0],
    events: async () =>
      (
        await admin(
          "SELECT data FROM sallyport.events WHERE connector_id = $1 AND type = 'connector.state_changed' ORDER BY at",
          [id],
        )
      ).map(({ data }) => data),
  }
}

/** One that has only a refresh token, of a client of its own: nothing of it is in another test's way. */
async function connectOauth() {
  const client = randomUUID()
  const secrets = { client_id: client, client_secret: 'client-secret-0123' }
  Object.assign(party, { expiresIn: 3600, rotates: true })
  party.reset(client)
  const connector = await connect({ refresh_token: 'refresh-0', ...secrets }, false)
  // As if it had worked before.
  await admin(
    "UPDATE sallyport.credentials SET state = 'active', state_cause = NULL WHERE connector_id = $1",
    [connector.id],
  )
  return connector
}

test('a token that is missing is got before the call, once for two engines that forty calls reach at the same time', async () => {
  const { list, row, shown } = await connectOauth()
  const replies = await Promise.all(
    Array.from({ length: 40 }, (_, at) => list(at % 2 === 0 ? under : second)),
  )
  for (const { status, text } of replies) assert.equal(status, 200, text)
  assert.deepEqual(party.presented, ['refresh-0'])
  assert.equal((await row())?.version, 2)
  await until(async () => (await shown()).last_success_at !== null)
  const { status, expires_at } = await shown()
  const left = Date.parse(expires_at) - Date.now()
  assert.ok(status === 'active' && left > 3_500_000 && left <= 3_600_000, `${status}, ${left} ms`)
})

test('a token that has expired is renewed before the call, with the refresh token of the time before', async () => {
  const { list } = await connectOauth()
  party.expiresIn = 1
  assert.equal((await list()).status, 200)
  await sleep(1_100)
  const calls = party.calls()
  assert.equal((await list()).status, 200)
  assert.deepEqual(party.presented, ['refresh-0', 'refresh-1-0123456789'])
  assert.equal(party.calls(), calls + 1, 'no call was made with the old one')
})

test('a token without an end is kept, and a refresh token stays that no answer replaces', async () => {
  const { list } = await connectOauth()
  Object.assign(party, { expiresIn: 1, rotates: false })
  const first = await list()
  assert.equal(first.status, 200, first.text)
  await sleep(1_100)
  party.expiresIn = undefined
  assert.equal((await list()).status, 200)
  assert.equal((await list()).status, 200)
  assert.deepEqual(party.presented, ['refresh-0', 'refresh-0'])
})

test('what the third party has ended needs the user: said at once from then on, with an event', async () => {
  const { list, events, shown } = await connectOauth()
  party.answer((response) => json(response, 400, { error: 'invalid_grant' }))
  const first = await list()
  assert.deepEqual([first.status, first.body.code], [424, 'reauthorization_required'])
  await sleep(100)
  for (const by of [under, second]) {
    const again = await list(by)
    assert.deepEqual([again.body.code, again.body.retryable], ['reauthorization_required', false])
    assert.match(again.body.fix, /connect the account again/)
  }
  assert.equal(party.presented.length, 1)
  assert.deepEqual(await events(), [{ from: 'active', to: 'needs_reauth', cause: 'invalid_grant' }])
  const { status, status_cause } = await shown()
  assert.deepEqual([status, status_cause], ['needs_reauth', 'invalid_grant'])
})

test('an application that is refused is not tried again for a while, and no credential changes by that', async () => {
  const { list, row, events } = await connectOauth()
  party.answer((response) => json(response, 401, { error: 'invalid_client' }))
  const first = await list()
  assert.equal(first.body.code, 'application_refused', first.text)
  const other = await list(second)
  assert.equal(other.body.code, 'application_refused', other.text)
  assert.ok(Date.parse(other.body.retry_at) > Date.now() + 10_000, other.text)
  assert.equal(party.presented.length, 1)
  assert.deepEqual([(await row())?.state, await events()], ['active', []])
})

const odd = [
  ['an answer in HTML', (response) => response.end('<html>Sign in</html>')],
  ['a failure of the server', (response) => json(response, 500, {})],
  ['a connection that breaks', (response) => response.destroy()],
  ['no answer in time', () => sleep(1_500)],
] as const satisfies readonly (readonly [string, Answering])[]
for (const [what, answering] of odd) {
  test(`${what} leaves it open what the token endpoint did: it is asked once more, after a rest`, async () => {
    const { list, row } = await connectOauth()
    let askedAt = 0
    let rest = 0
    party.answer(
      (response) => {
        askedAt = performance.now()
        return answering(response)
      },
      () => {
        rest = performance.now() - askedAt
      },
    )
    const reply = await list()
    assert.deepEqual(party.presented, ['refresh-0', 'refresh-0'], reply.text)
    assert.ok(rest >= 1_250, `it rested ${rest} ms`)
    assert.equal((await row())?.state, 'active')
  })
}

test('a success with an error in it is a failure, of which everybody rests', async () => {
  const { list, row, events } = await connectOauth()
  party.answer((response) => json(response, 200, { error: 'invalid_scope' }))
  for (const by of [under, second]) {
    const reply = await list(by)
    assert.deepEqual([reply.body.code, reply.body.retryable], ['upstream_unavailable', true])
    assert.ok(Date.parse(reply.body.retry_at) > Date.now() + 10_000, reply.text)
  }
  assert.deepEqual([(await row())?.state, party.presented.length], ['degraded', 1])
  assert.deepEqual(await events(), [{ from: 'active', to: 'degraded', cause: 'invalid_scope' }])
})

test('a token that is refused before its time is renewed once, and the calls made again', async () => {
  const { list } = await connectOauth()
  assert.equal((await list()).status, 200)
  party.endAccess()
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, at) => list(at % 2 === 0 ? under : second)),
  )
  for (const { status, text } of replies) assert.equal(status, 200, text)
  assert.equal(party.presented.length, 2)
})

test('a save that the database refuses waits on the disk, sealed, until it does not', async () => {
  const { list, row } = await connectOauth()
  await admin(`CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$`)
  await admin(`CREATE TRIGGER full_disk BEFORE UPDATE ON sallyport.credentials FOR EACH ROW
    WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION public.full()`)
  const reply = list()
  const spool = join(under.config.dataDirectory, 'spool')
  await until(async () => (await readdir(spool).catch(() => [])).length === 1)
  assert.equal((await row())?.version, 1)
  await admin('DROP TRIGGER full_disk ON sallyport.credentials')
  assert.equal((await reply).status, 200)
  assert.deepEqual(await readdir(spool), [])
  assert.deepEqual([(await row())?.version, party.presented.length], [2, 1])
})

test('a personal token that is refused is given up where the check says so too, and taken back by a check', async () => {
  const { list, check, shown, events } = await connect({ token: 'wx_personal' })
  party.refuses.calls = true
  const calls = party.calls()
  assert.equal((await list()).body.code, 'credential_invalid')
  await until(async () => party.calls() === calls + 2)
  await sleep(100)
  assert.equal((await shown()).status, 'active', 'a permission that is missing')

  const other = await connect({ token: 'wx_personal' })
  party.refuses.check = true
  assert.equal((await other.list()).body.code, 'credential_invalid')
  await until(async () => (await other.shown()).status === 'needs_reauth')
  // What is shown is read from the database, and calls go by what the engine has heard of it.
  await until(async () => (await other.list()).body.code === 'reauthorization_required')

  assert.equal((await check()).body.status, 'failed')
  assert.deepEqual((await shown()).status_cause, 'check_refused')
  Object.assign(party.refuses, { check: false, calls: false })
  const checked = await check()
  assert.equal(checked.body.status, 'succeeded', checked.text)
  assert.equal((await shown()).status, 'active')
  await until(async () => (await list()).status === 200)
  assert.deepEqual(await events(), [
    { from: 'active', to: 'needs_reauth', cause: 'check_refused' },
    { from: 'needs_reauth', to: 'active', cause: null },
  ])
})

test('a check with other settings than those that are stored says nothing about what is stored', async () => {
  const { check, shown, events } = await connect({ token: 'wx_personal' })
  party.refuses.check = true
  const tried = await check({ replication_config: { place: 'pt/porto' } })
  assert.equal(tried.body.status, 'failed', tried.text)
  assert.equal((await shown()).status, 'active')
  await check()
  assert.equal((await shown()).status, 'needs_reauth')
  party.refuses.check = false
  const worked = await check({ replication_config: { place: 'pt/porto' } })
  assert.equal(worked.body.status, 'succeeded', worked.text)
  assert.equal((await shown()).status, 'needs_reauth')
  assert.equal((await events()).length, 1)
})

// The last one: the database of both engines does not come back by itself.
test('a database that is killed between the answer and its save loses nothing: the next engine saves it', async () => {
  const { list } = await connectOauth()
  const pid = Number(/PostgreSQL \(process (\d+)\)/.exec(under.logged())?.[1])
  // postgresql.org/docs/current/server-shutdown.html: the immediate shutdown, without a goodbye.
  party.answer(() => void process.kill(pid, 'SIGQUIT'))
  const lost = list()
  const spool = join(under.config.dataDirectory, 'spool')
  await until(async () => (await readdir(spool).catch(() => [])).length === 1)
  await replica.close()
  await under.engine.close()
  await lost.catch(() => {})
  const next = await startEngine({
    config: under.config,
    edge: systemEdge,
    log: createLog('silent'),
    refreshTimings,
  })
  try {
    assert.deepEqual(await readdir(spool), [])
    const reply = await list(createCaller(next.url, under.application))
    assert.equal(reply.status, 200, reply.text)
    assert.deepEqual(party.presented, ['refresh-0'])
  } finally {
    await next.close()
  }
})
