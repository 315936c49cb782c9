import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeIdentifier } from 'pg'
import { as, type Connection } from './connection.ts'
import type { FirstDeployment } from './deployment.ts'
import { type PrepareOptions, prepareDatabase } from './prepare-database.ts'
import { probeDatabase } from './probe-database.ts'
import { queryAs } from './query-as.ts'
import { askForPassword } from './testing/ask-for-password.ts'
import { ENGINE_PASSWORD, firstDeployment, prepareOptions } from './testing/first-deployment.ts'
import { findIsolationGaps } from './testing/isolation-gaps.ts'
import { refusal } from './testing/refusal.ts'
import { startTestServer } from './testing/test-server.ts'

const server = await startTestServer()
const prepare = (connection: Connection, options: Partial<PrepareOptions> = {}) =>
  prepareDatabase({ ...prepareOptions(connection), ...options })

const COUNTS = `SELECT (SELECT count(*) FROM sallyport_deployment.deployment)::integer AS deployments,
  (SELECT count(*) FROM sallyport.organizations)::integer AS organizations,
  (SELECT count(*) FROM sallyport.applications)::integer AS applications`
const countsOf = async (connection: Connection) => (await queryAs(connection, COUNTS))[0]

test('an empty database is prepared once, and found prepared by every later start', async () => {
  const connection = await server.createDatabase()
  const first = firstDeployment()
  const told: FirstDeployment[] = []
  const options = {
    createFirst: async () => first,
    beforeCommit: async (made: FirstDeployment) => void told.push(made),
  }
  const made = await prepare(connection, options)
  assert.equal(made.created, first)
  assert.deepEqual(told, [first])
  const { organization, ...row } = first
  assert.deepEqual(made.deployment, { ...row, organizationId: organization.id })
  const found = await prepare(connection, { createFirst: () => assert.fail('there is one') })
  assert.deepEqual(found, { ...made, created: undefined })
  await probeDatabase(as(connection, found.roles.engine, ENGINE_PASSWORD))
  assert.deepEqual(await countsOf(connection), { deployments: 1, organizations: 1, applications: 1 })
})

test('of starters that come at once one makes the deployment, and the others find it', async () => {
  const connection = await server.createDatabase()
  const prepared = await Promise.all(Array.from({ length: 5 }, () => prepare(connection)))
  assert.equal(prepared.filter(({ created }) => created !== undefined).length, 1)
  assert.equal(new Set(prepared.map(({ deployment }) => deployment.id)).size, 1)
  assert.deepEqual(await countsOf(connection), { deployments: 1, organizations: 1, applications: 1 })
})

test('two databases of one server are prepared at once', async () => {
  const connections = [await server.createDatabase(), await server.createDatabase()]
  const [one, other] = await Promise.all(connections.map((connection) => prepare(connection)))
  assert.notEqual(one?.roles.engine, other?.roles.engine)
  assert.notEqual(one?.deployment.id, other?.deployment.id)
})

const failures: Readonly<Record<string, Partial<PrepareOptions>>> = {
  'whoever makes it fails': { createFirst: () => Promise.reject(new RangeError('no key')) },
  'what is shown once cannot be saved': { beforeCommit: () => Promise.reject(new RangeError('disk full')) },
}
for (const [what, options] of Object.entries(failures)) {
  test(`a first deployment leaves nothing behind when ${what}`, async () => {
    const connection = await server.createDatabase()
    await assert.rejects(prepare(connection, options), RangeError)
    assert.deepEqual(await countsOf(connection), { deployments: 0, organizations: 0, applications: 0 })
    assert.notEqual((await prepare(connection)).created, undefined)
  })
}

test('nothing is final while what is shown once is saved', async () => {
  const connection = await server.createDatabase()
  let meanwhile: unknown
  await prepare(connection, {
    beforeCommit: async () => {
      meanwhile = await countsOf(connection)
    },
  })
  assert.deepEqual(meanwhile, { deployments: 0, organizations: 0, applications: 0 })
})

/** Ends the session of the starter, as a database does that goes down under it. */
async function endStarter(connection: Connection): Promise<void> {
  const starters = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE application_name = 'sallyport start' AND datname = $1`
  await queryAs(connection, starters, [connection.database])
}

test('a starter whose session ends in the middle does not keep out the next', async () => {
  const connection = await server.createDatabase()
  const error = await refusal(prepare(connection, { beforeCommit: () => endStarter(connection) }))
  assert.equal(error.code, 'storage_unavailable')
  const failing = async () => {
    await endStarter(connection)
    throw new RangeError('the first failure is the one to tell')
  }
  await assert.rejects(prepare(connection, { beforeCommit: failing }), RangeError)
  assert.notEqual((await prepare(connection)).created, undefined)
})

test('the role of the engine logs in with the password of the deployment, which each start sets', async () => {
  const connection = await server.createDatabase()
  const { roles } = await prepare(connection)
  await askForPassword(server, roles.engine)
  await probeDatabase(as(connection, roles.engine, ENGINE_PASSWORD))
  await prepare(connection, { openEnginePassword: async () => 'another' })
  await probeDatabase(as(connection, roles.engine, 'another'))
  await assert.rejects(
    probeDatabase(as(connection, roles.engine, ENGINE_PASSWORD)),
    /password authentication failed/,
  )
})

test('a deployment whose password cannot be opened is kept, and the start refused', async () => {
  const connection = await server.createDatabase()
  await prepare(connection)
  const openEnginePassword = () => Promise.reject(new RangeError('another root key'))
  await assert.rejects(prepare(connection, { openEnginePassword }), RangeError)
  assert.equal((await prepare(connection)).created, undefined)
})

test('a database of a later version is refused and left alone', async () => {
  const connection = await server.createDatabase()
  await prepare(connection)
  const later = "INSERT INTO sallyport_deployment.migrations (number, name) VALUES (999999, 'later')"
  await queryAs(connection, later)
  const error = await refusal(prepare(connection, { openEnginePassword: () => assert.fail('too far') }))
  assert.equal(error.code, 'configuration_invalid')
  assert.match(`${error.message} ${error.fix}`, /later version/)
})

test('a migration that fails leaves nothing of itself', async () => {
  const connection = await server.createDatabase()
  await queryAs(connection, 'CREATE SCHEMA sallyport')
  await assert.rejects(prepare(connection), /schema "sallyport" already exists/)
  const applied = await queryAs(connection, 'SELECT number FROM sallyport_deployment.migrations')
  assert.deepEqual(applied, [])
  await queryAs(connection, 'DROP SCHEMA sallyport')
  await prepare(connection)
})

test('functions that others put into the database are not called', async () => {
  const connection = await server.createDatabase()
  // A closer match than that of pg_catalog, which takes any number of arguments of any type.
  await queryAs(
    connection,
    `CREATE FUNCTION public.format(text, text) RETURNS text LANGUAGE sql AS $$ SELECT 'SELECT 1' $$`,
  )
  const { roles } = await prepare(connection)
  assert.deepEqual(await findIsolationGaps(connection), [])
  const path = 'SHOW search_path'
  assert.deepEqual(await queryAs(as(connection, roles.engine, ENGINE_PASSWORD), path), [
    { search_path: 'pg_catalog' },
  ])
})

const oddNames = [`odd "name" 'x' :owner :engine $& $1`, 'ünïcode 数', 'A'.repeat(63), `${'A'.repeat(62)}B`]
for (const name of oddNames) {
  test(`a database named ${name} is prepared`, async () => {
    const connection = await server.createDatabase(name)
    const { roles } = await prepare(connection)
    for (const role of [roles.engine, roles.owner]) assert.ok(Buffer.byteLength(role) <= 63, role)
    await probeDatabase(as(connection, roles.engine, ENGINE_PASSWORD))
    assert.deepEqual(await findIsolationGaps(connection), [])
  })
}

const unbinding: readonly ((roles: { engine: string; owner: string }) => string)[] = [
  ({ engine }) => `ALTER ROLE ${engine} BYPASSRLS`,
  ({ engine }) => `ALTER ROLE ${engine} SUPERUSER`,
  ({ engine, owner }) => `GRANT ${owner} TO ${engine}`,
  ({ engine }) =>
    `CREATE ROLE passer BYPASSRLS; CREATE ROLE between; GRANT passer TO between; GRANT between TO ${engine}`,
]
for (const [index, sql] of unbinding.entries()) {
  test(`an engine that row-level security would not bind is not ready (${index + 1})`, async () => {
    const connection = await server.createDatabase()
    const { roles } = await prepare(connection)
    const statement = sql({ engine: escapeIdentifier(roles.engine), owner: escapeIdentifier(roles.owner) })
    await queryAs(connection, statement)
    const error = await refusal(probeDatabase(as(connection, roles.engine, ENGINE_PASSWORD)))
    assert.equal(error.code, 'configuration_invalid')
    assert.match(error.message, /does not bind/)
  })
}

test('an engine whose database lacks a migration is not ready', async () => {
  const connection = await server.createDatabase()
  const { roles } = await prepare(connection)
  await queryAs(connection, 'DELETE FROM sallyport_deployment.migrations WHERE number > 1')
  const error = await refusal(probeDatabase(as(connection, roles.engine, ENGINE_PASSWORD)))
  assert.equal(error.code, 'storage_unavailable')
})
