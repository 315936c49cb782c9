import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { escapeIdentifier } from 'pg'
import { queryAs } from './query-as.ts'
import { proofOfScope } from './scope-proof.ts'
import { workspaceStore } from './stores/workspace-store.ts'
import { type Attack, attack, enter } from './testing/attack.ts'
import { eventOf, workspaceOf } from './testing/rows.ts'
import { organizationScope } from './testing/scopes.ts'
import { openSession } from './testing/session.ts'
import { startTestServer } from './testing/test-server.ts'
import { createTwoOrganizations } from './testing/two-organizations.ts'

const server = await startTestServer()
const house = await createTwoOrganizations(server)
const { ours, theirs, administrator, engine, prepared } = house
const [engineRole, ownerRole] = [prepared.roles.engine, prepared.roles.owner].map(escapeIdentifier)
const REFUSED = '42501'

/** Each is refused: the role of the engine is nobody else, and owns nothing. */
const refused: readonly string[] = [
  `SET ROLE ${ownerRole}`,
  'SET ROLE postgres',
  'SET SESSION AUTHORIZATION postgres',
  `SET SESSION AUTHORIZATION ${ownerRole}`,
  `GRANT ${ownerRole} TO ${engineRole}`,
  `GRANT pg_read_all_data TO ${engineRole}`,
  `GRANT SELECT ON sallyport_deployment.deployment TO ${engineRole}`,
  `ALTER ROLE ${engineRole} BYPASSRLS`,
  `ALTER ROLE ${engineRole} SUPERUSER`,
  `ALTER ROLE ${engineRole} CREATEROLE`,
  `ALTER ROLE ${ownerRole} PASSWORD 'x'`,
  'CREATE ROLE another',
  'CREATE DATABASE another',
  'CREATE SCHEMA another',
  'CREATE TABLE public.another (id integer)',
  'CREATE TABLE sallyport.another (id integer)',
  "CREATE FUNCTION sallyport.another() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
  "CREATE FUNCTION public.another() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
  `CREATE OR REPLACE FUNCTION sallyport.current_organization() RETURNS uuid LANGUAGE sql AS $$ SELECT '${theirs.id}'::uuid $$`,
  'ALTER FUNCTION sallyport.current_organization() RESET search_path',
  'ALTER FUNCTION sallyport.current_organization() SECURITY INVOKER',
  'DROP FUNCTION sallyport.current_organization() CASCADE',
  'ALTER TABLE sallyport.connectors DISABLE ROW LEVEL SECURITY',
  'ALTER TABLE sallyport.connectors NO FORCE ROW LEVEL SECURITY',
  `ALTER TABLE sallyport.connectors OWNER TO ${engineRole}`,
  'ALTER TABLE sallyport.connectors DISABLE TRIGGER ALL',
  'ALTER POLICY one_organization ON sallyport.connectors USING (true)',
  'DROP POLICY one_organization ON sallyport.connectors',
  'CREATE POLICY everyone ON sallyport.connectors USING (true)',
  'CREATE RULE seen AS ON SELECT TO sallyport.connectors DO INSTEAD NOTHING',
  'CREATE INDEX ON sallyport.connectors (name)',
  'DROP TABLE sallyport.connectors',
  'CREATE TRIGGER seen AFTER INSERT ON sallyport.connectors FOR EACH ROW EXECUTE FUNCTION sallyport.record_change()',
  'TRUNCATE sallyport.connectors CASCADE',
  'SET session_replication_role = replica',
  'CREATE EXTENSION plperl',
  'CREATE PUBLICATION seen FOR ALL TABLES',
  "COPY (SELECT 1) TO PROGRAM 'true'",
  "SELECT pg_read_file('PG_VERSION')",
  'UPDATE sallyport_deployment.deployment SET root_key_id = root_key_id',
  'UPDATE sallyport_deployment.change_clock SET sequence = 0',
  'DELETE FROM sallyport_deployment.changes',
  'INSERT INTO sallyport_deployment.migrations VALUES (999999)',
  // What the engine has no use for today.
  "UPDATE sallyport.executions SET entity = 'x'",
  'DELETE FROM sallyport.executions',
  'DELETE FROM sallyport.audit_events',
  "UPDATE sallyport.audit_events SET type = 'x'",
  'DELETE FROM sallyport.credentials',
  'UPDATE sallyport.applications SET revoked_at = NULL',
  'UPDATE sallyport.applications SET secret_hash = secret_hash',
  'DELETE FROM sallyport.applications',
  'INSERT INTO sallyport.applications (organization_id, id, name, secret_hash, created_at, secret_version) VALUES (NULL, NULL, NULL, NULL, NULL, 2)',
  'INSERT INTO sallyport.application_grants (organization_id) VALUES (NULL)',
  'UPDATE sallyport.application_grants SET granted_organization_id = granted_organization_id',
  'DELETE FROM sallyport.application_grants',
]
test('the role of the engine can become nobody else and change neither tables nor rules', async (t) => {
  const session = await openSession(t, engine)
  for (const statement of refused) {
    const { failure } = await attack(session, [enter(house.proof(ours.id)), statement])
    assert.match(failure, /^(42501|0LP01)$/, statement)
  }
  const { text } = await attack(session, ['RESET ROLE', 'SELECT current_user, session_user'])
  assert.ok(text.includes(`"current_user":${JSON.stringify(prepared.roles.engine)}`), text)
})

test('what records changes is called by the tables alone', async (t) => {
  const session = await openSession(t, engine)
  const { failure } = await attack(session, [
    'CREATE TEMP TABLE seen (organization_id uuid)',
    'CREATE TRIGGER seen AFTER INSERT ON seen FOR EACH ROW EXECUTE FUNCTION sallyport.record_change()',
  ])
  assert.equal(failure, REFUSED)
})

test('the role of the engine is a member of no other, and nobody logs in as the owner', async () => {
  const memberships = await queryAs(
    administrator,
    `SELECT rolname FROM pg_roles
     WHERE pg_has_role($1, oid, 'MEMBER') AND rolname <> $1`,
    [prepared.roles.engine],
  )
  assert.deepEqual(memberships, [])
  const roles = await queryAs(
    administrator,
    `SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit
     FROM pg_roles WHERE rolname = ANY ($1) ORDER BY rolcanlogin`,
    [[prepared.roles.engine, prepared.roles.owner]],
  )
  const rights = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }
  const none = { ...rights, rolreplication: false, rolinherit: false }
  assert.deepEqual(roles, [
    { rolcanlogin: false, ...none },
    { rolcanlogin: true, ...none },
  ])
})

/** Ways to the key that proves scopes, and to the password; both stand in one row. */
const secrets: readonly Attack[] = [
  ['SELECT scope_key FROM sallyport_deployment.deployment'],
  ['SELECT engine_password FROM sallyport_deployment.deployment'],
  ['SELECT * FROM sallyport_deployment.deployment'],
  ['SELECT d FROM sallyport_deployment.deployment d'],
  ['SELECT to_jsonb(d) FROM sallyport_deployment.deployment d'],
  ['SELECT count(*) FROM sallyport_deployment.deployment'],
  ['SELECT 1 FROM sallyport_deployment.deployment WHERE length(scope_key) = 32'],
  ['COPY sallyport_deployment.deployment TO STDOUT'],
  ['COPY sallyport_deployment.deployment (scope_key) TO STDOUT'],
  ['CREATE TEMP VIEW seen AS SELECT scope_key FROM sallyport_deployment.deployment', 'SELECT * FROM seen'],
  [
    `CREATE FUNCTION pg_temp.seen() RETURNS bytea LANGUAGE sql SECURITY DEFINER
       AS 'SELECT scope_key FROM sallyport_deployment.deployment'`,
    'SELECT pg_temp.seen()',
  ],
  ['EXPLAIN SELECT 1 FROM sallyport_deployment.deployment'],
  ["SELECT table_to_xml('sallyport_deployment.deployment', true, false, '')"],
  ['SELECT rolpassword FROM pg_authid'],
]
test('the scope key, the password and the root key that is named are not for the role of the engine', async (t) => {
  const session = await openSession(t, engine)
  for (const statements of secrets) {
    assert.equal((await attack(session, statements)).failure, REFUSED, statements.join(';'))
  }
  const { text } = await attack(session, ["SELECT * FROM pg_stats WHERE tablename = 'deployment'"])
  assert.equal(text, '[[]]')
})

test('a proof is in no text that another session of the same role can see', async (t) => {
  const watcher = await openSession(t, engine)
  const transactions = house.transactions()
  t.after(() => transactions.close())
  await transactions.run(organizationScope(theirs.id), async (query) => {
    const activity = () => attack(watcher, ['SELECT query FROM pg_stat_activity'])
    const atOnce = await activity()
    assert.match(atOnce.text, /set_config\('sallyport\.scope', \$1/, 'the other session is seen')
    await query({ name: 'look', text: 'SELECT id FROM sallyport.workspaces WHERE id = $1' }, [
      theirs.workspace.id,
    ])
    for (const { text } of [atOnce, await activity()]) {
      const [, secret = 'none'] = house.proof(theirs.id).split(' ')
      assert.ok(!text.includes(secret), text)
    }
  })
})

const newConnector = (workspaceId: string) => `INSERT INTO sallyport.connectors
  (organization_id, id, workspace_id, definition_id, name, config, entities, created_at, updated_at)
  VALUES ('${ours.id}', gen_random_uuid(), '${workspaceId}', gen_random_uuid(), 'x', '{}', '[]', now(), now())`
const newCredential = (connectorId: string) => `INSERT INTO sallyport.credentials
  (organization_id, connector_id, version, sealed) VALUES ('${ours.id}', '${connectorId}', 1, 'x')`
test('a foreign key does not reach into another organization', async (t) => {
  const session = await openSession(t, engine)
  const inside = enter(house.proof(ours.id))
  assert.equal((await attack(session, [inside, newConnector(ours.workspace.id)])).failure, '')
  assert.equal((await attack(session, [inside, newConnector(theirs.workspace.id)])).failure, '23503')
  assert.equal((await attack(session, [inside, newCredential(theirs.connector.id)])).failure, '23503')
})

test('a notice of a change says how many there were and nothing of them', async (t) => {
  const session = await openSession(t, engine)
  await session.query('LISTEN sallyport_changes')
  const heard = once(session, 'notification')
  const transactions = house.transactions()
  t.after(() => transactions.close())
  const workspace = workspaceOf(theirs.id, { name: 'another of theirs' })
  await workspaceStore(transactions).ensure(
    organizationScope(theirs.id),
    workspace,
    eventOf('workspace.created'),
  )
  const [{ payload }] = await heard
  assert.match(payload, /^\d+$/)
})

test('row-level security binds the owner too', async (t) => {
  const session = await openSession(t, administrator)
  const owner = `SET ROLE ${ownerRole}`
  assert.equal((await attack(session, [owner, 'SELECT * FROM sallyport.organizations'])).rows, 0)
  const inside = [owner, enter(house.proof(ours.id)), 'SELECT * FROM sallyport.organizations']
  assert.equal((await attack(session, inside)).rows, 1)
})

test('another role of the server reaches nothing, and its proofs neither', async (t) => {
  await queryAs(administrator, "CREATE ROLE stranger LOGIN PASSWORD 'x'")
  const session = await openSession(t, { ...administrator, user: 'stranger' })
  for (const statement of [
    'SELECT * FROM sallyport.workspaces',
    'SELECT sallyport.current_organization()',
    'SELECT * FROM sallyport_deployment.changes',
    'SELECT * FROM sallyport_deployment.deployment',
  ]) {
    assert.equal(
      (await attack(session, [enter(house.proof(ours.id)), statement])).failure,
      REFUSED,
      statement,
    )
  }
})

/** Things of the attacker's own under the names of what the policy calls, each in reach before the true one. */
function shadows(schema: string): Attack {
  const constant = (signature: string, type: string, value: string) =>
    `CREATE FUNCTION ${schema}.${signature} RETURNS ${type} LANGUAGE sql IMMUTABLE AS $$ SELECT ${value} $$`
  return [
    constant('sha256(bytea)', 'bytea', "'\\x00'::bytea"),
    constant('encode(bytea, text)', 'text', "repeat('0', 64)"),
    constant('uuid_send(uuid)', 'bytea', "'\\x00'::bytea"),
    constant('current_setting(text, boolean)', 'text', `'${theirs.id} ${'0'.repeat(64)}'`),
    constant('differs(text, text)', 'boolean', 'false'),
    `CREATE OPERATOR ${schema}.<> (leftarg = text, rightarg = text, function = ${schema}.differs)`,
    `CREATE OPERATOR ${schema}.!~ (leftarg = text, rightarg = text, function = ${schema}.differs)`,
    'CREATE TEMP TABLE deployment (scope_key bytea)',
    "INSERT INTO deployment VALUES ('\\x00')",
  ]
}
test('nothing in another schema is taken for what the policy calls', async (t) => {
  const fooled = await createTwoOrganizations(server)
  const { roles } = fooled.prepared
  const grant = `GRANT CREATE ON SCHEMA public TO ${escapeIdentifier(roles.engine)}`
  await queryAs(fooled.administrator, grant)
  const session = await openSession(t, fooled.engine)
  const fools = (schema: string) => [
    'BEGIN',
    ...shadows(schema).map((statement) => statement.replaceAll(theirs.id, fooled.theirs.id)),
    `SET search_path = ${schema}, pg_catalog`,
    enter(`${fooled.theirs.id} ${'0'.repeat(64)}`),
    'SELECT name FROM sallyport.workspaces',
  ]
  for (const schema of ['pg_temp', 'public']) {
    assert.deepEqual(await attack(session, fools(schema)).then(({ rows, failure }) => ({ rows, failure })), {
      rows: 0,
      failure: '',
    })
  }
  // That the attack is one: without the path that the function is pinned to, it enters.
  await queryAs(fooled.administrator, 'ALTER FUNCTION sallyport.current_organization() RESET search_path')
  assert.match((await attack(session, fools('public'))).text, /workspace of theirs/)
})

test('the proof of the engine and that of the database are the same', async (t) => {
  const session = await openSession(t, engine)
  const { rows } = await session.query('SELECT sallyport.current_organization() AS id')
  assert.deepEqual(rows, [{ id: null }])
  const { text } = await attack(session, [
    enter(house.proof(ours.id)),
    'SELECT sallyport.current_organization() AS id',
  ])
  assert.ok(text.includes(ours.id))
  for (const id of ['', ours.id.toUpperCase(), `${ours.id} `, `${ours.id}' OR true`]) {
    assert.throws(() => proofOfScope(prepared.deployment.scopeKey, id), TypeError)
  }
})
