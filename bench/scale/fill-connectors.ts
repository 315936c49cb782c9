import { randomUUID } from 'node:crypto'
import { queryAs } from '@sallyport/postgres'
import type { KeyHouse } from '../rotation/key-house.ts'

const CHUNK = 2_000
const PER_WORKSPACE = 100

/** Connectors like one that is there: its credential is sealed anew for each, since a seal is bound to its connector. */
export async function fillConnectors(
  { administrator, organizationId, work }: KeyHouse,
  like: string,
  count: number,
): Promise<string[]> {
  const [row] = await queryAs<{ workspaceId: string; version: number; sealed: Uint8Array }>(
    administrator,
    `SELECT workspace_id AS "workspaceId", version, sealed FROM sallyport.connectors JOIN sallyport.credentials
      ON connector_id = connectors.id WHERE connectors.id = $1`,
    [like],
  )
  if (row === undefined) throw new TypeError('the connector that the others are like is there')
  const { version, workspaceId } = row
  const contextOf = (workspace: string, subjectId: string) =>
    ({ organizationId, workspaceId: workspace, subjectId, purpose: 'credential', version }) as const
  const plain = await work.vault.open(contextOf(workspaceId, like), row.sealed)
  const made: string[] = []
  while (made.length < count) {
    const ids = Array.from({ length: Math.min(CHUNK, count - made.length) }, () => randomUUID())
    const workspaces = await addWorkspaces({ administrator, like: workspaceId }, ids.length)
    const workspaceOf = (at: number) => workspaces[Math.floor(at / PER_WORKSPACE)] ?? workspaceId
    await queryAs(
      administrator,
      `INSERT INTO sallyport.connectors (organization_id, id, workspace_id, definition_id, name, config, entities,
          created_at, updated_at)
        SELECT organization_id, v.id, v.workspace_id, definition_id, name, config, entities, now(), now()
        FROM sallyport.connectors CROSS JOIN unnest($2::uuid[], $3::uuid[]) AS v (id, workspace_id)
        WHERE connectors.id = $1`,
      [like, ids, ids.map((_, at) => workspaceOf(at))],
    )
    const sealed = await Promise.all(
      ids.map((id, at) => work.vault.seal(contextOf(workspaceOf(at), id), plain)),
    )
    await queryAs(
      administrator,
      `INSERT INTO sallyport.credentials (organization_id, connector_id, version, sealed, state)
        SELECT organization_id, v.id, version, v.sealed, state
        FROM sallyport.credentials CROSS JOIN unnest($2::uuid[], $3::bytea[]) AS v (id, sealed)
        WHERE connector_id = $1`,
      [like, ids, sealed],
    )
    made.push(...ids)
  }
  return made
}

async function addWorkspaces(
  { administrator, like }: { readonly administrator: KeyHouse['administrator']; readonly like: string },
  connectors: number,
): Promise<string[]> {
  const ids = Array.from({ length: Math.ceil(connectors / PER_WORKSPACE) }, () => randomUUID())
  await queryAs(
    administrator,
    `INSERT INTO sallyport.workspaces (organization_id, id, name, status, created_at, updated_at)
      SELECT organization_id, v.id, v.id::text, status, now(), now()
      FROM sallyport.workspaces CROSS JOIN unnest($2::uuid[]) AS v (id) WHERE workspaces.id = $1`,
    [like, ids],
  )
  return ids
}
