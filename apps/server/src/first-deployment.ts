import type { FirstDeployment } from '@sallyport/postgres'
import { createVault } from '@sallyport/vault'
import type { Config } from './config.ts'
import type { Edge } from './edge.ts'
import { makeOrganization, storeOf } from './make-organization.ts'
import { makeRootKeys } from './root-keys.ts'

/** Names under which the deployment's own secrets are sealed. */
export const PROBE = 'probe'
export const ENGINE_PASSWORD = 'engine password'
const PASSWORD_BYTES = 32
const SCOPE_KEY_BYTES = 32

/** Makes the deployment and its first organization. A file with a root key is made here, if there is none, and nowhere else. */
export async function createFirstDeployment(
  config: Pick<Config, 'rootKeys'>,
  edge: Edge,
): Promise<FirstDeployment> {
  const rootKeys = await makeRootKeys(config)
  const [writer] = rootKeys
  if (writer === undefined) throw new TypeError('a configuration has a root key')
  const deploymentId = edge.newId()
  const vault = createVault({ deploymentId, rootKeys, organizationKeys: storeOf(undefined) })
  const password = Buffer.from(Buffer.from(edge.randomBytes(PASSWORD_BYTES)).toString('base64url'))
  return {
    id: deploymentId,
    rootKeyId: writer.keyId,
    probe: await vault.sealForDeployment(PROBE, Buffer.from(PROBE)),
    sealedEnginePassword: await vault.sealForDeployment(ENGINE_PASSWORD, password),
    scopeKey: edge.randomBytes(SCOPE_KEY_BYTES),
    organization: await makeOrganization(edge, { name: 'default', deploymentId, rootKeys }),
  }
}
