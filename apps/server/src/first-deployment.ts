import { createOrganization } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { DeploymentRow, FirstDeployment } from '@sallyport/postgres'
import {
  createVault,
  type OrganizationKeyStore,
  type RootKeyProvider,
  type WrappedOrganizationKey,
} from '@sallyport/vault'
import { createKeyFile, findKeyFile } from '@sallyport/vault/providers/key-file'
import type { Edge } from './edge.ts'

/** Names under which the deployment's own secrets are sealed. */
export const PROBE = 'probe'
export const ENGINE_PASSWORD = 'engine password'
const PASSWORD_BYTES = 32
const SCOPE_KEY_BYTES = 32

/** Makes the deployment and its first organization. The root key is made here, if there is none, and nowhere else. */
export async function createFirstDeployment(rootKeyFile: string, edge: Edge): Promise<FirstDeployment> {
  const rootKey = (await findKeyFile(rootKeyFile)) ?? (await createKeyFile(rootKeyFile))
  const deploymentId = edge.newId()
  const vaultWith = (key?: WrappedOrganizationKey) =>
    createVault({ deploymentId, rootKeys: [rootKey], organizationKeys: storeOf(key) })
  const vault = vaultWith()
  const password = Buffer.from(Buffer.from(edge.randomBytes(PASSWORD_BYTES)).toString('base64url'))
  return {
    id: deploymentId,
    rootKeyId: rootKey.keyId,
    probe: await vault.sealForDeployment(PROBE, Buffer.from(PROBE)),
    sealedEnginePassword: await vault.sealForDeployment(ENGINE_PASSWORD, password),
    scopeKey: edge.randomBytes(SCOPE_KEY_BYTES),
    organization: await createOrganization({
      ...edge,
      name: 'default',
      vaultWith,
      createKey: (organizationId, id) => vault.createOrganizationKey(organizationId, id),
    }),
  }
}

/**
 * Opens the root key that a deployment names.
 *
 * @throws SallyportError `configuration_invalid` when it is missing or another one. None is made: it
 * could open nothing that the database holds.
 */
export async function openRootKey(
  rootKeyFile: string,
  { rootKeyId }: DeploymentRow,
): Promise<RootKeyProvider> {
  const rootKey = await findKeyFile(rootKeyFile)
  if (rootKey?.keyId === rootKeyId) return rootKey
  const what = rootKey === undefined ? 'is missing' : `is another one (${rootKey.keyId})`
  throw new SallyportError(
    'configuration_invalid',
    `The root key that the database names (${rootKeyId}) ${what}.`,
    {
      fix: `Put the key file of this deployment at ${rootKeyFile}, or let SALLYPORT_ROOT_KEY name it. No new key is made: it could not open the stored credentials.`,
    },
  )
}

/** The one key there is, before storage holds it. */
function storeOf(key: WrappedOrganizationKey | undefined): OrganizationKeyStore {
  return { findActive: async () => key, find: async () => key }
}
