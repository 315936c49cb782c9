import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { Event } from '@sallyport/engine'
import { queryAs } from '../query-as.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { eventOf, webhookOf } from '../testing/rows.ts'
import { organizationScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { insertEvent } from './event.ts'
import { eventStore } from './event-store.ts'
import { webhookStore } from './webhook-store.ts'

const server = await startTestServer()
const [ours, theirs] = [newOrganization('ours'), newOrganization('theirs')]
const database = await createTestDatabase(server, ours)
await database.add(theirs)
const transactions = database.transactions({ maxConnections: 20 })
after(() => transactions.close())
const scope = organizationScope(ours.id)
const theirScope = organizationScope(theirs.id)
const events = eventStore(transactions)
const webhooks = webhookStore(transactions)
const admin = (text: string, values: unknown[] = []) => queryAs(database.administrator, text, values)
const jobs = () => admin('SELECT payload FROM sallyport_jobs._private_jobs ORDER BY id')
const options = { max: 20, event: eventOf('webhook.created') }

function happened(fields: Partial<Event> = {}) {
  const id = randomUUID()
  return { id, workspaceId: null, connectorId: null, type: 'connector.created', data: {}, ...fields } as const
}

test('an event and its deliveries are there together or not at all', async () => {
  const [all, some, off] = [
    webhookOf(ours.id),
    webhookOf(ours.id, { eventTypes: ['connector.deleted'] }),
    webhookOf(ours.id, { status: 'disabled' }),
  ]
  for (const webhook of [all, some, off])
    await webhooks.insert(scope, webhook, { ...options, event: eventOf('webhook.created') })
  await webhooks.insert(theirScope, webhookOf(theirs.id), { ...options, event: eventOf('webhook.created') })
  const event = happened()
  const undone = transactions.run(scope, async (query) => {
    await insertEvent(query, event)
    throw new Error('the state did not move')
  })
  await assert.rejects(undone)
  assert.deepEqual([await events.find(scope, event.id), await jobs()], [undefined, []])
  await transactions.run(scope, (query) => insertEvent(query, event))
  const subjects = (await jobs()).map(({ payload }) => payload as Record<string, string>)
  const told = subjects.map(({ organization, subject }) => [organization, subject])
  assert.deepEqual(told, [[ours.id, `${all.id}:${event.id}`]])
  assert.equal(await events.find(theirScope, event.id), undefined)
})

test('an event that was committed late is not missed by who read on before it', async () => {
  const [first, second] = [happened(), happened()]
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const slow = transactions.run(scope, async (query) => {
    await insertEvent(query, first)
    begin()
    await gate
  })
  await begun
  await transactions.run(scope, (query) => insertEvent(query, second))
  assert.ok((await events.list(scope, { limit: 200 })).some(({ id }) => id === second.id))
  open()
  await slow
  const after = await events.list(scope, { after: second.id, limit: 200 })
  assert.deepEqual(
    after.map(({ id }) => id),
    [first.id],
  )
})

test('a hundred events at once have a hundred places, and who reads meanwhile misses none', async () => {
  const made = Array.from({ length: 100 }, () => happened())
  const [last] = (await events.list(scope, { limit: 200 })).slice(-1)
  const read: string[] = []
  let cursor = last?.id
  let writing = true
  const reader = async () => {
    for (let more = true; more; ) {
      const page = await events.list(scope, { limit: 7, ...(cursor && { after: cursor }) })
      read.push(...page.map(({ id }) => id))
      cursor = page.at(-1)?.id ?? cursor
      more = writing || page.length > 0
    }
  }
  const reading = reader()
  await Promise.all(made.map((event) => transactions.run(scope, (query) => insertEvent(query, event))))
  writing = false
  await reading
  assert.deepEqual(read.toSorted(), made.map(({ id }) => id).toSorted())
})

test('events older than 90 days go when another comes', async () => {
  const old = happened({ at: new Date(Date.now() - 91 * 86_400_000) })
  const kept = happened({ at: new Date(Date.now() - 89 * 86_400_000) })
  for (const event of [old, kept, happened(), happened()]) {
    await transactions.run(scope, (query) => insertEvent(query, event))
  }
  assert.equal(await events.find(scope, old.id), undefined)
  assert.ok(await events.find(scope, kept.id))
})

test('of twenty-five webhooks at once twenty are stored', async () => {
  await admin('DELETE FROM sallyport.webhooks')
  const outcomes = await Promise.all(
    Array.from({ length: 25 }, () =>
      webhooks.insert(scope, webhookOf(ours.id), { ...options, event: eventOf('webhook.created') }),
    ),
  )
  assert.equal(outcomes.filter((outcome) => outcome === 'stored').length, 20)
  assert.equal((await webhooks.list(scope)).length, 20)
  assert.deepEqual(await webhooks.list(theirScope), [])
})

test('of two rotations of one version one counts, and the secret before is kept', async () => {
  const [webhook] = await webhooks.list(scope)
  assert.ok(webhook)
  const previousUntil = new Date('2030-01-01T00:00:00Z')
  const rotate = (sealed: string) =>
    webhooks.rotate(
      scope,
      { id: webhook.id, version: 1, sealed: Buffer.from(sealed), previousUntil },
      eventOf('webhook.secret_rotated'),
    )
  const rotated = await Promise.all([rotate('a'), rotate('b')])
  assert.deepEqual(rotated.toSorted(), [false, true])
  const found = await webhooks.find(scope, webhook.id)
  assert.deepEqual(
    [found?.version, found?.previousSealed, found?.previousUntil],
    [2, webhook.sealed, previousUntil],
  )
})
