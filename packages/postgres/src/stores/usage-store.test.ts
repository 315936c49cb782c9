import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { Execution } from '@sallyport/engine'
import { queryAs } from '../query-as.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { connectorOf, eventOf, executionOf, workspaceOf } from '../testing/rows.ts'
import { organizationScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { executionStore } from './execution-store.ts'
import { usageStore } from './usage-store.ts'
import { workspaceStore } from './workspace-store.ts'

const server = await startTestServer()
const [ours, theirs] = [newOrganization('ours'), newOrganization('theirs')]
const database = await createTestDatabase(server, ours)
await database.add(theirs)
const [first, second] = [database.transactions(), database.transactions()]
after(() => Promise.all([first.close(), second.close()]))
const scope = organizationScope(ours.id)
const [executions, another] = [executionStore(first), executionStore(second)]
const usage = usageStore(first)
const ALWAYS = { from: '2000-01-01', to: '2100-01-01' }

async function newConnector() {
  const workspace = workspaceOf(ours.id, { name: randomUUID() })
  await workspaceStore(first).ensure(scope, workspace, eventOf('workspace.created'))
  const connector = connectorOf(workspace)
  const total = () => usage.total(scope, { ...ALWAYS, workspaceId: workspace.id })
  const rows = () => usage.list(scope, { ...ALWAYS, workspaceId: workspace.id, limit: 100 })
  return { connector, workspace, total, rows }
}

const ended: Partial<Execution> = { outcome: 'success', durationMs: 5, bytesSent: 10, bytesReceived: 100 }

test('a batch that is saved again counts nothing twice, whoever saves it', async () => {
  const { connector, total } = await newConnector()
  const batch = Array.from({ length: 20 }, () => executionOf(connector, ended))
  await executions.save(scope, batch)
  await executions.save(scope, batch)
  await Promise.all([executions.save(scope, batch), another.save(scope, batch)])
  assert.deepEqual(await total(), { calls: 20, errors: 0, bytesSent: 200, bytesReceived: 2000 })
})

test('a write counts when it has ended, once', async () => {
  const { connector, total } = await newConnector()
  const started = executionOf(connector, { effect: 'write' })
  await executions.save(scope, [started])
  await executions.save(scope, [started])
  assert.equal((await total()).calls, 0)
  const end: Execution = { ...started, ...ended, outcome: 'outcome_unknown' }
  await executions.save(scope, [end])
  await executions.save(scope, [end])
  assert.deepEqual(await total(), { calls: 1, errors: 1, bytesSent: 10, bytesReceived: 100 })
})

test('an end is recorded once: what is told of it later changes nothing', async () => {
  const { connector, rows } = await newConnector()
  const execution = executionOf(connector, ended)
  await executions.save(scope, [execution])
  await executions.save(scope, [{ ...execution, outcome: 'internal' }])
  assert.deepEqual(
    (await rows()).map(({ outcomes }) => outcomes),
    [{ success: 1 }],
  )
})

test('bytes of a file are added once, and only to an execution that was recorded', async () => {
  const { connector, total } = await newConnector()
  const execution = executionOf(connector, { ...ended, bytesSent: null, bytesReceived: null })
  const measured = [{ id: execution.id, bytesSent: 1, bytesReceived: 7_000_000_000 }]
  await executions.measure(scope, measured)
  assert.equal((await total()).bytesReceived, 0)
  await executions.save(scope, [execution])
  for (let n = 0; n < 2; n++) await executions.measure(scope, measured)
  await executions.measure(organizationScope(theirs.id), measured)
  assert.deepEqual(await total(), { calls: 1, errors: 0, bytesSent: 1, bytesReceived: 7_000_000_000 })
})

test('a call counts for the day of UTC in which it began', async () => {
  const { connector, rows } = await newConnector()
  const times = ['2026-03-28T23:59:59.999Z', '2026-03-29T00:00:00Z', '2026-03-29T12:00:00Z']
  await queryAs(database.administrator, "ALTER DATABASE postgres SET timezone = 'Pacific/Auckland'")
  await executions.save(
    scope,
    times.map((at) => executionOf(connector, { ...ended, startedAt: new Date(at) })),
  )
  assert.deepEqual(
    (await rows()).map(({ day, calls }) => [day, calls]),
    [
      ['2026-03-28', 1],
      ['2026-03-29', 2],
    ],
  )
})

test('engines that count the same connectors at once wait for each other in no circle', async () => {
  const made = await Promise.all(Array.from({ length: 6 }, newConnector))
  const batchOf = (order: number) =>
    made
      .toSorted(() => (order % 2 === 0 ? 1 : -1))
      .flatMap(({ connector }) => [
        executionOf(connector, ended),
        executionOf(connector, { ...ended, outcome: 'internal' }),
      ])
  await Promise.all(
    Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? executions : another).save(scope, batchOf(n))),
  )
  for (const { total } of made) {
    const { calls, errors } = await total()
    assert.deepEqual([calls, errors], [80, 40])
  }
})

test('rows come in the order of day, workspace and connector, each once over all pages', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, newConnector))
  const days = ['2031-01-01', '2031-01-02', '2031-01-03']
  const batch = made.flatMap(({ connector }) =>
    days.map((day) => executionOf(connector, { ...ended, startedAt: new Date(`${day}T10:00:00Z`) })),
  )
  await executions.save(scope, batch)
  const filter = { from: '2031-01-01', to: '2031-01-03' }
  const all = await usage.list(scope, { ...filter, limit: 100 })
  const keys = all.map(({ day, workspaceId, connectorId }) => `${day} ${workspaceId} ${connectorId}`)
  assert.deepEqual([keys.length, keys], [12, keys.toSorted()])
  const paged = []
  let after: (typeof all)[number] | undefined
  for (;;) {
    const page = await usage.list(scope, { ...filter, limit: 5, ...(after && { after }) })
    if (page.length === 0) break
    paged.push(...page)
    after = page.at(-1)
  }
  assert.deepEqual(paged, all)
  assert.deepEqual(await usage.list(organizationScope(theirs.id), { ...filter, limit: 100 }), [])
})
