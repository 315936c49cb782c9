import { randomBytes, randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { KeyWork, NewOrganization } from '@sallyport/engine'
import { createVault, type RootKeyProvider, type Vault } from '@sallyport/vault'
import { createKeyFile } from '@sallyport/vault/providers/key-file'
import pg, { escapeIdentifier } from 'pg'
import { clientConfig } from '../../connection.ts'
import { insertOrganization } from '../../deployment.ts'
import { prepareDatabase } from '../../prepare-database.ts'
import { proofOfScope } from '../../scope-proof.ts'
import { firstDeployment, newOrganization, prepareOptions } from '../../testing/first-deployment.ts'
import type { TestServer } from '../../testing/test-server.ts'
import { type OpenKeyStorage, openKeyStorage } from '../open-key-storage.ts'

/** A root key that counts how often it is asked. */
export interface CountingRootKey extends RootKeyProvider {
  wraps: number
  unwraps: number
}

/** Makes a root key in the folder of the test server, which goes with it. */
export async function countingRootKey({ directory }: TestServer, name: string): Promise<CountingRootKey> {
  const inner = await createKeyFile(join(dirname(directory), name))
  const counting: CountingRootKey = {
    keyId: inner.keyId,
    wraps: 0,
    unwraps: 0,
    wrap(plaintext, associatedData) {
      counting.wraps++
      return inner.wrap(plaintext, associatedData)
    },
    unwrap(wrapped, associatedData) {
      counting.unwraps++
      return inner.unwrap(wrapped, associatedData)
    },
  }
  return counting
}

/** A database whose values are really sealed. */
export interface SealedHouse {
  readonly keys: OpenKeyStorage
  readonly administrator: Parameters<typeof openKeyStorage>[0]['connection']
  readonly organizationIds: readonly string[]
  readonly rootKey: CountingRootKey
  readonly vaultWith: (...rootKeys: RootKeyProvider[]) => Vault
  readonly work: (vault: Vault, options?: Partial<KeyWork>) => KeyWork
  /** Seals values for connectors, a spare beside every tenth, pieces of a file, and stores them. */
  readonly fill: (organizationId: string, credentials: number) => Promise<void>
  /** Runs a statement as the owner within an organization. */
  readonly query: (
    organizationId: string,
    text: string,
    values?: readonly unknown[],
  ) => Promise<pg.QueryResult>
  readonly close: () => Promise<void>
}

export async function createSealedHouse(server: TestServer, organizations: number): Promise<SealedHouse> {
  const administrator = await server.createDatabase()
  const rootKey = await countingRootKey(server, `${administrator.database}.key`)
  const deploymentId = randomUUID()
  const vaultOver = (organizationKeys: Parameters<typeof createVault>[0]['organizationKeys']) =>
    createVault({ deploymentId, rootKeys: [rootKey], organizationKeys })
  const maker = vaultOver({ findActive: async () => undefined, find: async () => undefined })
  const sealed = async (name: string): Promise<NewOrganization> => {
    const plain = newOrganization(name)
    const key = await maker.createOrganizationKey(plain.id, plain.key.id)
    const context = {
      organizationId: plain.id,
      subjectId: plain.signingKey.id,
      purpose: 'signing-key',
      version: 1,
    } as const
    const holder = vaultOver({ findActive: async () => key, find: async () => key })
    return {
      ...plain,
      key,
      signingKey: { ...plain.signingKey, sealed: await holder.seal(context, Buffer.from('private')) },
    }
  }
  const first = await sealed('organization 0')
  const deployment = {
    ...firstDeployment(first),
    id: deploymentId,
    rootKeyId: rootKey.keyId,
    probe: await maker.sealForDeployment('probe', Buffer.from('probe')),
    sealedEnginePassword: await maker.sealForDeployment('engine password', Buffer.from('password')),
  }
  const { roles } = await prepareDatabase({
    ...prepareOptions(administrator),
    createFirst: async () => deployment,
  })
  const owner = new pg.Client(clientConfig(administrator, 'test'))
  await owner.connect()
  await owner.query(`SET ROLE ${escapeIdentifier(roles.owner)}`)
  const ids = [first.id]
  await owner.query('BEGIN')
  for (let number = 1; number < organizations; number++) {
    const organization = await sealed(`organization ${number}`)
    await insertOrganization(owner, deployment.scopeKey, organization)
    ids.push(organization.id)
  }
  await owner.query('COMMIT')
  const keys = await openKeyStorage({ connection: administrator })
  const vaultWith = (...rootKeys: RootKeyProvider[]) =>
    createVault({ deploymentId, rootKeys, organizationKeys: keys.organizationKeys })
  const query = async (organizationId: string, text: string, values: readonly unknown[] = []) => {
    await owner.query('BEGIN')
    await owner.query("SELECT set_config('sallyport.scope', $1, true)", [
      proofOfScope(deployment.scopeKey, organizationId),
    ])
    try {
      const result = await owner.query(text, [...values])
      await owner.query('COMMIT')
      return result
    } catch (error) {
      await owner.query('ROLLBACK')
      throw error
    }
  }
  return {
    keys,
    administrator,
    organizationIds: ids,
    rootKey,
    vaultWith,
    work: (vault, options) => ({
      storage: keys.storage,
      vault,
      now: Date.now,
      newId: randomUUID,
      wait: (ms) => sleep(ms),
      monotonic: () => performance.now(),
      requestId: 'test',
      share: 1,
      ...options,
    }),
    fill: async (organizationId, credentials) => {
      const key = await keys.organizationKeys.findActive(organizationId)
      // Without a question to the database for each of them.
      const vault = vaultOver({ findActive: async () => key, find: async () => key })
      await fill({ query, vault }, organizationId, credentials)
    },
    query,
    close: async () => {
      await owner.end()
      await keys.close()
    },
  }
}

async function fill(
  { query, vault }: Pick<SealedHouse, 'query'> & { readonly vault: Vault },
  organizationId: string,
  credentials: number,
): Promise<void> {
  const workspaceId = randomUUID()
  await query(
    organizationId,
    `INSERT INTO sallyport.workspaces (organization_id, id, name, status, created_at, updated_at)
      VALUES ($1, $2, $3, 'active', now(), now())`,
    [organizationId, workspaceId, workspaceId],
  )
  const ids = Array.from({ length: credentials }, () => randomUUID())
  await query(
    organizationId,
    `INSERT INTO sallyport.connectors (organization_id, id, workspace_id, definition_id, name, config, entities,
        created_at, updated_at)
      SELECT $1::uuid, id, $2::uuid, gen_random_uuid(), 'x', '{}', '[]', now(), now() FROM unnest($3::uuid[]) AS id`,
    [organizationId, workspaceId, ids],
  )
  const context = { organizationId, workspaceId, purpose: 'credential', version: 1 } as const
  const sealed = await Promise.all(
    ids.map((subjectId) => vault.seal({ ...context, subjectId }, Buffer.from(`token of ${subjectId}`))),
  )
  await query(
    organizationId,
    `INSERT INTO sallyport.credentials (organization_id, connector_id, version, sealed)
      SELECT $1::uuid, v.id, 1, v.sealed FROM unnest($2::uuid[], $3::bytea[]) AS v (id, sealed)`,
    [organizationId, ids, sealed],
  )
  for (const subjectId of ids.filter((_, at) => at % 10 === 0)) {
    const spare = await vault.seal(
      { ...context, subjectId, purpose: 'spare-credential', version: 2 },
      Buffer.from('spare'),
    )
    const values = [subjectId, spare]
    await query(
      organizationId,
      'UPDATE sallyport.credentials SET spare = $2, spare_version = 2 WHERE connector_id = $1',
      values,
    )
  }
  const fileId = randomUUID()
  await query(
    organizationId,
    `INSERT INTO sallyport.files (organization_id, id, workspace_id, type, size, expires_at)
      VALUES ($1, $2, $3, 'text/plain', 0, now() + interval '1 hour')`,
    [organizationId, fileId, workspaceId],
  )
  for (const number of [0, 1, 2]) {
    const piece = await vault.seal(
      { organizationId, workspaceId, subjectId: fileId, purpose: 'file', version: number },
      randomBytes(100_000),
    )
    await query(organizationId, 'INSERT INTO sallyport.file_pieces VALUES ($1, $2, $3, $4)', [
      organizationId,
      fileId,
      number,
      piece,
    ])
  }
}
