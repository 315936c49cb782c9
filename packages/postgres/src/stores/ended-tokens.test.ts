import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { HeldGrant, Workspace } from '@sallyport/engine'
import { queryAs } from '../query-as.ts'
import { endConnector, endTokens } from '../testing/end-connector.ts'
import { connectorOf, eventOf, workspaceOf } from '../testing/rows.ts'
import { organizationScope, workspaceScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { connectorStore } from './connector-store.ts'
import { credentialRows } from './credential-store.ts'
import { heldGrantStore } from './held-grant-store.ts'
import { revocationStore } from './revocation-store.ts'
import { workspaceStore } from './workspace-store.ts'

const server = await startTestServer()
const database = await createTestDatabase(server)
const transactions = database.transactions({ durable: true })
after(() => transactions.close())
const [connectors, revocations] = [connectorStore(transactions), revocationStore(transactions)]
const [rows, grants] = [credentialRows(transactions, { newId: randomUUID }), heldGrantStore(transactions)]
const scope = organizationScope(database.organizationId)
const admin = (text: string, values: unknown[] = []) => queryAs(database.administrator, text, values)
/** Jobs that wait for a revocation, and in how many seconds. */
const jobsOf = (id: string) =>
  admin(
    `SELECT extract(epoch FROM run_at - now())::integer AS seconds FROM sallyport_jobs._private_jobs
      WHERE payload->>'subject' = $1`,
    [id],
  )

const newWorkspace = () =>
  workspaceStore(transactions).ensure(
    scope,
    workspaceOf(database.organizationId, { name: randomUUID() }),
    eventOf('workspace.created'),
  )

async function stored(workspace: Workspace, heldGrants: readonly string[] = []) {
  const connector = { ...connectorOf(workspace), heldGrants }
  const within = workspaceScope(database.organizationId, workspace.id)
  await connectors.insert(within, connector, eventOf('connector.created'))
  return { id: connector.id, within }
}

async function held(fields: Partial<HeldGrant> = {}, ms = 60_000): Promise<string> {
  const { definitionId, definitionVersion } = connectorOf(workspaceOf(database.organizationId))
  const sealed = Buffer.from('grant')
  const grant = {
    id: randomUUID(),
    connectorId: randomUUID(),
    workspaceId: null,
    name: 'GitHub',
    sealed,
    presentedHash: null,
  }
  await grants.hold(scope, { ...grant, definitionId, definitionVersion, ...fields }, ms)
  return fields.id ?? grant.id
}

const attempt = (connectorId: string, version: number) => ({ connectorId, version, lineage: 1, fence: 1 })
const answer = (text: string) => ({
  sealed: Buffer.from(text),
  expiresAt: undefined,
  refreshAt: undefined,
})

test('a spare goes into the revocation together with its credential', async () => {
  const { id, within } = await stored(await newWorkspace())
  const { lineage } = (await rows.read(scope, id)) ?? assert.fail()
  await rows.spare(scope, { ...attempt(id, 1), lineage }, Buffer.from('spare'))
  const { jobId } = await endConnector(transactions, within, id)
  const [taken] = (await revocations.findJob(scope, jobId))?.revocations ?? []
  assert.deepEqual([String(taken?.sealed), String(taken?.spare), taken?.spareVersion], ['sealed', 'spare', 2])
  await endTokens(transactions, scope, jobId)
  const [after_] = (await revocations.findJob(scope, jobId))?.revocations ?? []
  assert.deepEqual([after_?.sealed, after_?.spare], [null, null])
})

test('an answer that comes after its revocation was over is ended by one of its own, once', async () => {
  const { id, within } = await stored(await newWorkspace())
  const { jobId } = await endConnector(transactions, within, id)
  assert.equal(await rows.save(scope, attempt(id, 1), answer('in time')), 'gone')
  const [first] = (await revocations.findJob(scope, jobId))?.revocations ?? []
  assert.deepEqual([String(first?.sealed), first?.version], ['in time', 2])
  await endTokens(transactions, scope, jobId)
  for (let repeat = 0; repeat < 2; repeat++) {
    assert.equal(await rows.save(scope, attempt(id, 2), answer('late')), 'gone')
  }
  const late = await admin(
    `SELECT r.id, r.version, convert_from(r.sealed, 'UTF8') AS sealed, j.kind, j.total
      FROM sallyport.revocations r JOIN sallyport.revocation_jobs j ON j.id = r.job_id
      WHERE r.connector_id = $1 AND r.job_id <> $2`,
    [id, jobId],
  )
  const [{ id: lateId = '', ...row } = {}, ...others] = late
  assert.deepEqual([row, others], [{ version: 3, sealed: 'late', kind: 'grant', total: 1 }, []])
  assert.equal((await jobsOf(String(lateId))).length, 1)
  // Also the one of an older version, whose presentation nobody heard of.
  await rows.save(scope, attempt(id, 1), answer('older'))
  assert.equal((await admin('SELECT FROM sallyport.revocations WHERE connector_id = $1', [id])).length, 3)
})

test('a grant that is held waits for its time, and is ended then', async () => {
  const id = await held({}, 1_500_000)
  const [job] = await jobsOf(id)
  assert.ok(Math.abs(Number(job?.seconds) - 1_500) < 20, String(job?.seconds))
  const waiting = (await revocations.find(scope, id)) ?? assert.fail()
  assert.ok(waiting.jobId === null && waiting.heldUntil !== null)
  await admin('UPDATE sallyport.revocations SET held_until = now() WHERE id = $1', [id])
  const due = (await revocations.find(scope, id)) ?? assert.fail()
  assert.deepEqual([due.jobId, due.heldUntil, String(due.sealed)], [id, null, 'grant'])
  assert.equal((await revocations.findJob(scope, id))?.job.kind, 'grant')
})

test('a connector that is stored takes its grant, and then nobody ends it', async () => {
  const id = await held()
  await stored(await newWorkspace(), [id])
  await grants.release(scope, [id])
  assert.equal(await revocations.find(scope, id), undefined)
})

test('a connector whose grant is being ended is not stored', async () => {
  const workspace = await newWorkspace()
  const id = await held()
  await grants.release(scope, [id])
  await assert.rejects(stored(workspace, [id]), { code: 'storage_unavailable' })
  const there = await connectors.list(workspaceScope(database.organizationId, workspace.id), {})
  assert.deepEqual(there, [])
  const jobs = await jobsOf(id)
  assert.ok(jobs.length === 1 && Number(jobs[0]?.seconds) <= 0, JSON.stringify(jobs))
})

test('a workspace that ends takes along what is held for it, and what was granted elsewhere stays held', async () => {
  const workspace = await newWorkspace()
  const [own, other] = [await held({ workspaceId: workspace.id }), await held()]
  const { actor, at: requestedAt } = eventOf('workspace.offboarded')
  const job = { id: randomUUID(), kind: 'workspace', workspaceId: workspace.id, actor, requestedAt } as const
  await revocations.begin(scope, job, eventOf('workspace.offboarded', { subjectId: workspace.id }))
  const filter = { workspaceId: workspace.id }
  await revocations.take(scope, job, { filter, limit: 10, at: requestedAt, newId: randomUUID })
  const report = await revocations.findJob(scope, job.id)
  assert.deepEqual(
    [report?.job.total, report?.job.finishedAt, report?.revocations.map(({ id }) => id)],
    [1, null, [own]],
  )
  assert.equal((await revocations.find(scope, other))?.jobId, null)
})

test('what is held for the same refresh token is taken with it, whoever of two is first', async () => {
  const presentedHash = Buffer.alloc(32, 7)
  const [first, second] = [await held({ presentedHash }), await held({ presentedHash })]
  await stored(await newWorkspace(), [second])
  assert.equal(await revocations.find(scope, first), undefined)
  await stored(await newWorkspace(), [first])
})

test('another organization sees, takes and ends nothing of it', async () => {
  const id = await held()
  const theirs = organizationScope(randomUUID())
  await grants.release(theirs, [id])
  await grants.forget(theirs, [id])
  assert.equal(await revocations.find(theirs, id), undefined)
  assert.notEqual((await revocations.find(scope, id))?.heldUntil ?? null, null)
})
