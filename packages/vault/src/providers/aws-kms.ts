import type { KMSClient, KMSClientConfig } from '@aws-sdk/client-kms'
import { type VaultRefusal, vaultUnavailable } from '../vault-unavailable.ts'
import type { Kms } from './kms.ts'
import { loadOptionalPackage } from './optional-package.ts'

export interface AwsKmsOptions {
  /** ARN, id, or `alias/...` of a symmetric key. */
  readonly key: string
  readonly region: string
  /** What else the client takes, such as `endpoint` and `credentials`; for tests. */
  readonly client?: KMSClientConfig
}

/** The one pair of the encryption context: its value stands in CloudTrail. */
const CONTEXT = 'sallyport-binding'

/**
 * A symmetric key of AWS KMS, through Amazon's own client: what it brings is not the one signed POST but
 * the ways to log in (roles of pods and machines, profiles, SSO), which are many and change. Loaded when
 * configured; `configuration_invalid` where it is not installed. The client repeats nothing itself.
 */
export async function openAwsKms({ key, region, client }: AwsKmsOptions): Promise<Kms> {
  const sdk = await loadOptionalPackage('@aws-sdk/client-kms', () => import('@aws-sdk/client-kms'))
  const kms: KMSClient = new sdk.KMSClient({ region, ...client, maxAttempts: 1 })
  const contextOf = (binding: Uint8Array) => ({ [CONTEXT]: Buffer.from(binding).toString('base64') })
  return {
    keyId: `aws-kms:${key.startsWith('arn:') ? key : `${region}:${key}`}`,
    async wrapKey(bytes, binding, abortSignal) {
      const command = new sdk.EncryptCommand({
        KeyId: key,
        Plaintext: bytes,
        EncryptionContext: contextOf(binding),
      })
      const { CiphertextBlob } = await kms.send(command, { abortSignal }).catch(rethrow('kms:Encrypt'))
      return present(CiphertextBlob)
    },
    async unwrapKey(wrapped, binding, abortSignal) {
      // With the key named, KMS opens nothing that another key wrapped (docs: best practice of Decrypt).
      const command = new sdk.DecryptCommand({
        KeyId: key,
        CiphertextBlob: wrapped,
        EncryptionContext: contextOf(binding),
      })
      const { Plaintext } = await kms.send(command, { abortSignal }).catch(rethrow('kms:Decrypt'))
      return present(Plaintext)
    },
  }
}

/** Exceptions of Encrypt and Decrypt, and the common ones (docs.aws.amazon.com/kms/latest/APIReference). */
const FINAL: Readonly<Record<string, VaultRefusal>> = {
  InvalidCiphertextException: 'does_not_open',
  IncorrectKeyException: 'does_not_open',
  AccessDeniedException: 'root_key_denied',
  UnrecognizedClientException: 'root_key_denied',
  InvalidSignatureException: 'root_key_denied',
  IncompleteSignatureException: 'root_key_denied',
  MissingAuthenticationTokenException: 'root_key_denied',
  NotFoundException: 'root_key_refused',
  DisabledException: 'root_key_refused',
  InvalidKeyUsageException: 'root_key_refused',
  InvalidGrantTokenException: 'root_key_refused',
  KMSInvalidStateException: 'root_key_refused',
  ValidationException: 'root_key_refused',
  ValidationError: 'root_key_refused',
}

/** What is not in the table may pass: throttling, faults, a network that fails, credentials that expired. */
function rethrow(permission: string) {
  return (error: unknown): never => {
    const reason = error instanceof Error && Object.hasOwn(FINAL, error.name) ? FINAL[error.name] : undefined
    if (reason === undefined) throw error
    const cause = new Error(error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : '')
    if (reason !== 'root_key_denied') throw vaultUnavailable(reason, cause)
    throw vaultUnavailable(reason, cause, `Let the engine's login use the key: it needs ${permission}.`)
  }
}

function present(bytes: Uint8Array | undefined): Uint8Array {
  if (bytes === undefined) throw new Error('the answer of KMS has no bytes')
  return bytes
}
