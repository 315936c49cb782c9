import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { describeAllowances } from '@sallyport/runtime/testing'
import { queryAs } from '../query-as.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { allowanceStore } from './allowance-store.ts'

const server = await startTestServer()
const [ours, theirs] = [newOrganization('ours'), newOrganization('theirs')]
const database = await createTestDatabase(server, ours)
await database.add(theirs)
const asked: string[] = []
const [first, second] = [
  database.transactions({ onQuery: (what) => asked.push(what) }),
  database.transactions(),
]
after(() => Promise.all([first.close(), second.close()]))

const TABLES = ['sallyport.allowances', 'sallyport_deployment.allowances']
const admin = (text: string, values: unknown[] = []) => queryAs(database.administrator, text, values)
const now = () => Date.now()
const allowances = allowanceStore(first, { now })

describeAllowances('PostgreSQL', {
  allowances,
  another: allowanceStore(second, { now }),
  organizations: [ours.id, theirs.id],
  now,
  // The clock of the database cannot be set; its windows can be made older.
  pass: async (seconds) => {
    for (const table of TABLES)
      await admin(`UPDATE ${table} SET reset_at = reset_at - $1 * interval '1 second'`, [seconds])
  },
})

const leaseOf = (name: string, per: 'credential' | 'address' = 'credential') =>
  allowances.lease({
    key: { per, organization: ours.id, name },
    units: 1,
    perWindow: 1000,
    windowSeconds: 60,
  })

test('a lease is one statement', async () => {
  const name = randomUUID()
  await leaseOf(name)
  asked.length = 0
  await leaseOf(name)
  assert.deepEqual(asked.slice(0, 3), ['begin', 'lease allowance of organization', 'commit'])
})

test('windows that are over are removed, a bounded number at a time, and none that lives', async () => {
  for (const per of ['credential', 'address'] as const) {
    const table = per === 'address' ? TABLES[1] : TABLES[0]
    const owner = per === 'address' ? '' : `'${ours.id}', `
    await admin(`DELETE FROM ${table}`)
    await admin(`INSERT INTO ${table}
      SELECT ${owner}'old ' || n, 1, 1, false, now() - n * interval '1 second' FROM generate_series(1, 150) AS n`)
    const living = randomUUID()
    for (let lease = 0; lease < 50; lease++) await leaseOf(living, per)
    const rows = () => admin(`SELECT key FROM ${table}`)
    while ((await rows()).length > 51) await new Promise(setImmediate)
    const left = (await rows()).map(({ key }) => key)
    assert.equal(left.length, 51)
    assert.ok(left.includes(living) && left.includes('old 1') && !left.includes('old 150'))
  }
})
