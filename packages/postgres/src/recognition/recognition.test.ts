import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeIdentifier } from 'pg'
import type { Connection } from '../connection.ts'
import { prepareDatabase } from '../prepare-database.ts'
import { queryAs } from '../query-as.ts'
import { prepareOptions } from '../testing/first-deployment.ts'
import { refusal } from '../testing/refusal.ts'
import { openSession } from '../testing/session.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { adoptDeployment, inspectDeployment } from './adopt-deployment.ts'
import type { SeenDeployment } from './differences.ts'
import { readServerIdentity } from './server-identity.ts'

const server = await startTestServer()
const event = { id: '0190d0a0-0000-7000-8000-000000000001', at: new Date('2026-02-03T04:05:06Z') }

/** A host: it keeps what it has seen, in memory. */
function host(connection: Connection, place?: string) {
  const kept: { seen?: SeenDeployment } = {}
  const save = async (seen: SeenDeployment) => {
    kept.seen = seen
  }
  const recognition = () => ({ seen: kept.seen, place, onFailover: 'quarantine' as const, save })
  const start = async (failing?: Error) => {
    const broken = { ...recognition(), save: () => Promise.reject(failing) }
    const options = { ...prepareOptions(connection), recognition: failing ? broken : recognition() }
    return (await prepareDatabase(options)).differences.map(({ what }) => what)
  }
  return { kept, start, recognition }
}

const epochOf = async (connection: Connection) =>
  Number((await queryAs(connection, 'SELECT epoch FROM sallyport_deployment.recognition'))[0]?.epoch)

test('every start raises the epoch, and the host keeps it; another host of the same database goes on', async () => {
  const connection = await server.createDatabase()
  const [one, other] = [host(connection), host(connection)]
  for (const epoch of [1, 2]) {
    assert.deepEqual(await one.start(), [])
    assert.equal(one.kept.seen?.epoch, epoch)
  }
  assert.deepEqual(await other.start(), [])
  assert.deepEqual([other.kept.seen?.epoch, await epochOf(connection)], [3, 3])
  assert.deepEqual(await one.start(), [])
})

test('a start that is killed between the two writes leaves the database ahead, and the next one goes on', async () => {
  const connection = await server.createDatabase()
  // An embedded one: there, a database that was recorded and not seen would be a copy.
  const one = host(connection, '9:1')
  await assert.rejects(one.start(new RangeError('killed before the first')), RangeError)
  assert.deepEqual(await one.start(), [])
  const before = one.kept.seen?.epoch ?? 0
  await assert.rejects(one.start(new RangeError('killed')), RangeError)
  assert.ok((await epochOf(connection)) > before)
  assert.deepEqual(await one.start(), [])
})

test('a database that was put back is not touched by a start, until it is adopted', async () => {
  const connection = await server.createDatabase()
  const [one, other] = [host(connection), host(connection)]
  for (let start = 0; start < 3; start++) await one.start()
  await other.start()
  await queryAs(connection, 'UPDATE sallyport_deployment.recognition SET epoch = 2')
  assert.deepEqual(await one.start(), ['behind'])
  assert.equal(await epochOf(connection), 2)
  assert.equal(one.kept.seen?.epoch, 3)
  const { differences } = await inspectDeployment(connection, one.recognition())
  assert.deepEqual(
    differences.map(({ what }) => what),
    ['behind'],
  )

  await adoptDeployment(connection, other.recognition(), event)
  assert.equal(await epochOf(connection), 5, 'past what the adopting host has seen')
  for (const each of [one, other]) assert.deepEqual(await each.start(), [])
  const events = await queryAs(connection, `SELECT type, actor->>'kind' AS kind FROM sallyport.audit_events`)
  assert.deepEqual(events, [{ type: 'deployment.adopted', kind: 'operator' }])
})

test('a copy in another database of the same server is recognized as one, whatever its name', async () => {
  const original = await server.createDatabase('moved_aside')
  const one = host(original)
  await one.start()
  await queryAs(server.administrator, 'CREATE DATABASE a_copy TEMPLATE moved_aside')
  await queryAs(server.administrator, 'ALTER DATABASE moved_aside RENAME TO moved_away')
  await queryAs(server.administrator, 'ALTER DATABASE a_copy RENAME TO moved_aside')
  assert.deepEqual(await one.start(), ['database'])
  assert.deepEqual(
    await host(original).start(),
    ['database'],
    'a host that has seen nothing knows it as well',
  )
})

test('a dump that is put back on another server is recognized as one', async () => {
  const connection = await server.createDatabase()
  await host(connection).start()
  // What a dump holds of the server that it came from.
  await queryAs(
    connection,
    "UPDATE sallyport_deployment.recognition SET system_identifier = '7100000000000000001'",
  )
  assert.deepEqual(await host(connection).start(), ['system'])
})

test('the engine may ask for the identity of its server, and may not change what is recorded of it', async (t) => {
  const { engine, administrator } = await createTestDatabase(server)
  const session = await openSession(t, engine)
  const told = await readServerIdentity(session)
  const [control] = await queryAs(
    administrator,
    `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS system,
       (SELECT timeline_id FROM pg_control_checkpoint()) AS timeline,
       (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database`,
  )
  assert.deepEqual(told, control)
  for (const statement of [
    'UPDATE sallyport_deployment.recognition SET epoch = 0',
    'DELETE FROM sallyport_deployment.recognition',
  ]) {
    await assert.rejects(session.query(statement), { code: '42501' })
  }
})

test('where an administrator has closed the functions, the start opens them for its roles or says the SQL', async () => {
  const connection = await server.createDatabase()
  await queryAs(connection, 'REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC')
  assert.deepEqual(await host(connection).start(), [], 'a superuser grants it')

  const another = await server.createDatabase('closed')
  await queryAs(another, 'REVOKE EXECUTE ON FUNCTION pg_current_wal_lsn() FROM PUBLIC')
  await queryAs(another, "CREATE ROLE ordinary LOGIN CREATEROLE PASSWORD 'p'")
  await queryAs(another, 'GRANT CONNECT, CREATE ON DATABASE closed TO ordinary WITH GRANT OPTION')
  const ordinary = host({ ...another, user: 'ordinary' })
  const error = await refusal(ordinary.start())
  assert.equal(error.code, 'configuration_invalid')
  const [, sql = ''] = /(GRANT EXECUTE .*;)/.exec(error.fix ?? '') ?? []
  await queryAs(another, sql)
  assert.deepEqual(await ordinary.start(), [])
  assert.match(sql, new RegExp(escapeIdentifier('sallyport_engine_closed')))
})
