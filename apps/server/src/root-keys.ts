import { SallyportError } from '@sallyport/errors'
import type { RootKeyProvider } from '@sallyport/vault'
import { openEnvironmentKey } from '@sallyport/vault/providers/environment'
import { createKeyFile, findKeyFile, openKeyFile } from '@sallyport/vault/providers/key-file'
import type { Config } from './config.ts'
import type { RootKeySetting } from './root-key-setting.ts'

/**
 * Opens every root key that is configured, the one that writes first. A service that holds one is not
 * asked for anything yet.
 *
 * @throws SallyportError `configuration_invalid` when a key is missing or malformed, two are one and the same, or the
 * package of a service is not installed.
 */
export async function openRootKeys({
  rootKeys,
}: Pick<Config, 'rootKeys'>): Promise<readonly RootKeyProvider[]> {
  return allDifferent(await Promise.all(rootKeys.map(openOne)))
}

/** The same at the first deployment: the file of the key that writes is made where there is none. */
export async function makeRootKeys(config: Pick<Config, 'rootKeys'>): Promise<readonly RootKeyProvider[]> {
  const [writer] = config.rootKeys
  if (writer?.kind === 'file') await createKeyFile(writer.path)
  return openRootKeys(config)
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
): Promise<readonly RootKeyProvider[]> {
  const found = (await Promise.all(config.rootKeys.map(findOne))).filter((rootKey) => rootKey !== undefined)
  if (found.some(({ keyId }) => keyId === deployment.rootKeyId)) {
    // Where one that only reads is missing, opening all of them says which.
    return found.length === config.rootKeys.length ? allDifferent(found) : openRootKeys(config)
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
async function findOne(setting: RootKeySetting): Promise<RootKeyProvider | undefined> {
  if (setting.kind !== 'file') return openOne(setting)
  const rootKey = await findKeyFile(setting.path)
  return rootKey && named(rootKey, setting)
}

async function openOne(setting: RootKeySetting): Promise<RootKeyProvider> {
  return named(await openAsItIs(setting), setting)
}

async function openAsItIs(setting: RootKeySetting): Promise<RootKeyProvider> {
  switch (setting.kind) {
    case 'file':
      return openKeyFile(setting.path)
    case 'env':
      return openEnvironmentKey(setting.variable, setting.value)
    case 'vault':
    case 'aws-kms':
    case 'gcp-kms':
    case 'azure-kv':
      throw new SallyportError('configuration_invalid', `Root keys of ${setting.kind} are not built yet.`)
  }
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
