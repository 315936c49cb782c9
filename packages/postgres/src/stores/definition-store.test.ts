import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { StoredDefinition } from '@sallyport/engine'
import { endConnector, endTokens } from '../testing/end-connector.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { connectorOf, eventOf, workspaceOf } from '../testing/rows.ts'
import { organizationScope, workspaceScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { connectorStore } from './connector-store.ts'
import { definitionStore } from './definition-store.ts'
import { workspaceStore } from './workspace-store.ts'

const server = await startTestServer()
const [ours, theirs] = [newOrganization('ours'), newOrganization('theirs')]
const database = await createTestDatabase(server, ours)
await database.add(theirs)
const transactions = database.transactions()
after(() => transactions.close())

const [scope, theirScope] = [organizationScope(ours.id), organizationScope(theirs.id)]
const definitions = definitionStore(transactions)
const connectors = connectorStore(transactions)
const workspace = await workspaceStore(transactions).ensure(
  scope,
  workspaceOf(ours.id),
  eventOf('workspace.created'),
)
const inWorkspace = workspaceScope(ours.id, workspace.id)

function rowOf(fields: Partial<StoredDefinition>): StoredDefinition & { readonly definition: unknown } {
  return {
    id: randomUUID(),
    organizationId: ours.id,
    version: 1,
    slug: `slug-${randomUUID()}`,
    contentHash: randomUUID(),
    textsHash: 'texts',
    accessHash: 'access',
    createdAt: new Date('2026-03-04T05:06:07.890Z'),
    definition: { z: 1, a: { '2': 'x', b: ['\u2028', '😀'], '1': null } },
    ...fields,
  }
}

const push = (row: ReturnType<typeof rowOf>, max = 100) =>
  definitions.push(row.organizationId === ours.id ? scope : theirScope, row, {
    max,
    event: eventOf('definition.pushed', { subjectId: row.id }),
  })

async function connect(definitionId: string, definitionVersion: number) {
  const connector = connectorOf(workspace, { definitionId, definitionVersion })
  await connectors.insert(inWorkspace, connector, eventOf('connector.created'))
  return connector
}

const versionsOf = async (id: string) =>
  (await definitions.list(scope)).filter((row) => row.id === id).map(({ version }) => version)

test('a version comes back as it was pushed, its names in their order', async () => {
  const { definition, ...row } = rowOf({})
  assert.equal(await push({ ...row, definition }), 'stored')
  assert.deepEqual(
    (await definitions.list(scope)).find(({ id }) => id === row.id),
    row,
  )
  assert.equal(JSON.stringify(await definitions.read(scope, row)), JSON.stringify(definition))
  assert.equal(await definitions.read(scope, { ...row, version: 2 }), undefined)
})

test('another organization sees none of it, and may have the same', async () => {
  const row = rowOf({ slug: 'same' })
  await push(row)
  assert.equal(await definitions.read(theirScope, row), undefined)
  assert.deepEqual(await definitions.list(theirScope), [])
  assert.deepEqual(await definitions.remove(theirScope, row.id, eventOf('definition.removed')), {
    removed: false,
    connectors: 0,
    ending: 0,
    templates: 0,
  })
  assert.equal(await push({ ...row, organizationId: theirs.id }), 'stored')
  assert.deepEqual(await versionsOf(row.id), [1])
})

test('of ten that push the next version at once one does', async () => {
  const row = rowOf({})
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => push(row)))
  assert.deepEqual(outcomes.sort(), [...Array.from({ length: 9 }, () => 'outdated'), 'stored'])
  assert.equal(await push({ ...row, version: 3 }), 'outdated')
  assert.equal(await push({ ...row, version: 2 }), 'stored')
})

test('a slug is that of one definition, and there are no more definitions than there may be', async () => {
  const row = rowOf({})
  await push(row)
  assert.equal(await push(rowOf({ slug: row.slug })), 'taken')
  const kept = new Set((await definitions.list(scope)).map(({ id }) => id)).size
  assert.equal(await push(rowOf({}), kept), 'full')
  assert.equal(await push({ ...row, version: 2 }, kept), 'stored')
})

test('versions stay while a connector can need them', async () => {
  const row = rowOf({ accessHash: 'first' })
  const next = (version: number, accessHash: string) => push({ ...row, version, accessHash })
  await push(row)
  const { definitionVersion } = await connect(row.id, 1)
  await next(2, 'first')
  await next(3, 'second')
  await next(4, 'third')
  // 1 is what the connector was made with, 2 what runs it, 3 what a connector may just be made with.
  assert.deepEqual([definitionVersion, await versionsOf(row.id)], [1, [1, 2, 3, 4]])
  await next(5, 'third')
  assert.deepEqual(await versionsOf(row.id), [1, 2, 4, 5])
  assert.deepEqual(await definitions.countConnectors(scope, row.id), [{ version: 1, connectors: 1 }])
})

test('a definition stays while connectors use it, and no connector is made with one that is gone', async () => {
  const row = rowOf({})
  await push(row)
  const connector = await connect(row.id, 1)
  assert.equal((await connectors.find(scope, connector.id))?.definitionVersion, 1)
  const event = () => eventOf('definition.removed', { subjectId: row.id })
  const remove = () => definitions.remove(scope, row.id, event())
  const unused = { connectors: 0, templates: 0, ending: 0 }
  assert.deepEqual(await remove(), { ...unused, removed: false, connectors: 1 })
  const { jobId } = await endConnector(transactions, inWorkspace, connector.id)
  assert.deepEqual(await remove(), { ...unused, removed: false, ending: 1 }, 'its tokens are to be ended')
  for (const version of [2, 3, 4]) await push({ ...row, version, accessHash: `of ${version}` })
  assert.deepEqual(await versionsOf(row.id), [1, 3, 4])
  await endTokens(transactions, scope, jobId)
  assert.deepEqual(await remove(), { ...unused, removed: true })
  assert.deepEqual(await remove(), { ...unused, removed: false })
  await assert.rejects(connect(row.id, 1), { code: 'connector_type_not_found' })
})
