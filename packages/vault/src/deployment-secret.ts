import { encodeAssociatedData, Format } from './associated-data.ts'
import { isRootKeyId, MAX_WRAPPED_PLAINTEXT_BYTES, type RootKeyring } from './root-key.ts'
import { vaultUnavailable } from './vault-unavailable.ts'

/** What a provider may add to the plaintext: no service comes near it. */
const MAX_BYTES = MAX_WRAPPED_PLAINTEXT_BYTES + 4096
const KEY_ID_AT = 2

export interface DeploymentSecretName {
  readonly deploymentId: string
  readonly name: string
}

/** Layout: format (1) | length of the root key's id (1) | that id in ASCII | the provider's wrapped bytes. */
export async function sealDeploymentSecret(
  rootKeys: RootKeyring,
  name: DeploymentSecretName,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  if (plaintext.length > MAX_WRAPPED_PLAINTEXT_BYTES) {
    throw new TypeError(`A deployment secret has at most ${MAX_WRAPPED_PLAINTEXT_BYTES} bytes`)
  }
  const { writer } = rootKeys
  const wrapped = await writer.wrap(plaintext, associatedDataOf(name))
  const keyId = Buffer.from(writer.keyId, 'ascii')
  return Buffer.concat([Uint8Array.of(Format.deploymentSecret, keyId.length), keyId, wrapped])
}

export async function openDeploymentSecret(
  rootKeys: RootKeyring,
  name: DeploymentSecretName,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  const [format, keyIdLength = 0] = sealed
  const wrappedAt = KEY_ID_AT + keyIdLength
  const keyId = Buffer.from(sealed.subarray(KEY_ID_AT, wrappedAt)).toString('latin1')
  const hasBounds = sealed.length >= wrappedAt && sealed.length <= MAX_BYTES
  if (format !== Format.deploymentSecret || !hasBounds || !isRootKeyId(keyId)) {
    throw vaultUnavailable('bad_format')
  }
  return rootKeys.get(keyId).unwrap(sealed.subarray(wrappedAt), associatedDataOf(name))
}

function associatedDataOf({ deploymentId, name }: DeploymentSecretName): Uint8Array {
  return encodeAssociatedData(Format.deploymentSecret, [deploymentId, name])
}
