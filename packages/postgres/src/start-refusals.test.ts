import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, type Connection } from './connection.ts'
import { prepareDatabase } from './prepare-database.ts'
import { probeDatabase } from './probe-database.ts'
import { queryAs } from './query-as.ts'
import { askForPassword } from './testing/ask-for-password.ts'
import { ENGINE_PASSWORD, prepareOptions } from './testing/first-deployment.ts'
import { refusal } from './testing/refusal.ts'
import { startTestServer } from './testing/test-server.ts'

const server = await startTestServer()
const prepare = (connection: Connection) => prepareDatabase(prepareOptions(connection))

interface Login {
  readonly attributes: string
  /** Run as administrator before the login, which is named "log in". */
  readonly before?: string
  readonly preparedBefore?: boolean
}
const logins: Readonly<Record<string, Login>> = {
  'may do nothing': { attributes: '' },
  'may make roles and nothing in the database': { attributes: 'CREATEROLE' },
  'owns the database and may not make roles': {
    attributes: '',
    before: 'ALTER DATABASE "%" OWNER TO "log in"',
  },
  'may not even connect': { attributes: '', before: 'REVOKE CONNECT ON DATABASE "%" FROM PUBLIC' },
  'comes to a database that somebody else prepared': { attributes: '', preparedBefore: true },
  'may make roles and comes to a database that somebody else prepared': {
    attributes: 'CREATEROLE',
    preparedBefore: true,
  },
}
for (const [what, { attributes, before, preparedBefore }] of Object.entries(logins)) {
  test(`a login that ${what} is told the SQL to run, and with that it works`, async (t) => {
    const administrator = await server.createDatabase()
    const admin = (sql: string) => queryAs(administrator, sql.replaceAll('%', administrator.database))
    await admin(`CREATE ROLE "log in" LOGIN NOSUPERUSER ${attributes}`)
    t.after(() => admin('ALTER ROLE "log in" RENAME TO "past login of %"'))
    if (preparedBefore) await prepare(administrator)
    if (before !== undefined) await admin(before)

    const login = as(administrator, 'log in', 'x')
    const error = await refusal(prepare(login))
    assert.equal(error.code, 'configuration_invalid')
    assert.match(error.message, /"log in"/)
    const sql = /^Run as an administrator: (.*)$/.exec(error.fix ?? '')?.[1] ?? assert.fail(error.fix)
    await admin(sql)
    const { created, roles } = await prepare(login)
    assert.equal(created === undefined, preparedBefore === true)
    assert.equal((await prepare(login)).created, undefined, 'a second start')
    await probeDatabase(as(administrator, roles.engine, ENGINE_PASSWORD))
  })
}

test('a login that is no superuser, may make roles and owns the database needs no help', async () => {
  const administrator = await server.createDatabase()
  await queryAs(administrator, 'CREATE ROLE capable LOGIN NOSUPERUSER CREATEROLE')
  await queryAs(administrator, `ALTER DATABASE ${administrator.database} OWNER TO capable`)
  const login = as(administrator, 'capable', 'x')
  const { created, roles } = await prepare(login)
  assert.notEqual(created, undefined)
  assert.equal((await prepare(login)).created, undefined)
  await probeDatabase(as(administrator, roles.engine, ENGINE_PASSWORD))
})

test('a login that the server does not let in is refused in the words of the server', async () => {
  const { administrator } = server
  await queryAs(administrator, "CREATE ROLE asked LOGIN PASSWORD 'right'")
  await askForPassword(server, 'asked')
  const refused: readonly (readonly [change: Partial<Connection>, message: RegExp])[] = [
    [{ user: 'nobody' }, /role "nobody" does not exist/],
    [{ database: 'nowhere' }, /database "nowhere" does not exist/],
    [{ user: 'asked', password: 'hunter2' }, /password authentication failed for user "asked"/],
    [{ user: 'asked' }, /password/],
    [{ ssl: {} }, /does not support SSL/],
  ]
  for (const [change, message] of refused) {
    const error = await refusal(prepare({ ...administrator, ...change }))
    assert.equal(error.code, 'configuration_invalid')
    assert.match(error.message, message)
    assert.ok(!`${error.message}${error.fix}`.includes('hunter2'))
  }
})

test('a server that is not there is unavailable', async () => {
  const error = await refusal(prepare({ ...server.administrator, host: '127.0.0.1', port: 1 }))
  assert.equal(error.code, 'storage_unavailable')
})
