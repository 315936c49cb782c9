import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeIdentifier } from 'pg'
import { queryAs } from './query-as.ts'
import { findIsolationGaps } from './testing/isolation-gaps.ts'
import { createTestDatabase } from './testing/test-database.ts'
import { startTestServer } from './testing/test-server.ts'

const server = await startTestServer()
const { administrator, prepared } = await createTestDatabase(server)

test('every table is isolated', async () => {
  const tables = await queryAs(administrator, "SELECT FROM pg_tables WHERE schemaname = 'sallyport'")
  assert.ok(tables.length >= 9)
  assert.deepEqual(await findIsolationGaps(administrator), [])
})

const secured = 'ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
const condition = '(organization_id = (SELECT sallyport.current_organization()))'
const policy = `CREATE POLICY one_organization ON sallyport.planted USING ${condition} WITH CHECK ${condition}`
const column = 'organization_id uuid NOT NULL'
const owned = `ALTER TABLE sallyport.planted OWNER TO ${escapeIdentifier(prepared.roles.owner)}`
const good = [
  `CREATE TABLE sallyport.planted (${column}, id uuid, PRIMARY KEY (organization_id, id))`,
  owned,
  `ALTER TABLE sallyport.planted ${secured}`,
  policy,
]

/** A planted table, and the gap that is found in it. */
const planted: readonly (readonly [statements: readonly string[], gaps: readonly string[]])[] = [
  [good, []],
  [
    ['CREATE TABLE sallyport.planted (id uuid)', owned],
    [
      'row-level security does not bind the owner',
      'row-level security is not enabled',
      'rows belong to no organization',
      'there is no policy of one organization',
    ],
  ],
  [
    [...good, 'ALTER TABLE sallyport.planted DISABLE ROW LEVEL SECURITY'],
    ['row-level security is not enabled'],
  ],
  [
    [...good, 'ALTER TABLE sallyport.planted NO FORCE ROW LEVEL SECURITY'],
    ['row-level security does not bind the owner'],
  ],
  [
    [...good, 'CREATE POLICY everyone ON sallyport.planted FOR SELECT USING (true)'],
    ['the policy everyone lets in more'],
  ],
  [
    [...good.slice(0, 3), `CREATE POLICY reading ON sallyport.planted FOR SELECT USING ${condition}`],
    ['the policy reading lets in more', 'there is no policy of one organization'],
  ],
  [
    [...good, 'CREATE UNIQUE INDEX planted_id ON sallyport.planted (id)'],
    ['the key sallyport.planted_id spans organizations'],
  ],
  [
    [
      ...good,
      'CREATE TABLE public.named (id uuid PRIMARY KEY)',
      'ALTER TABLE sallyport.planted ADD CONSTRAINT planted_named FOREIGN KEY (id) REFERENCES public.named',
    ],
    ['the reference planted_named spans organizations'],
  ],
  [[...good, 'GRANT SELECT ON sallyport.planted TO PUBLIC'], ['everybody may select']],
  [[...good, 'ALTER TABLE sallyport.planted OWNER TO postgres'], ['it belongs to a role that logs in']],
]
for (const [statements, gaps] of planted) {
  test(`a planted table: ${gaps.join(', ') || 'isolated'}`, async (t) => {
    t.after(() => queryAs(administrator, 'DROP TABLE IF EXISTS sallyport.planted, public.named'))
    await queryAs(administrator, statements.join(';'))
    const found = await findIsolationGaps(administrator)
    assert.deepEqual(
      found,
      gaps.map((gap) => `planted: ${gap}`),
    )
  })
}
