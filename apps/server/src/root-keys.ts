import { SallyportError } from '@sallyport/errors'
import type { RootKeyProvider } from '@sallyport/vault'
import { openAwsKms } from '@sallyport/vault/providers/aws-kms'
import { createAzureKeyVault } from '@sallyport/vault/providers/azure-key-vault'
import { azureAccessTokens } from '@sallyport/vault/providers/azure-login'
import { openEnvironmentKey } from '@sallyport/vault/providers/environment'
import { createGoogleKms, googleAccessTokens } from '@sallyport/vault/providers/google-kms'
import { createKeyFile, findKeyFile, openKeyFile } from '@sallyport/vault/providers/key-file'
import type { Kms, KmsEdge } from '@sallyport/vault/providers/kms'
import { createRemoteRootKey } from '@sallyport/vault/providers/remote-root-key'
import { renewToken, tokenFromFile } from '@sallyport/vault/providers/vault-token'
import { createVaultTransit } from '@sallyport/vault/providers/vault-transit'
import type { Config } from './config.ts'
import { systemEdge } from './edge.ts'
import type { RootKeySetting } from './root-key-setting.ts'

/** The operator chooses the services, so the platform's own fetch may go there. */
const kmsEdge: KmsEdge = { ...systemEdge, fetch }

/**
 * Opens every root key that is configured, the one that writes first. A service that holds one is not
 * asked for anything yet.
 *
 * @throws SallyportError `configuration_invalid` when a key is missing or malformed, two are one and the same, or the
 * package of a service is not installed.
 */
export async function openRootKeys(
  { rootKeys }: Pick<Config, 'rootKeys'>,
  edge: KmsEdge = kmsEdge,
): Promise<readonly RootKeyProvider[]> {
  return allDifferent(await Promise.all(rootKeys.map((setting) => openOne(setting, edge))))
}

/** The same at the first deployment: the file of the key that writes is made where there is none. */
export async function makeRootKeys(
  config: Pick<Config, 'rootKeys'>,
  edge: KmsEdge = kmsEdge,
): Promise<readonly RootKeyProvider[]> {
  const [writer] = config.rootKeys
  if (writer?.kind === 'file') await createKeyFile(writer.path)
  return openRootKeys(config, edge)
}

/**
 * Opens the root keys of a deployment that is there, among them the one that it names.
 *
 * @throws SallyportError `configuration_invalid` when that one is missing or others stand in its place. None is made: it
 * could open nothing that the database holds.
 */
export async function openRootKeysOf(
  deployment: { readonly rootKeyId: string },
  config: Pick<Config, 'rootKeys'>,
  edge: KmsEdge = kmsEdge,
): Promise<readonly RootKeyProvider[]> {
  const found = (await Promise.all(config.rootKeys.map((setting) => findOne(setting, edge)))).filter(
    (rootKey) => rootKey !== undefined,
  )
  if (found.some(({ keyId }) => keyId === deployment.rootKeyId)) {
    // Where one that only reads is missing, opening all of them says which.
    return found.length === config.rootKeys.length ? allDifferent(found) : openRootKeys(config, edge)
  }
  const ids = found.map(({ keyId }) => keyId).join(', ')
  const what = found.length === 0 ? 'is missing' : `is another one (${ids})`
  const file = keyFileOf(config)
  const place =
    file === undefined
      ? 'Let SALLYPORT_ROOT_KEY name the root key of this deployment'
      : `Put the key file of this deployment at ${file}, or let SALLYPORT_ROOT_KEY name it`
  throw new SallyportError(
    'configuration_invalid',
    `The root key that the database names (${deployment.rootKeyId}) ${what}.`,
    { fix: `${place}. No new key is made: it could not open the stored credentials.` },
  )
}

/** Path of the file with the root key that writes, where it is in one. */
export function keyFileOf({ rootKeys: [writer] }: Pick<Config, 'rootKeys'>): string | undefined {
  return writer?.kind === 'file' ? writer.path : undefined
}

/** Absent: a file that is not there. */
async function findOne(setting: RootKeySetting, edge: KmsEdge): Promise<RootKeyProvider | undefined> {
  if (setting.kind !== 'file') return openOne(setting, edge)
  const rootKey = await findKeyFile(setting.path)
  return rootKey && named(rootKey, setting)
}

async function openOne(setting: RootKeySetting, edge: KmsEdge): Promise<RootKeyProvider> {
  return named(await openAsItIs(setting, edge), setting)
}

async function openAsItIs(setting: RootKeySetting, edge: KmsEdge): Promise<RootKeyProvider> {
  switch (setting.kind) {
    case 'file':
      return openKeyFile(setting.path)
    case 'env':
      return openEnvironmentKey(setting.variable, setting.value)
    case 'vault':
      return createRemoteRootKey(openVault(setting, edge), edge)
    case 'aws-kms':
      return createRemoteRootKey(await openAwsKms(setting), edge)
    case 'gcp-kms': {
      const service = createGoogleKms({
        ...edge,
        name: setting.name,
        accessToken: await googleAccessTokens(setting.name),
      })
      return createRemoteRootKey(service, edge)
    }
    case 'azure-kv':
      return createRemoteRootKey(openAzure(setting, edge), edge)
  }
}

type SettingOf<Kind> = Extract<RootKeySetting, { readonly kind: Kind }>

function openVault(setting: SettingOf<'vault'>, { fetch }: KmsEdge): Kms {
  const { token, tokenFile } = setting
  if (tokenFile !== undefined)
    return createVaultTransit({ ...setting, fetch, token: tokenFromFile(tokenFile) })
  if (token === undefined) throw new TypeError('a key in Vault has a token')
  renewToken({ ...setting, fetch, token, later: (ms, task) => void setTimeout(task, ms).unref() })
  return createVaultTransit({ ...setting, fetch, token: async () => token.reveal() })
}

function openAzure(setting: SettingOf<'azure-kv'>, edge: KmsEdge): Kms {
  const { origin, login, authority } = setting
  // The audience is the service, not the one vault: its host without the first name.
  const resource = `https://${new URL(origin).host.split('.').slice(1).join('.')}`
  const accessToken = azureAccessTokens({
    login,
    resource,
    edge,
    ...(authority !== undefined && { authority }),
  })
  return createAzureKeyVault({ ...setting, fetch: edge.fetch, accessToken })
}

function named(rootKey: RootKeyProvider, { id }: RootKeySetting): RootKeyProvider {
  return id === undefined ? rootKey : { ...rootKey, keyId: id }
}

function allDifferent(rootKeys: readonly RootKeyProvider[]): readonly RootKeyProvider[] {
  const ids = rootKeys.map(({ keyId }) => keyId)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice === undefined) return rootKeys
  throw new SallyportError('configuration_invalid', `The root key ${twice} is configured twice.`, {
    fix: 'Take it out of SALLYPORT_ROOT_KEYS_READ: the key that writes also reads.',
  })
}
