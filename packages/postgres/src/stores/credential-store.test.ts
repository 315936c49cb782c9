import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { AttemptName, CredentialRow } from '@sallyport/engine'
import type { CredentialState, LeaseIntent } from '@sallyport/runtime'
import { queryAs } from '../query-as.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { connectorOf, eventOf, workspaceOf } from '../testing/rows.ts'
import { organizationScope, workspaceScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { connectorStore } from './connector-store.ts'
import { credentialRows } from './credential-store.ts'
import { workspaceStore } from './workspace-store.ts'

const server = await startTestServer()
const [ours, theirs] = [newOrganization('ours'), newOrganization('theirs')]
const database = await createTestDatabase(server, ours)
await database.add(theirs)
const asked: string[] = []
const transactions = database.transactions({ durable: true, onQuery: (what) => asked.push(what) })
after(() => transactions.close())
const rows = credentialRows(transactions, { newId: randomUUID })
const scope = organizationScope(ours.id)
const theirScope = organizationScope(theirs.id)
const admin = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  queryAs<Row>(database.administrator, text, values)

async function newCredential(state: CredentialState = 'active'): Promise<string> {
  const workspace = await workspaceStore(transactions).ensure(
    scope,
    workspaceOf(ours.id),
    eventOf('workspace.created'),
  )
  const credential = { version: 1, sealed: Buffer.from('first'), state, cause: null }
  const connector = connectorOf(workspace, { credential })
  const event = eventOf('connector.created')
  await connectorStore(transactions).insert(workspaceScope(ours.id, workspace.id), connector, event)
  return connector.id
}

const intent = (fields: Partial<LeaseIntent> = {}): LeaseIntent => ({
  version: 1,
  owner: 'test',
  leaseMs: 60_000,
  quarantineMs: 60_000,
  cause: 'expiry',
  ...fields,
})
const nameOf = (connectorId: string, { version, lineage, attempt }: CredentialRow): AttemptName => ({
  ...{ connectorId, version, lineage },
  fence: attempt.fence,
})
const answer = (text: string, fields: { expiresAt?: number; refreshAt?: number } = {}) => ({
  sealed: Buffer.from(text),
  expiresAt: undefined,
  refreshAt: undefined,
  ...fields,
})
async function lease(id: string, fields: Partial<LeaseIntent> = {}): Promise<AttemptName> {
  return nameOf(id, (await rows.lease(scope, id, intent(fields))) ?? assert.fail('no lease'))
}
const read = async (id: string) => (await rows.read(scope, id)) ?? assert.fail('it is gone')
/** What the database's clock would show after so long. */
const pass = (id: string, ms: number) =>
  admin(
    `UPDATE sallyport.credentials SET lease_until = lease_until - $2 * interval '1 millisecond',
      presented_at = presented_at - $2 * interval '1 millisecond' WHERE connector_id = $1`,
    [id, ms],
  )
const moves = (id: string) =>
  admin<{ data: unknown }>(
    `SELECT data FROM sallyport.events WHERE connector_id = $1 AND type = 'connector.state_changed' ORDER BY at`,
    [id],
  ).then((events) => events.map(({ data }) => data))

test('every step is one statement, between a beginning and a commit', async () => {
  const id = await newCredential()
  asked.length = 0
  const attempt = await lease(id)
  await rows.markSent(scope, attempt, 1000)
  await rows.renew(scope, attempt, 1000)
  await rows.save(scope, attempt, answer('second'))
  const steps = ['lease credential', 'mark credential sent', 'renew lease of credential', 'save credential']
  assert.deepEqual(
    asked,
    steps.flatMap((step) => ['begin', step, 'commit']),
  )
})

test('of many who ask at once one gets the lease, and the fence rises with each that is given', async () => {
  const id = await newCredential()
  const leases = await Promise.all(Array.from({ length: 20 }, () => rows.lease(scope, id, intent())))
  assert.equal(leases.filter((row) => row !== undefined).length, 1)
  assert.equal((await read(id)).attempt.fence, 1)
  await pass(id, 60_000)
  assert.equal((await lease(id)).fence, 2)
})

test('an attempt that sent nothing may be followed at once when its time is over, one that sent waits out its quarantine', async () => {
  const id = await newCredential()
  const first = await lease(id)
  await pass(id, 59_000)
  assert.equal(await rows.lease(scope, id, intent()), undefined)
  await pass(id, 1_000)
  const second = await lease(id)
  assert.equal(await rows.markSent(scope, first, 1000), false)
  assert.equal(await rows.markSent(scope, second, 1000), true)
  await pass(id, 1_000)
  assert.equal(await rows.lease(scope, id, intent()), undefined)
  await pass(id, 60_000)
  const { attempt } = (await rows.lease(scope, id, intent())) ?? assert.fail()
  assert.deepEqual([attempt.presentations, attempt.phase], [1, 'leased'])
})

test('a save goes by the version alone, and is recognized when it is made again', async () => {
  const id = await newCredential()
  const first = await lease(id)
  await rows.markSent(scope, first, 0)
  await pass(id, 60_001)
  const second = await lease(id)
  await rows.markSent(scope, second, 1000)
  const expiresAt = Date.now() + 3_600_000
  assert.equal(await rows.save(scope, first, answer('second', { expiresAt })), 'saved')
  assert.equal(await rows.save(scope, first, answer('second', { expiresAt })), 'saved')
  assert.equal(await rows.save(scope, second, answer('another')), 'moved')
  const { version, sealed, attempt, failures, state } = await read(id)
  assert.deepEqual([version, sealed.toString(), attempt.phase, failures], [2, 'second', 'settled', 0])
  assert.deepEqual([attempt.presentations, attempt.presentedAt, state], [0, undefined, 'active'])
  const [row] = await admin<{ expires_at: Date }>(
    'SELECT expires_at FROM sallyport.credentials WHERE connector_id = $1',
    [id],
  )
  assert.deepEqual(row?.expires_at, new Date(expiresAt))
  await admin('DELETE FROM sallyport.connectors WHERE id = $1', [id])
  assert.equal(await rows.save(scope, second, answer('another')), 'gone')
  assert.equal(await rows.read(scope, id), undefined)
})

test('an answer that came too late is kept beside the one that was saved, until that is refreshed', async () => {
  const id = await newCredential()
  const late = await lease(id)
  await pass(id, 60_000)
  await rows.save(scope, await lease(id), answer('second'))
  await rows.spare(scope, late, Buffer.from('spare'))
  assert.deepEqual((await read(id)).spare, { version: 2, sealed: Buffer.from('spare') })
  await rows.save(scope, await lease(id, { version: 2 }), answer('third'))
  assert.equal((await read(id)).spare, undefined)
  await rows.spare(scope, late, Buffer.from('spare'))
  assert.equal((await read(id)).spare, undefined)
})

test('what a refresh brings of a credential that was replaced meanwhile is dropped', async () => {
  const id = await newCredential()
  const late = await lease(id)
  await rows.markSent(scope, late, 1000)
  await admin(
    `UPDATE sallyport.credentials SET version = 2, lineage = lineage + 1, sealed = 'replaced', phase = 'settled'
     WHERE connector_id = $1`,
    [id],
  )
  assert.equal(await rows.save(scope, late, answer('of the old one')), 'moved')
  await rows.spare(scope, late, Buffer.from('of the old one'))
  await rows.settle(scope, late, { kind: 'refused', cause: 'invalid_grant', spare: false })
  const { sealed, spare, state, lineage } = await read(id)
  assert.deepEqual([sealed.toString(), spare, state, lineage], ['replaced', undefined, 'active', 2])
})

test('what a refresh brought is kept where the database has gone back to a time before it', async () => {
  const id = await newCredential()
  const first = await lease(id)
  await rows.save(scope, first, answer('second'))
  const second = await lease(id, { version: 2 })
  await admin("UPDATE sallyport.credentials SET version = 1, sealed = 'first' WHERE connector_id = $1", [id])
  assert.equal(await rows.save(scope, second, answer('third')), 'moved')
  await rows.spare(scope, second, Buffer.from('third'))
  assert.deepEqual((await read(id)).spare, { version: 3, sealed: Buffer.from('third') })
})

test('what a refresh brought never takes the place of another lineage, whatever its version', async () => {
  const id = await newCredential()
  const late = await lease(id)
  await admin(
    "UPDATE sallyport.credentials SET lineage = lineage + 1, sealed = 'other', phase = 'settled' WHERE connector_id = $1",
    [id],
  )
  assert.equal(await rows.save(scope, late, answer('of the old one')), 'moved')
  await rows.spare(scope, late, Buffer.from('of the old one'))
  const { sealed, spare, version } = await read(id)
  assert.deepEqual([sealed.toString(), spare, version], ['other', undefined, 1])
})

test('each outcome moves the settlement counter, and does to the state what it says', async () => {
  const retryInMs = 30_000
  const outcomes = [
    [{ kind: 'not_sent', cause: 'dns', retryInMs }, 'active', 'settled', 1, true],
    [{ kind: 'unknown', cause: 'timeout' }, 'active', 'sent', 1, false],
    [{ kind: 'refused', cause: 'invalid_grant', spare: false }, 'needs_reauth', 'settled', 0, false],
    [{ kind: 'failed', cause: 'invalid_scope', retryInMs }, 'degraded', 'settled', 1, true],
    [{ kind: 'application', cause: 'invalid_client', retryInMs }, 'active', 'settled', 0, true],
  ] as const
  for (const [outcome, state, phase, failures, waits] of outcomes) {
    const id = await newCredential()
    const attempt = await lease(id)
    await rows.markSent(scope, attempt, 60_000)
    const before = await read(id)
    await rows.settle(scope, attempt, outcome)
    const row = await read(id)
    const used = outcome.kind === 'unknown' || outcome.kind === 'refused'
    assert.equal(row.attempt.presentations, used ? 1 : 0)
    assert.deepEqual([row.state, row.attempt.phase, row.failures], [state, phase, failures], outcome.kind)
    assert.equal(row.settlement, before.settlement + 1)
    assert.equal(row.version, 1)
    assert.equal(row.retryAt !== undefined && row.retryAt > row.now + 25_000, waits)
    assert.ok(row.attempt.until <= row.now)
    const event = { from: 'active', to: state, cause: outcome.cause }
    assert.deepEqual(await moves(id), state === 'active' ? [] : [event])
    // Said twice it is done once, and by nobody whose lease is lost.
    if (outcome.kind === 'unknown') continue
    await rows.settle(scope, attempt, outcome)
    assert.equal((await read(id)).settlement, row.settlement)
  }
})

test('a credential that was refused is not given up as long as nobody tried its spare', async () => {
  const id = await newCredential()
  const late = await lease(id)
  await pass(id, 60_000)
  await rows.save(scope, await lease(id), answer('second'))
  await rows.spare(scope, late, Buffer.from('spare'))
  const refused = { kind: 'refused', cause: 'invalid_grant' } as const
  await rows.settle(scope, await lease(id, { version: 2 }), { ...refused, spare: false })
  const untried = await read(id)
  assert.deepEqual([untried.state, untried.spare?.version], ['degraded', 2])
  await rows.settle(scope, await lease(id, { version: 2 }), { ...refused, spare: true })
  const tried = await read(id)
  assert.deepEqual([tried.state, tried.spare], ['needs_reauth', undefined])
  assert.equal(await rows.lease(scope, id, intent({ version: 2 })), undefined)
  await rows.spare(scope, late, Buffer.from('spare again'))
  assert.equal((await read(id)).state, 'degraded')
})

test('while everybody rests nobody gets the lease', async () => {
  const id = await newCredential()
  await rows.settle(scope, await lease(id), { kind: 'failed', cause: 'invalid_scope', retryInMs: 60_000 })
  assert.equal(await rows.lease(scope, id, intent()), undefined)
  await admin('UPDATE sallyport.credentials SET retry_at = now() WHERE connector_id = $1', [id])
  await lease(id)
})

test('a presentation whose outcome nobody knows stays counted when the next one is not sent', async () => {
  const id = await newCredential()
  const first = await lease(id)
  await rows.markSent(scope, first, 60_000)
  await rows.settle(scope, first, { kind: 'unknown', cause: 'timeout' })
  await pass(id, 60_000)
  const second = await lease(id)
  await rows.markSent(scope, second, 60_000)
  await rows.settle(scope, second, { kind: 'not_sent', cause: 'dns', retryInMs: 0 })
  const { attempt } = await read(id)
  assert.deepEqual([attempt.phase, attempt.presentations], ['settled', 1])
})

test('a credential that was given up is taken back by a save that comes late, and each move is an event', async () => {
  const id = await newCredential()
  const attempt = await lease(id)
  await rows.settle(scope, attempt, { kind: 'refused', cause: 'invalid_grant', spare: false })
  assert.equal(await rows.save(scope, attempt, answer('second')), 'saved')
  assert.equal((await read(id)).state, 'active')
  assert.deepEqual(await moves(id), [
    { from: 'active', to: 'needs_reauth', cause: 'invalid_grant' },
    { from: 'needs_reauth', to: 'active', cause: null },
  ])
})

test('a refusal is remembered as the cause of a lease', async () => {
  const id = await newCredential()
  await lease(id)
  assert.equal((await read(id)).refusedAt, undefined)
  await pass(id, 60_000)
  await lease(id, { cause: 'refusal' })
  const { refusedAt = 0, now } = await read(id)
  assert.ok(now - refusedAt < 5_000)
})

test('a credential that is revoked is not refreshed, and stays so whatever comes late', async () => {
  const id = await newCredential()
  const attempt = await lease(id)
  await admin("UPDATE sallyport.credentials SET state = 'revoked' WHERE connector_id = $1", [id])
  assert.equal(await rows.save(scope, attempt, answer('second')), 'saved')
  assert.equal((await read(id)).state, 'revoked')
  assert.equal(await rows.lease(scope, id, intent({ version: 2 })), undefined)
})

test('what a third party accepts proves a pending credential, and a degraded one whose refresh does not fail', async () => {
  const [pending, degraded, failing, given, moved] = await Promise.all(
    (['pending', 'degraded', 'degraded', 'needs_reauth', 'pending'] as const).map(newCredential),
  )
  await admin('UPDATE sallyport.credentials SET failures = 3 WHERE connector_id = $1', [failing])
  await admin('UPDATE sallyport.credentials SET version = 2 WHERE connector_id = $1', [moved])
  const all = [pending, degraded, failing, given, moved] as string[]
  await rows.accepted(
    scope,
    all.map((connectorId) => ({ connectorId, version: 1 })),
  )
  const states = await Promise.all(all.map(async (id) => (await read(id)).state))
  assert.deepEqual(states, ['active', 'active', 'degraded', 'needs_reauth', 'pending'])
  assert.deepEqual(await moves(all[0] ?? ''), [{ from: 'pending', to: 'active', cause: null }])
  const times = await admin<{ recent: boolean }>(
    `SELECT last_success_at > now() - interval '1 minute' AS recent FROM sallyport.credentials
     WHERE connector_id = ANY ($1)`,
    [all],
  )
  assert.deepEqual(
    times.map(({ recent }) => recent),
    [true, true, true, true, true],
  )
})

test('what a third party refuses for good needs a person, unless it has moved on', async () => {
  const [id, moved] = [await newCredential(), await newCredential()]
  await rows.save(scope, await lease(moved), answer('second'))
  for (const connectorId of [id, moved])
    await rows.rejected(scope, { connectorId, version: 1, cause: 'check_failed' })
  assert.deepEqual([(await read(id)).state, (await read(moved)).state], ['needs_reauth', 'active'])
  assert.deepEqual(await moves(id), [{ from: 'active', to: 'needs_reauth', cause: 'check_failed' }])
})

test('another organization reads, leases, saves and settles nothing', async () => {
  const id = await newCredential()
  const attempt = await lease(id)
  const before = await admin('SELECT * FROM sallyport.credentials WHERE connector_id = $1', [id])
  assert.equal(await rows.read(theirScope, id), undefined)
  assert.equal(await rows.lease(theirScope, id, intent()), undefined)
  assert.equal(await rows.markSent(theirScope, attempt, 1000), false)
  assert.equal(await rows.renew(theirScope, attempt, 1000), false)
  assert.equal(await rows.save(theirScope, attempt, answer('theirs')), 'gone')
  await rows.spare(theirScope, attempt, Buffer.from('theirs'))
  await rows.settle(theirScope, attempt, { kind: 'refused', cause: 'invalid_grant', spare: false })
  await rows.accepted(theirScope, [{ connectorId: id, version: 1 }])
  await rows.rejected(theirScope, { connectorId: id, version: 1, cause: 'check_failed' })
  assert.deepEqual(await admin('SELECT * FROM sallyport.credentials WHERE connector_id = $1', [id]), before)
})

test('a save is on disk when it answers, also where the database would not wait for that', async () => {
  const name = database.administrator.database
  await admin(`ALTER DATABASE "${name}" SET synchronous_commit = off`)
  const later = database.transactions({ durable: true })
  const lazy = database.transactions()
  const shown = { name: 'show', text: "SELECT current_setting('synchronous_commit') AS value" }
  const of = (some: typeof later) => some.run(scope, (query) => query<{ value: string }>(shown, []))
  assert.deepEqual([await of(later), await of(lazy)], [[{ value: 'on' }], [{ value: 'off' }]])
  await Promise.all([later.close(), lazy.close()])
})
