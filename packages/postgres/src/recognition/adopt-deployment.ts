import { asOwner, asOwnerAlone } from '../as-owner.ts'
import type { Connection } from '../connection.ts'
import { type DeploymentEvent, insertDeploymentEvent } from '../deployment-event.ts'
import type { Recognition } from './deployment-watch.ts'
import { type Difference, differencesOf } from './differences.ts'
import { raiseEpoch } from './recognize-deployment.ts'
import { readServerIdentity, type ServerIdentity } from './server-identity.ts'
import { readStoredDeployment, type StoredDeployment } from './stored-deployment.ts'

/** A database beside what this host knows of it. */
export interface Inspection {
  readonly stored: StoredDeployment
  readonly server: ServerIdentity
  readonly differences: readonly Difference[]
}

/** Looks, and changes nothing. */
export function inspectDeployment(
  connection: Connection,
  known: Pick<Recognition, 'seen' | 'place'>,
): Promise<Inspection> {
  return asOwner(connection, 'inspection', async (owner) => {
    const server = await readServerIdentity(owner)
    const stored = await readStoredDeployment(owner)
    return {
      stored,
      server,
      differences: differencesOf({ ...known, stored, server, onFailover: 'quarantine' }),
    }
  })
}

/**
 * Makes the database the one to work with: its epoch passes all that this host has seen, and the server it is on
 * becomes its own. Engines that run notice within a second or two. The database goes first, as at every start.
 */
export async function adoptDeployment(
  connection: Connection,
  { seen, place, save }: Pick<Recognition, 'seen' | 'place' | 'save'>,
  event: Omit<DeploymentEvent, 'type'>,
): Promise<void> {
  const adopted = await asOwnerAlone(connection, 'adoption', async (owner) => {
    const server = await readServerIdentity(owner)
    await insertDeploymentEvent(owner, { ...event, type: 'deployment.adopted' })
    return raiseEpoch(owner, { server, place, least: seen?.epoch ?? 0, adopted: true })
  })
  await save(adopted)
}
