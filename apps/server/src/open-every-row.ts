import { type Verification, verifySealedRows } from '@sallyport/engine'
import { type Connection, openKeyStorage } from '@sallyport/postgres'
import { createVault } from '@sallyport/vault'
import type { Config } from './config.ts'
import type { Edge } from './edge.ts'
import { openRootKeysOf } from './root-keys.ts'

/**
 * Opens every sealed value of a deployment with the root keys that are configured.
 *
 * @throws SallyportError `configuration_invalid` where there is no deployment, or its root key is not configured
 */
export async function openEveryRow(
  config: Pick<Config, 'rootKeys'>,
  { newId, ...edge }: Edge,
  connection: Connection,
): Promise<Verification> {
  const { storage, organizationKeys, deployment, close } = await openKeyStorage({ connection })
  try {
    const rootKeys = await openRootKeysOf(deployment, config)
    const vault = createVault({ deploymentId: deployment.id, rootKeys, organizationKeys })
    return await verifySealedRows({ ...edge, newId, storage, vault, requestId: newId(), share: 1 })
  } finally {
    await close()
  }
}
