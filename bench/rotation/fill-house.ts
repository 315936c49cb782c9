import { randomBytes, randomUUID } from 'node:crypto'
import { queryAs } from '@sallyport/postgres'
import { createVault, type RootKeyProvider } from '@sallyport/vault'
import { openKeyFile } from '@sallyport/vault/providers/key-file'
import type { KeyHouse } from './key-house.ts'

const CHUNK = 5_000
/** What a credential with tokens measures. */
const BYTES = 1_500

function chunks(count: number): number[] {
  return Array.from({ length: Math.ceil(count / CHUNK) }, (_, at) => Math.min(CHUNK, count - at * CHUNK))
}

/** Organizations with a key each, wrapped by the root key that writes. */
export async function addOrganizations({ administrator, work }: KeyHouse, count: number): Promise<void> {
  for (const size of chunks(count)) {
    const keys = await Promise.all(
      Array.from({ length: size }, () => work.vault.createOrganizationKey(randomUUID(), randomUUID())),
    )
    const organizations = keys.map(({ organizationId }) => organizationId)
    await queryAs(
      administrator,
      "INSERT INTO sallyport.organizations (organization_id, name) SELECT id, 'bench' FROM unnest($1::uuid[]) AS id",
      [organizations],
    )
    await queryAs(
      administrator,
      `INSERT INTO sallyport.organization_keys (organization_id, id, root_key_id, wrapped)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[])`,
      [
        organizations,
        ...(['id', 'rootKeyId', 'wrapped'] as const).map((name) => keys.map((key) => key[name])),
      ],
    )
  }
}

/** Connectors of the first organization, each with a credential that the vault has sealed. */
export async function addCredentials(
  { administrator, organizationId, work }: KeyHouse,
  { count, deploymentId, rootKeyFile }: { count: number; deploymentId: string; rootKeyFile: string },
): Promise<void> {
  const rootKeys: readonly RootKeyProvider[] = [await openKeyFile(rootKeyFile)]
  const stored = await work.storage.keys({ organizationId } as Parameters<typeof work.storage.keys>[0])
  const active = stored.find(({ retiredAt }) => retiredAt === null)
  const organizationKeys = { findActive: async () => active, find: async () => active }
  const vault = createVault({ deploymentId, rootKeys, organizationKeys })
  const [workspace] = await queryAs<{ id: string }>(
    administrator,
    'SELECT id FROM sallyport.workspaces WHERE organization_id = $1 LIMIT 1',
    [organizationId],
  )
  const workspaceId = workspace?.id ?? ''
  for (const size of chunks(count)) {
    const ids = Array.from({ length: size }, () => randomUUID())
    await queryAs(
      administrator,
      `INSERT INTO sallyport.connectors (organization_id, id, workspace_id, definition_id, name, config, entities,
          created_at, updated_at)
        SELECT $1, id, $2, gen_random_uuid(), 'bench', '{}', '[]', now(), now() FROM unnest($3::uuid[]) AS id`,
      [organizationId, workspaceId, ids],
    )
    const context = { organizationId, workspaceId, purpose: 'credential', version: 1 } as const
    const sealed = await Promise.all(
      ids.map((subjectId) => vault.seal({ ...context, subjectId }, randomBytes(BYTES))),
    )
    await queryAs(
      administrator,
      `INSERT INTO sallyport.credentials (organization_id, connector_id, version, sealed)
        SELECT $1, v.id, 1, v.sealed FROM unnest($2::uuid[], $3::bytea[]) AS v (id, sealed)`,
      [organizationId, ids, sealed],
    )
  }
}
