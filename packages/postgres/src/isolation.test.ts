import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { queryAs } from './query-as.ts'
import { proofOfScope } from './scope-proof.ts'
import { type Attack, attack, enter } from './testing/attack.ts'
import { openSession } from './testing/session.ts'
import { startTestServer } from './testing/test-server.ts'
import { createTwoOrganizations, type TwoOrganizations } from './testing/two-organizations.ts'

const server = await startTestServer()
const strict = await createTwoOrganizations(server)
/** One whose engine was given every right on the rows, and schema public: row-level security stands alone. */
const generous = await createTwoOrganizations(server)
const engineRole = `"${generous.prepared.roles.engine}"`
await queryAs(
  generous.administrator,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA sallyport TO ${engineRole};
   GRANT CREATE ON SCHEMA public TO ${engineRole}`,
)
const houses = Object.entries({ strict, generous })

const TABLES = [
  'organizations',
  'organization_keys',
  'signing_keys',
  'applications',
  'workspaces',
  'connectors',
  'credentials',
  'executions',
  'audit_events',
  'allowances',
  'webhooks',
  'collection_sessions',
  'workflows',
  'automations',
  'tags',
  'source_templates',
  'connection_templates',
  'idempotency_keys',
  'results',
  'result_pieces',
]

/** Whether the text shows anything that only rows of theirs hold, in clear or as bytes in hexadecimal. */
function showsTheirs(text: string): boolean {
  return text.includes('of theirs') || text.includes(Buffer.from('of theirs').toString('hex'))
}

function rowsOfTheirs({ administrator, theirs }: TwoOrganizations): Promise<unknown> {
  const all = TABLES.map(
    (table) => `SELECT to_jsonb(t) AS row FROM sallyport.${table} t WHERE organization_id = '${theirs.id}'`,
  )
  return queryAs(administrator, `SELECT row FROM (${all.join(' UNION ALL ')}) AS every ORDER BY row::text`)
}

test('the marks of theirs would be noticed in every table', async (t) => {
  const session = await openSession(t, strict.administrator)
  for (const table of TABLES) {
    for (const statement of [`TABLE sallyport.${table}`, `COPY sallyport.${table} TO STDOUT`]) {
      assert.ok(showsTheirs((await attack(session, [statement])).text), statement)
    }
  }
})

for (const [name, house] of houses) {
  const { ours, theirs, engine } = house
  const inside = enter(house.proof(ours.id))
  const nowhere = '019a0000-0000-7000-8000-000000000000'
  const newWorkspace = `(organization_id, id, name, status, created_at, updated_at)
    VALUES ('${theirs.id}', '${nowhere}', 'planted', 'active', now(), now())`

  test(`${name}: without a scope no table shows a row, within one it shows those of its organization`, async (t) => {
    const session = await openSession(t, engine)
    for (const table of TABLES) {
      const all = `SELECT * FROM sallyport.${table}`
      assert.equal((await attack(session, [all])).rows, 0, table)
      const seen = await attack(session, [inside, all])
      assert.ok(seen.rows > 0 && seen.text.includes(ours.id), table)
      assert.ok(!seen.text.includes(theirs.id) && !showsTheirs(seen.text), table)
      const named = await attack(session, [inside, `${all} WHERE organization_id = '${theirs.id}'`])
      assert.deepEqual({ rows: named.rows, failure: named.failure }, { rows: 0, failure: '' }, table)
    }
  })

  const [, proofOfOurs = ''] = house.proof(ours.id).split(' ')
  const forgeries: Readonly<Record<string, string>> = {
    'their id with the proof of ours': `${theirs.id} ${proofOfOurs}`,
    'their id alone': theirs.id,
    'their id and nothing': `${theirs.id} `,
    'a hash of their id': `${theirs.id} ${createHash('sha256').update(theirs.id).digest('hex')}`,
    'a proof under another key': proofOfScope(Buffer.alloc(32), theirs.id),
    zeros: `${theirs.id} ${'0'.repeat(64)}`,
    'the proof of ours before their id': `${proofOfOurs} ${theirs.id}`,
    'two scopes in two lines': `${house.proof(ours.id)}\n${theirs.id} ${proofOfOurs}`,
    'two scopes in one': `${house.proof(ours.id)} ${theirs.id}`,
    'upper case': house.proof(theirs.id).toUpperCase(),
    'no UUID': `${'-'.repeat(36)} ${proofOfOurs}`,
    SQL: `' OR true --`,
    'a pattern': '%',
    nothing: '',
    'a million characters': 'a'.repeat(1_000_000),
  }
  test(`${name}: a forged scope enters nothing`, async (t) => {
    const session = await openSession(t, engine)
    for (const [what, setting] of Object.entries(forgeries)) {
      const loot = await attack(session, [enter(setting), 'SELECT id, name FROM sallyport.workspaces'])
      // What is no UUID at all is an error: 22P02.
      assert.ok(loot.rows === 0 && ['', '22P02'].includes(loot.failure), `${what}: ${JSON.stringify(loot)}`)
    }
    const borrowed = await attack(session, [
      enter(house.proof(theirs.id)),
      'SELECT id, name FROM sallyport.workspaces',
    ])
    assert.ok(showsTheirs(borrowed.text), 'the scope of theirs, which the engine alone can make, would enter')
  })

  const reads: Readonly<Record<string, Attack>> = {
    'a copy': TABLES.map((table) => `COPY sallyport.${table} TO STDOUT`),
    'a copy of a query': ['COPY (SELECT * FROM sallyport.connectors) TO STDOUT'],
    'a view': ['CREATE TEMP VIEW seen AS SELECT * FROM sallyport.connectors', 'SELECT * FROM seen'],
    'a function that runs as its maker': [
      `CREATE FUNCTION pg_temp.seen() RETURNS SETOF sallyport.connectors LANGUAGE sql SECURITY DEFINER
         AS 'SELECT * FROM sallyport.connectors'`,
      'SELECT * FROM pg_temp.seen()',
    ],
    'a statement prepared in the scope of ours': [
      'PREPARE seen AS SELECT * FROM sallyport.connectors',
      'EXECUTE seen',
      enter(`${theirs.id} ${proofOfOurs}`),
      'EXECUTE seen',
    ],
    'a cursor': [
      'BEGIN',
      'DECLARE seen CURSOR FOR SELECT * FROM sallyport.connectors',
      enter(`${theirs.id} ${proofOfOurs}`),
      'FETCH ALL FROM seen',
    ],
    XML: [`SELECT schema_to_xml('sallyport', true, false, '')::text`],
    'a function in the filter that tells what it is given': [
      `CREATE FUNCTION pg_temp.told(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
         AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$`,
      'SELECT 1 FROM sallyport.workspaces WHERE pg_temp.told(name)',
      'SELECT 1 FROM sallyport.executions WHERE pg_temp.told(entity)',
      `SELECT 1 FROM sallyport.credentials WHERE pg_temp.told(encode(sealed, 'hex'))`,
    ],
    'a cast that fails with what it is given': [
      `SELECT name::integer FROM sallyport.workspaces WHERE organization_id = '${theirs.id}'`,
    ],
    'an operator that the planner tries on remembered values': [
      `CREATE FUNCTION pg_temp.told(text, text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
         AS $$ BEGIN RAISE NOTICE '% %', $1, $2; RETURN true; END $$`,
      'CREATE OPERATOR pg_temp.=== (leftarg = text, rightarg = text, function = pg_temp.told, restrict = eqsel)',
      `SELECT 1 FROM sallyport.executions WHERE entity OPERATOR(pg_temp.===) 'x'`,
    ],
    statistics: [
      `SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE schemaname = 'sallyport'`,
    ],
    'statistics at their source': ['SELECT * FROM pg_statistic'],
    'a plan that was run': [
      `EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM sallyport.workspaces WHERE name LIKE '%theirs'`,
    ],
    'a place on disk': [
      `SELECT * FROM sallyport.workspaces WHERE ctid = ANY (ARRAY['(0,1)','(0,2)','(0,3)']::tid[])`,
    ],
    'row security off': ['SET row_security = off', 'SELECT * FROM sallyport.workspaces'],
    'a lock': ['BEGIN', `SELECT * FROM sallyport.connectors WHERE id = '${theirs.connector.id}' FOR UPDATE`],
  }
  test(`${name}: no way of reading shows a row of theirs`, async (t) => {
    const session = await openSession(t, engine)
    for (const [what, statements] of Object.entries(reads)) {
      const loot = await attack(session, [inside, ...statements])
      assert.ok(!showsTheirs(loot.text.replaceAll("'%theirs'", '')), `${what}: ${loot.text}`)
      // An attack that fails for its own mistakes would prove nothing.
      assert.match(loot.failure, /^(|42501)$/, what)
    }
  })

  const writes: Readonly<Record<string, Attack>> = {
    'a row of theirs': [`INSERT INTO sallyport.workspaces ${newWorkspace}`],
    'a row of theirs, if there is none': [
      `INSERT INTO sallyport.workspaces ${newWorkspace} ON CONFLICT DO NOTHING`,
    ],
    'a row that gives way to theirs': [
      `INSERT INTO sallyport.workspaces SELECT '${theirs.id}', '${theirs.workspace.id}', 'planted', 'active', now(), now()
         ON CONFLICT (organization_id, id) DO UPDATE SET name = 'planted'`,
    ],
    'a row of ours, given to them': [`UPDATE sallyport.workspaces SET organization_id = '${theirs.id}'`],
    'an execution of ours, given to them': [
      `UPDATE sallyport.executions SET organization_id = '${theirs.id}'`,
    ],
    'theirs, taken': [
      `UPDATE sallyport.workspaces SET organization_id = '${ours.id}' WHERE organization_id = '${theirs.id}'`,
    ],
    'theirs, removed': [`DELETE FROM sallyport.connectors WHERE organization_id = '${theirs.id}'`],
    'theirs, merged': [
      `MERGE INTO sallyport.workspaces w USING (SELECT '${theirs.workspace.id}'::uuid AS id) AS s ON w.id = s.id
         WHEN MATCHED THEN UPDATE SET name = 'planted'`,
    ],
    'all, truncated': ['TRUNCATE sallyport.executions'],
    'a copy in': ['COPY sallyport.workspaces FROM STDIN'],
    'an organization': [
      `INSERT INTO sallyport.organizations (organization_id, name) VALUES ('${nowhere}', 'new')`,
    ],
  }
  test(`${name}: no way of writing touches a row of theirs or makes one`, async (t) => {
    const session = await openSession(t, engine)
    const before = await rowsOfTheirs(house)
    for (const [what, statements] of Object.entries(writes)) {
      const loot = await attack(session, [inside, ...statements])
      assert.ok(loot.failure !== '' || loot.rows === 0, `${what}: ${JSON.stringify(loot)}`)
      assert.match(loot.failure, /^(|42501|0A000)$/, what)
      assert.deepEqual(await rowsOfTheirs(house), before, what)
    }
  })
}
