import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { queryAs } from '../query-as.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { connectorOf, eventOf, executionOf, workspaceOf } from '../testing/rows.ts'
import { organizationScope, workspaceScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { applicationStore } from './application-store.ts'
import { connectorStore } from './connector-store.ts'
import { executionStore } from './execution-store.ts'
import { organizationKeyStore } from './organization-key-store.ts'
import { revocationStore } from './revocation-store.ts'
import { signingKeyStore } from './signing-key-store.ts'
import { workspaceStore } from './workspace-store.ts'

const server = await startTestServer()
const [ours, theirs] = [newOrganization('ours'), newOrganization('theirs')]
const database = await createTestDatabase(server, ours)
await database.add(theirs)
const transactions = database.transactions()
after(() => transactions.close())

const scope = organizationScope(ours.id)
const theirScope = organizationScope(theirs.id)
const applications = applicationStore(transactions)
const connectors = connectorStore(transactions)
const executions = executionStore(transactions)
const organizationKeys = organizationKeyStore(transactions)
const revocations = revocationStore(transactions)
const signingKeys = signingKeyStore(transactions)
const workspaces = workspaceStore(transactions)

const admin = (text: string, values: unknown[] = []) => queryAs(database.administrator, text, values)
const nobody = randomUUID()

async function newWorkspace(name: string) {
  return workspaces.ensure(scope, workspaceOf(ours.id, { name }), eventOf('workspace.created'))
}

async function newConnector(name: string, fields: Parameters<typeof connectorOf>[1] = {}) {
  const workspace = await newWorkspace(name)
  const connector = connectorOf(workspace, fields)
  await connectors.insert(workspaceScope(ours.id, workspace.id), connector, eventOf('connector.created'))
  return { connector, workspace, scope: workspaceScope(ours.id, workspace.id) }
}

const ODD_TEXTS = [
  `quotes ' " \` and \\ and \\u0000 and $1 and %s`,
  "'; DROP TABLE sallyport.connectors; --",
  'ünïcode, 数, עברית, 👩‍👩‍👧‍👦, e\u0301, \u202e',
  '  spaces around  ',
  'line\nbreak\ttab\u2028',
  '\u{10ffff}\ufffd\u0001\u007f',
  'null',
  '{}',
  '👍'.repeat(255),
]

test('an application is found with all that it has, and in its own organization only', async () => {
  const { application } = ours
  assert.deepEqual(await applications.find(scope, application.id), {
    ...application,
    secretVersion: 1,
    previousSecretHash: null,
    previousUntil: null,
    granted: [],
    revokedAt: null,
  })
  assert.equal(await applications.find(theirScope, application.id), undefined)
  assert.equal(await applications.find(scope, nobody), undefined)
  const revokedAt = new Date('2026-05-06T07:08:09.123Z')
  await admin('UPDATE sallyport.applications SET revoked_at = $1 WHERE id = $2', [revokedAt, application.id])
  assert.deepEqual((await applications.find(scope, application.id))?.revokedAt, revokedAt)
})

test('signing keys come newest first, without those whose time is over', async () => {
  const [{ createdAt, retiredAt, ...only } = assert.fail('there is one'), ...more] =
    await signingKeys.list(scope)
  assert.deepEqual([only, more.length, retiredAt], [ours.signingKey, 0, null])
  assert.ok(createdAt instanceof Date)
  const insert = `INSERT INTO sallyport.signing_keys
    (organization_id, id, public_key, sealed, created_at, retired_at) VALUES ($1, $2, '{"x":1}', 'k', $3, $4)`
  const [older, newer, retired, retiring] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await admin(insert, [ours.id, older, '2020-01-01', null])
  await admin(insert, [ours.id, newer, '2100-01-01', null])
  await admin(insert, [ours.id, retired, '2020-01-02', '2020-01-03'])
  await admin(insert, [ours.id, retiring, '2020-01-02', '2100-01-03'])
  const listed = await signingKeys.list(scope)
  assert.deepEqual(
    listed.map(({ id }) => id),
    [newer, ours.signingKey.id, retiring, older],
  )
  assert.deepEqual(
    (await signingKeys.list(theirScope)).map(({ id }) => id),
    [theirs.signingKey.id],
  )
})

test('an organization key is found by its id also when it is retired, and then is not the active one', async () => {
  const { key } = theirs
  assert.deepEqual(await organizationKeys.findActive(theirs.id), key)
  assert.deepEqual(await organizationKeys.find(theirs.id, key.id), key)
  assert.equal(await organizationKeys.find(ours.id, key.id), undefined)
  assert.equal(await organizationKeys.find(theirs.id, nobody), undefined)
  await admin('UPDATE sallyport.organization_keys SET retired_at = now() WHERE id = $1', [key.id])
  assert.equal(await organizationKeys.findActive(theirs.id), undefined)
  assert.deepEqual(await organizationKeys.find(theirs.id, key.id), key)
  await assert.rejects(organizationKeys.findActive('no id'), TypeError)
})

test('a workspace is found by id and by name, as it was made', async () => {
  for (const name of ODD_TEXTS) {
    const workspace = workspaceOf(ours.id, { name, status: 'inactive', updatedAt: new Date(0) })
    assert.deepEqual(await workspaces.ensure(scope, workspace, eventOf('workspace.created')), workspace)
    assert.deepEqual(await workspaces.find(scope, workspace.id), workspace)
    assert.deepEqual(await workspaces.findByName(scope, name), workspace)
    assert.equal(await workspaces.find(theirScope, workspace.id), undefined)
    assert.equal(await workspaces.findByName(theirScope, name), undefined)
  }
  assert.equal(await workspaces.findByName(scope, 'NULL'), undefined, 'case counts')
})

test('of twenty that make one workspace at once, one does, and all get it', async () => {
  const events = Array.from({ length: 20 }, () => eventOf('workspace.created', { requestId: 'raced' }))
  const made = await Promise.all(
    events.map((event) => workspaces.ensure(scope, workspaceOf(ours.id, { name: 'raced' }), event)),
  )
  assert.equal(new Set(made.map(({ id }) => id)).size, 1)
  const rows = await admin("SELECT FROM sallyport.workspaces WHERE name = 'raced'")
  const recorded = await admin("SELECT workspace_id FROM sallyport.audit_events WHERE request_id = 'raced'")
  assert.equal(rows.length, 1)
  assert.deepEqual(recorded, [{ workspace_id: made[0]?.id }])
})

test('a new workspace with the name of a deleted one is another, and starts empty', async () => {
  const { workspace } = await newConnector('reborn')
  await admin('UPDATE sallyport.workspaces SET deleted_at = now() WHERE id = $1', [workspace.id])
  assert.equal(await workspaces.find(scope, workspace.id), undefined)
  assert.equal(await workspaces.findByName(scope, 'reborn'), undefined)
  const second = await newWorkspace('reborn')
  assert.notEqual(second.id, workspace.id)
  assert.deepEqual(await connectors.list(workspaceScope(ours.id, second.id), {}), [])
})

test('two organizations have workspaces of one name', async () => {
  const mine = await newWorkspace('shared name')
  const other = await workspaces.ensure(
    theirScope,
    workspaceOf(theirs.id, { name: 'shared name' }),
    eventOf('workspace.created'),
  )
  assert.notEqual(mine.id, other.id)
})

test('a connector comes back as it was stored', async () => {
  for (const text of ODD_TEXTS) {
    const { connector } = await newConnector('round trip', {
      name: text,
      config: { text, [text]: [text, null, 1.5, -1e-7, 2 ** 53, true, { nested: [] }], empty: {} },
      entities: [],
      credential: { version: 7, sealed: Buffer.from(text), state: 'active', cause: null },
      createdAt: new Date('1999-12-31T23:59:59.999Z'),
    })
    assert.deepEqual(await connectors.find(scope, connector.id), connector)
    assert.equal(await connectors.find(theirScope, connector.id), undefined)
  }
})

test('settings of any shape come back, or are refused for a text that cannot be stored', async () => {
  const connector = await newConnector('any shape')
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constant('\0'),
    fc.constant('\ud800'),
  )
  const config = fc.dictionary(
    anyText,
    fc.oneof(anyText, fc.array(anyText, { maxLength: 3 }), fc.integer(), fc.constant(null)),
    { maxKeys: 4 },
  )
  await fc.assert(
    fc.asyncProperty(config, async (settings) => {
      const row = connectorOf(connector.workspace, { config: settings })
      const stored = connectors.insert(connector.scope, row, eventOf('connector.created'))
      if (/\0|\p{Cs}/u.test(Object.entries(settings).flat(2).join(' '))) {
        await assert.rejects(
          stored,
          (error) => SallyportError.isInstance(error) && error.code === 'invalid_request',
        )
        assert.equal(await connectors.find(scope, row.id), undefined)
      } else {
        await stored
        assert.deepEqual((await connectors.find(scope, row.id))?.config, { ...settings })
      }
    }),
    { numRuns: 25 },
  )
})

test('a name with U+0000 is refused, and nothing is half-stored', async () => {
  const { workspace, scope: inside } = await newConnector('refused')
  const row = connectorOf(workspace, { name: 'a\0b' })
  await assert.rejects(connectors.insert(inside, row, eventOf('connector.created')), {
    code: 'invalid_request',
  })
  const twice = connectorOf(workspace, {
    credential: { version: 0, sealed: Buffer.from('x'), state: 'active', cause: null },
  })
  const event = eventOf('connector.created', { subjectId: twice.id })
  await assert.rejects(connectors.insert(inside, twice, event), /violates check constraint/)
  assert.equal(await connectors.find(scope, twice.id), undefined)
  assert.deepEqual(await admin('SELECT FROM sallyport.audit_events WHERE subject_id = $1', [twice.id]), [])
})

test('connectors are listed by workspace and type, oldest first', async () => {
  const { workspace, connector, scope: inside } = await newConnector('listed')
  const [older, other] = [
    connectorOf(workspace, { createdAt: new Date(0) }),
    connectorOf(workspace, { definitionId: randomUUID(), createdAt: new Date(1) }),
  ]
  for (const row of [older, other]) await connectors.insert(inside, row, eventOf('connector.created'))
  await newConnector('not listed')
  const withoutCredential = ({ credential: _, ...row }: typeof connector) => row
  assert.deepEqual(await connectors.list(inside, {}), [older, other, connector].map(withoutCredential))
  const ofType = await connectors.list(inside, { definitionId: other.definitionId })
  assert.deepEqual(ofType, [withoutCredential(other)])
  assert.deepEqual(await connectors.list(workspaceScope(theirs.id, workspace.id), {}), [])
})

test('a connector is not put into the workspace of another organization', async () => {
  const foreign = await workspaces.ensure(theirScope, workspaceOf(theirs.id), eventOf('workspace.created'))
  const row = { ...connectorOf(foreign), organizationId: ours.id }
  await assert.rejects(
    connectors.insert(workspaceScope(ours.id, foreign.id), row, eventOf('connector.created')),
    { code: 'workspace_not_found' },
  )
})

const executionRow = (id: string) =>
  admin(
    `SELECT organization_id, workspace_id, connector_id, entity, action, effect, actor, request_id, intent,
       started_at, duration_ms, outcome FROM sallyport.executions WHERE id = $1`,
    [id],
  )

test('a workspace that is being ended takes no connector, also of whoever saw it alive', async () => {
  const workspace = await newWorkspace('ended')
  const actor = { kind: 'operator', applicationId: null } as const
  const job = { id: randomUUID(), kind: 'workspace', workspaceId: workspace.id, actor } as const
  await revocations.begin(scope, { ...job, requestedAt: new Date() }, eventOf('workspace.offboarded'))
  const late = connectors.insert(
    workspaceScope(ours.id, workspace.id),
    connectorOf(workspace),
    eventOf('connector.created'),
  )
  await assert.rejects(late, { code: 'workspace_not_found' })
})

test('an execution is saved once, and completed when it is saved again', async () => {
  const { connector } = await newConnector('executed')
  const started = executionOf(connector, { effect: 'write', intent: ODD_TEXTS.join() })
  await executions.save(scope, [started])
  const expected = {
    organization_id: ours.id,
    workspace_id: connector.workspaceId,
    connector_id: connector.id,
    entity: 'issues',
    action: 'list',
    effect: 'write',
    actor: started.actor,
    request_id: started.requestId,
    intent: started.intent,
    started_at: started.startedAt,
  }
  assert.deepEqual(await executionRow(started.id), [{ ...expected, duration_ms: null, outcome: 'started' }])
  const other = executionOf(connector)
  await executions.save(scope, [{ ...started, entity: 'x', durationMs: 12, outcome: 'success' }, other])
  assert.deepEqual(await executionRow(started.id), [{ ...expected, duration_ms: 12, outcome: 'success' }])
  assert.equal((await executionRow(other.id)).length, 1)
})

test('an execution is recorded whatever its caller wrote into it', async () => {
  const { connector } = await newConnector('whatever')
  const odd = executionOf(connector, { intent: 'zero \0, half \ud800 and \\u0000', durationMs: 0 })
  const plain = executionOf(connector)
  await executions.save(scope, [odd, plain])
  assert.equal((await executionRow(odd.id))[0]?.intent, 'zero \ufffd, half \ufffd and \\u0000')
  assert.equal((await executionRow(plain.id)).length, 1)
})

test('executions belong to the organization of the scope, and a full batch is one statement', async () => {
  const { connector } = await newConnector('batched')
  const batch = Array.from({ length: 500 }, () => executionOf(connector, { requestId: 'batch' }))
  const asked: string[] = []
  const counted = database.transactions({ onQuery: (what) => asked.push(what) })
  await executionStore(counted).save(scope, batch)
  assert.deepEqual(asked, ['begin', 'save executions', 'commit'])
  await executionStore(counted).save(scope, [])
  assert.equal(asked.length, 3)
  await counted.close()
  const saved = await admin(
    "SELECT FROM sallyport.executions WHERE request_id = 'batch' AND organization_id = $1",
    [ours.id],
  )
  assert.equal(saved.length, 500)
  const [foreign = executionOf(connector)] = batch
  await executions.save(theirScope, [foreign])
  assert.deepEqual(
    (await executionRow(foreign.id)).map((row) => row.organization_id).sort(),
    [ours.id, theirs.id].sort(),
  )
})
