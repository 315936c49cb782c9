import type { ClientBase } from 'pg'
import type { Recognition } from './deployment-watch.ts'
import { type Difference, differencesOf, type SeenDeployment } from './differences.ts'
import { readServerIdentity, type ServerIdentity } from './server-identity.ts'
import { readStoredDeployment, type StoredDeployment } from './stored-deployment.ts'

/**
 * Compares the database with what this host has seen of it. Where it is the one, its epoch is raised and kept: in the
 * database first, so that whoever is killed in between finds a database that is ahead, and goes on. A database that
 * is not recognized is left as it is.
 */
export async function recognizeDeployment(
  owner: ClientBase,
  { seen, place, onFailover, save }: Recognition,
): Promise<readonly Difference[]> {
  const server = await readServerIdentity(owner)
  const stored = await readStoredDeployment(owner)
  const differences = differencesOf({ stored, server, seen, place, onFailover })
  if (differences.length > 0) return differences
  // An embedded database that was recorded and not seen is a copy: so a new host begins with having seen it.
  if (seen === undefined) await save(seenOf(stored, place))
  await save(await raiseEpoch(owner, { server, place, least: stored.epoch }))
  return differences
}

export interface Raise {
  readonly server: ServerIdentity
  readonly place: string | undefined
  /** The new epoch is above it. */
  readonly least: number
  readonly adopted?: boolean
}

/** Writes the next epoch and the server's identity, on disk before it returns whatever the database's default is. */
export async function raiseEpoch(owner: ClientBase, raise: Raise): Promise<SeenDeployment> {
  const { server, place, least, adopted = false } = raise
  await owner.query("SELECT set_config('synchronous_commit', 'on', false)")
  await owner.query(
    `UPDATE sallyport_deployment.recognition SET epoch = greatest(epoch, $1) + 1, system_identifier = $2,
       timeline = $3, database_oid = $4, restored_at = CASE WHEN $5 THEN NULL ELSE restored_at END,
       adopted_at = CASE WHEN $5 OR adopted_at IS NULL THEN now() ELSE adopted_at END`,
    [least, server.system, server.timeline, server.database, adopted],
  )
  return seenOf(await readStoredDeployment(owner), place)
}

function seenOf({ id: deploymentId, epoch, sequence }: StoredDeployment, place: string | undefined) {
  return { deploymentId, epoch, sequence, place }
}
