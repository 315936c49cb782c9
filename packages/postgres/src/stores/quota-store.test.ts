import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { queryAs } from '../query-as.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { eventOf, workspaceOf } from '../testing/rows.ts'
import { organizationScope, workspaceScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { quotaStore } from './quota-store.ts'
import { workspaceStore } from './workspace-store.ts'

const server = await startTestServer()
const organization = newOrganization('ours')
const database = await createTestDatabase(server, organization)
const transactions = [database.transactions(), database.transactions()]
after(() => Promise.all(transactions.map((each) => each.close())))
const [store, another] = transactions.map(quotaStore)
const [rows] = transactions
const scope = organizationScope(organization.id)
const admin = <Row extends object>(text: string, values: unknown[] = []) =>
  queryAs<Row & Record<string, unknown>>(database.administrator, text, values)
const DAY = { period: 'day', units: 10 } as const

async function newWorkspace() {
  const workspace = workspaceOf(organization.id, { name: randomUUID() })
  if (rows === undefined) assert.fail('there are two')
  await workspaceStore(rows).ensure(scope, workspace, eventOf('workspace.created'))
  return workspaceScope(organization.id, workspace.id)
}

/** Takes until there is no more; gives the sizes of what was given. */
async function drain(
  taker: typeof store,
  workspace: Awaited<ReturnType<typeof newWorkspace>>,
  limit: number,
) {
  const sizes: number[] = []
  for (;;) {
    const { granted = 0 } = (await taker?.take(workspace, { ...DAY, limit })) ?? {}
    if (granted === 0) return sizes
    sizes.push(granted)
  }
}
const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0)

test('however many take at once, they get as many as there may be, and less at a time towards the end', async () => {
  for (const limit of [1, 3, 17, 100]) {
    const workspace = await newWorkspace()
    const takers = Array.from({ length: 8 }, (_, n) => drain(n % 2 === 0 ? store : another, workspace, limit))
    const sizes = (await Promise.all(takers)).flat()
    assert.equal(sum(sizes), limit)
    assert.ok(Math.max(...sizes) <= Math.max(1, limit / 4), sizes.join())
  }
})

test('a window ends with its minute or its day, by the clock of the database', async () => {
  const workspace = await newWorkspace()
  const [times] = await admin<{ minute: number; day: number }>(
    `SELECT (extract(epoch FROM date_trunc('minute', now(), 'UTC') + '1 minute' - now()) * 1000)::float8 AS minute,
      (extract(epoch FROM date_trunc('day', now(), 'UTC') + '1 day' - now()) * 1000)::float8 AS day`,
  )
  for (const period of ['minute', 'day'] as const) {
    const taken = await store?.take(workspace, { period, limit: 10, units: 1 })
    const length = period === 'day' ? 86_400_000 : 60_000
    const difference = ((taken?.resetMs ?? 0) - (times?.[period] ?? 0) + length) % length
    assert.ok(Math.min(difference, length - difference) < 5_000, `${period}: ${difference} ms`)
  }
})

test('the next window has all of it again; one that an old clock asks for is not begun again', async () => {
  const workspace = await newWorkspace()
  assert.equal(sum(await drain(store, workspace, 7)), 7)
  const shift = (by: string) =>
    admin('UPDATE sallyport.quota_windows SET begins_at = begins_at + $1::interval WHERE workspace_id = $2', [
      by,
      workspace.workspaceId,
    ])
  await shift('-1 day')
  assert.equal(sum(await drain(store, workspace, 7)), 7)
  // Somebody who waited over the end of a window meets one that has begun already.
  await shift('1 day')
  assert.equal(sum(await drain(store, workspace, 7)), 0)
})

test('of a quota that changes what was taken stays taken', async () => {
  const workspace = await newWorkspace()
  assert.equal(sum(await drain(store, workspace, 4)), 4)
  assert.equal(sum(await drain(another, workspace, 10)), 6)
  assert.equal(sum(await drain(store, workspace, 2)), 0)
})

test('a workspace that says nothing has what its organization says, and none at all is a word of its own', async () => {
  const { workspaceId } = await newWorkspace()
  const event = () => eventOf('quota.changed')
  await store?.put(scope, { callsPerMinute: 5, callsPerDay: null }, event())
  const inherited = { callsPerMinute: true, callsPerDay: true }
  const quota = () => store?.findOfWorkspace(scope, workspaceId)
  assert.deepEqual(await quota(), { callsPerMinute: 5, callsPerDay: null, inherited })
  await store?.putOfWorkspace(scope, workspaceId, { callsPerMinute: null, callsPerDay: 9, event: event() })
  assert.deepEqual(await quota(), {
    callsPerMinute: null,
    callsPerDay: 9,
    inherited: { callsPerMinute: false, callsPerDay: false },
  })
  await store?.putOfWorkspace(scope, workspaceId, { event: event() })
  assert.deepEqual(await quota(), { callsPerMinute: 5, callsPerDay: null, inherited })
  assert.equal(await store?.findOfWorkspace(scope, randomUUID()), undefined)
  assert.equal(await store?.putOfWorkspace(scope, randomUUID(), { event: event() }), undefined)
})
