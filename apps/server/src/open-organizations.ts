import type { OrganizationWork } from '@sallyport/engine'
import { type DeploymentRow, openOrganizationHost } from '@sallyport/postgres'
import type { Config } from './config.ts'
import type { Edge } from './edge.ts'
import { visitDatabase } from './open-database.ts'

/** All that work on organizations and applications needs, and how to let go of it. */
export interface OpenOrganizations {
  readonly work: OrganizationWork
  readonly deployment: DeploymentRow
  readonly close: () => Promise<void>
}

/**
 * Opens the organizations of a deployment on its host, with the configuration that its engines have, beside them or
 * alone.
 *
 * @throws SallyportError `configuration_invalid` where there is no deployment
 */
export async function openOrganizations(config: Config, edge: Edge): Promise<OpenOrganizations> {
  const database = await visitDatabase(config)
  try {
    const { host, deployment, close } = await openOrganizationHost(database.connection)
    const { now, newId, randomBytes } = edge
    const work = { host, now, newId, randomBytes, requestId: `organizations ${newId()}` }
    return {
      work,
      deployment,
      close: async () => {
        await close()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}
