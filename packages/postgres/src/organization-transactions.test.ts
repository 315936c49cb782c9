import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { as } from './connection.ts'
import type { Query, Statement } from './organization-transactions.ts'
import { queryAs } from './query-as.ts'
import { organizationScope } from './testing/scopes.ts'
import { createTestDatabase } from './testing/test-database.ts'
import { startTestServer } from './testing/test-server.ts'

const server = await startTestServer()
const database = await createTestDatabase(server)
const scope = organizationScope(database.organizationId)

function statement(text: string): Statement {
  return { name: text.slice(0, 60), text }
}
const PID = statement('SELECT pg_backend_pid() AS pid')
const SCOPE = statement(`SELECT sallyport.current_organization() AS id,
  current_setting('sallyport.scope', true) AS setting, current_setting('transaction_isolation') AS isolation`)

async function pidOf(query: Query): Promise<number> {
  const [row] = await query<{ pid: number }>(PID, [])
  return row?.pid ?? 0
}

function unavailable(error: unknown): boolean {
  return SallyportError.isInstance(error) && error.code === 'storage_unavailable'
}

test('a transaction speaks for its organization, and what it leaves on the connection is nothing', async (t) => {
  const transactions = database.transactions({ maxConnections: 1 })
  t.after(() => transactions.close())
  const [inside] = await transactions.run(scope, (query) => query<{ id: string }>(SCOPE, []))
  assert.equal(inside?.id, scope.organizationId)
  const COMMIT = statement('COMMIT')
  const [outside] = await transactions.run(scope, async (query) => {
    await query(COMMIT, [])
    return query<{ id: null; setting: string }>(SCOPE, [])
  })
  assert.deepEqual({ id: outside?.id, setting: outside?.setting }, { id: null, setting: '' })
})

test('each round trip is told, three of them for one statement', async (t) => {
  const told: string[] = []
  const transactions = database.transactions({ onQuery: (what) => told.push(what) })
  t.after(() => transactions.close())
  await transactions.run(scope, (query) => query(PID, []))
  assert.deepEqual(told, ['begin', PID.name, 'commit'])
})

test('a failed transaction leaves nothing, and its connection is used again', async (t) => {
  const transactions = database.transactions({ maxConnections: 1 })
  t.after(() => transactions.close())
  const insert =
    statement(`INSERT INTO sallyport.workspaces (organization_id, id, name, status, created_at, updated_at)
    VALUES (sallyport.current_organization(), gen_random_uuid(), $1, 'active', now(), now())`)
  let before = 0
  await assert.rejects(
    transactions.run(scope, async (query) => {
      before = await pidOf(query)
      await query(insert, ['left over'])
      throw new RangeError('the work failed')
    }),
    RangeError,
  )
  await assert.rejects(
    transactions.run(scope, (query) => query(insert, [''])),
    /violates check constraint/,
  )
  assert.equal(await transactions.run(scope, pidOf), before)
  const rows = await queryAs(
    database.administrator,
    "SELECT FROM sallyport.workspaces WHERE name = 'left over'",
  )
  assert.deepEqual(rows, [])
})

test('a change is announced after it was made, and also when nobody knows whether it was', async (t) => {
  const announced: string[] = []
  const transactions = database.transactions({ onChange: (id) => announced.push(id) })
  t.after(() => transactions.close())
  await transactions.run(scope, (query) => query(PID, []))
  assert.deepEqual(announced, [])
  await transactions.change(scope, async (query) => {
    await query(PID, [])
    assert.deepEqual(announced, [])
  })
  await assert.rejects(
    transactions.change(scope, () => Promise.reject(new RangeError('lost'))),
    RangeError,
  )
  assert.deepEqual(announced, [scope.organizationId, scope.organizationId])
})

test('the isolation of transactions is ours to choose, whatever the default of the database is', async (t) => {
  const { administrator } = database
  await queryAs(
    administrator,
    `ALTER DATABASE ${administrator.database} SET default_transaction_isolation = 'serializable'`,
  )
  t.after(() =>
    queryAs(administrator, `ALTER DATABASE ${administrator.database} RESET default_transaction_isolation`),
  )
  const transactions = database.transactions()
  t.after(() => transactions.close())
  const [row] = await transactions.run(scope, (query) => query<{ isolation: string }>(SCOPE, []))
  assert.equal(row?.isolation, 'read committed')
})

const endSession = (pid: number) =>
  queryAs(database.administrator, 'SELECT pg_terminate_backend($1, 5000)', [pid])

test('a connection that is ended under a transaction fails it, and nothing else', async (t) => {
  const transactions = database.transactions({ maxConnections: 1 })
  t.after(() => transactions.close())
  await assert.rejects(
    transactions.run(scope, async (query) => {
      // Nobody waits for an answer now: the end of the connection is an event, not a failed query.
      await endSession(await pidOf(query))
      await query(PID, [])
    }),
    unavailable,
  )
  await transactions.run(scope, (query) => query(PID, []))
})

test('a connection that is ended while it rests is replaced', async (t) => {
  const transactions = database.transactions({ maxConnections: 1 })
  t.after(() => transactions.close())
  const pid = await transactions.run(scope, pidOf)
  await endSession(pid)
  assert.notEqual(await transactions.run(scope, pidOf), pid)
})

test('a server that stops answering is given up', async (t) => {
  const transactions = database.transactions({ maxConnections: 1, answerTimeoutMs: 200 })
  t.after(() => transactions.close())
  let stopped = 0
  const startedAt = performance.now()
  await assert.rejects(
    transactions.run(scope, async (query) => {
      const pid = await pidOf(query)
      t.after(() => process.kill(pid, 'SIGCONT'))
      process.kill(pid, 'SIGSTOP')
      stopped = pid
      await query(PID, [])
    }),
    unavailable,
  )
  assert.ok(performance.now() - startedAt < 2_000)
  assert.notEqual(await transactions.run(scope, pidOf), stopped)
})

test('a database that is not there is unavailable', async (t) => {
  const connection = { ...as(database.engine, 'nobody', 'x'), host: `${database.engine.host}/nowhere` }
  const transactions = database.transactions({ connection })
  t.after(() => transactions.close())
  await assert.rejects(transactions.run(scope, pidOf), unavailable)
})

test('of many transactions at once each has its own scope', async (t) => {
  const transactions = database.transactions({ maxConnections: 3 })
  t.after(() => transactions.close())
  const ids = Array.from(
    { length: 30 },
    (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  )
  const seen = await Promise.all(
    ids.map((id) => transactions.run(organizationScope(id), (query) => query<{ id: string }>(SCOPE, []))),
  )
  assert.deepEqual(
    seen.map(([row]) => row?.id),
    ids,
  )
})
