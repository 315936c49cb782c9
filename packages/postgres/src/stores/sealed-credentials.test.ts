import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sealedStores } from '@sallyport/engine/testing'
import { SallyportError } from '@sallyport/errors'
import type { Credential, LeaseIntent } from '@sallyport/runtime'
import { describeCredentialStore } from '@sallyport/runtime/testing'
import { createVault, type WrappedOrganizationKey } from '@sallyport/vault'
import { createKeyFile } from '@sallyport/vault/providers/key-file'
import { PostgresChangeFeed } from '../change-feed.ts'
import { queryAs } from '../query-as.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { connectorOf, eventOf, workspaceOf } from '../testing/rows.ts'
import { organizationScope, workspaceScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { connectorStore } from './connector-store.ts'
import { credentialRows } from './credential-store.ts'
import { workspaceStore } from './workspace-store.ts'

const server = await startTestServer()
const ours = newOrganization('ours')
const database = await createTestDatabase(server, ours)
const scope = organizationScope(ours.id)
const admin = (text: string, values: unknown[] = []) => queryAs(database.administrator, text, values)

const keys: WrappedOrganizationKey[] = []
const vault = createVault({
  deploymentId: 'deployment',
  rootKeys: [await createKeyFile(join(server.directory, '..', 'keys', 'root.key'))],
  organizationKeys: { findActive: async () => keys[0], find: async () => keys[0] },
})
keys.push(await vault.createOrganizationKey(ours.id, ours.key.id))

/** What one engine has on this database, the feed of changes too. */
async function startEngine() {
  const changes = new PostgresChangeFeed({ connection: database.engine, monotonic: () => performance.now() })
  await changes.start()
  const transactions = database.transactions({ durable: true, onChange: (id) => changes.announce(id) })
  const rows = credentialRows(transactions, { newId: randomUUID })
  return {
    transactions,
    stores: sealedStores({ rows, vault, changes }),
    stop: async () => {
      await changes.close()
      await transactions.close()
    },
  }
}
const engines = [await startEngine(), await startEngine()]
after(() => Promise.all(engines.map(({ stop }) => stop())))
const [{ transactions, stores } = assert.fail()] = engines

async function create(credential: Credential) {
  const workspace = await workspaceStore(transactions).ensure(
    scope,
    workspaceOf(ours.id),
    eventOf('workspace.created'),
  )
  const connector = connectorOf(workspace)
  const sealed = { ...connector, credential: await stores.seal(connector, credential) }
  const event = eventOf('connector.created')
  await connectorStore(transactions).insert(workspaceScope(ours.id, workspace.id), sealed, event)
  return connector
}

let opened = 0
describeCredentialStore({
  name: 'PostgreSQL, sealed',
  async create(credential) {
    const connector = await create(credential)
    const remove = async () =>
      void (await admin('DELETE FROM sallyport.connectors WHERE id = $1', [connector.id]))
    return {
      // Each time by the other engine: what one does the other sees.
      open: () => (engines[opened++ % engines.length] ?? assert.fail()).stores.open(connector),
      remove,
      revoke: async () =>
        void (await admin("UPDATE sallyport.credentials SET state = 'revoked' WHERE connector_id = $1", [
          connector.id,
        ])),
      [Symbol.asyncDispose]: remove,
    }
  },
})

const credential: Credential = {
  definitionId: '7f3c0000-0000-4000-8000-000000000001',
  alternative: 'oauth',
  fields: { access_token: 'access-0123456789' },
  origins: ['https://api.weather.example'],
}
const intent: LeaseIntent = { version: 1, owner: 'test', leaseMs: 60_000, quarantineMs: 0, cause: 'expiry' }
const isClosed = (error: unknown) =>
  SallyportError.isInstance(error) && error.code === 'vault_unavailable' && !String(error).includes('access-')

test('a ciphertext that was moved to another row does not open, and neither does one with a flipped bit', async () => {
  const [from, to] = [await create(credential), await create(credential)]
  const move = `UPDATE sallyport.credentials SET sealed =
    (SELECT sealed FROM sallyport.credentials WHERE connector_id = $1) WHERE connector_id = $2`
  await admin(move, [from.id, to.id])
  await assert.rejects(stores.open(to).read(), isClosed)
  await admin(
    'UPDATE sallyport.credentials SET sealed = set_bit(sealed, 8 * (length(sealed) - 20), 1 - get_bit(sealed, 8 * (length(sealed) - 20))) WHERE connector_id = $1',
    [from.id],
  )
  await assert.rejects(stores.open(from).read(), isClosed)
})

test('what does not open is not leased for long, and nothing of it is lost', async () => {
  const connector = await create(credential)
  const flip = `UPDATE sallyport.credentials SET sealed = set_bit(sealed, 8 * (length(sealed) - 20),
    1 - get_bit(sealed, 8 * (length(sealed) - 20))) WHERE connector_id = $1`
  await admin(flip, [connector.id])
  await assert.rejects(stores.open(connector).lease(intent), isClosed)
  await admin(flip, [connector.id])
  const record = await stores.open(connector).read()
  assert.deepEqual(
    [record?.credential, record?.attempt.phase, record?.state],
    [credential, 'settled', 'active'],
  )
})

test('a spare that is put into the place of the credential does not open there, and a damaged one is as good as none', async () => {
  const connector = await create(credential)
  const store = stores.open(connector)
  const first = (await store.lease({ ...intent, leaseMs: 0 })) ?? assert.fail()
  const second = (await store.lease(intent)) ?? assert.fail()
  await second.save({ ...credential, fields: { access_token: 'access-second' } })
  await first.save({ ...credential, fields: { access_token: 'access-spare' } })
  assert.equal((await store.read())?.spare?.fields.access_token, 'access-spare')
  await admin("UPDATE sallyport.credentials SET spare = spare || 'x' WHERE connector_id = $1", [connector.id])
  const record = await store.read()
  assert.deepEqual([record?.spare, record?.credential.fields.access_token], [undefined, 'access-second'])
  await admin(
    'UPDATE sallyport.credentials SET sealed = substr(spare, 1, length(spare) - 1) WHERE connector_id = $1',
    [connector.id],
  )
  await assert.rejects(store.read(), isClosed)
})

test('everything that a save needs of the vault is ready before the lease is given', async () => {
  const connector = await create(credential)
  const lease = (await stores.open(connector).lease(intent)) ?? assert.fail()
  const [key] = keys.splice(0)
  vault.forget()
  try {
    assert.equal(await lease.save({ ...credential, fields: { access_token: 'access-new' } }), 'saved')
    await assert.rejects(stores.open(connector).lease({ ...intent, version: 2 }), {
      code: 'vault_unavailable',
    })
  } finally {
    if (key) keys.push(key)
  }
  assert.equal((await stores.open(connector).read())?.credential.fields.access_token, 'access-new')
})

test('an answer that is sealed under a key that was dropped meanwhile is sealed again, and saved', async () => {
  const connector = await create(credential)
  const store = stores.open(connector)
  const [first] = keys
  const other = await vault.createOrganizationKey(ours.id, randomUUID())
  const insert = `INSERT INTO sallyport.organization_keys (organization_id, id, root_key_id, wrapped, retired_at)
    VALUES ($1, $2, $3, $4, now())`
  await admin(insert, [ours.id, other.id, other.rootKeyId, other.wrapped])
  keys[0] = other
  const lease = await store.lease(intent).finally(() => keys.splice(0, 1, first ?? assert.fail()))
  assert.ok(lease && (await lease.markSent(60_000)))
  await admin('DELETE FROM sallyport.organization_keys WHERE id = $1', [other.id])
  const renewed = { ...credential, fields: { access_token: 'access-9876543210' } }
  assert.equal(await lease.save(renewed), 'saved')
  assert.deepEqual((await store.read())?.credential, renewed)
})
