import { constants, createHash, createPublicKey, type KeyObject, publicEncrypt, verify } from 'node:crypto'
import { vaultUnavailable } from '../vault-unavailable.ts'
import type { Kms, KmsEdge } from './kms.ts'
import { ask, at, type KmsAnswer, refusal, textAt } from './kms-exchange.ts'

export interface AzureKeyVaultOptions {
  /** `https://name.vault.azure.net`, or of a managed HSM. */
  readonly origin: string
  /** Name of an RSA key. */
  readonly name: string
  /** Version that wraps; absent: the newest. */
  readonly version?: string
  readonly accessToken: (signal: AbortSignal) => Promise<string>
  readonly fetch: KmsEdge['fetch']
}

const API_VERSION = '7.4'
const VERSION_BYTES = 16
const MAX_KNOWN_VERSIONS = 100

interface PublicVersion {
  readonly version: string
  readonly key: KeyObject
  /** Bytes of the modulus, and so of a wrapped key and of a signature. */
  readonly size: number
}

/**
 * An RSA key of Azure Key Vault or a managed HSM (learn.microsoft.com/rest/api/keyvault/keys). It knows no
 * associated data, and whoever has its public half can wrap: so a wrapped key alone would not say that the
 * engine made it, and a stranger with write access to the database could put a key of his own in its place.
 * Therefore the key is wrapped with the public half (RSA-OAEP-256, here), and version, wrapped key and
 * binding are signed with the private half (PS256, there). To unwrap, the signature is checked here, and
 * the key is unwrapped there: one call, and one more for each version that was not met before.
 *
 * Wrapped bytes: version (16) | RSA-OAEP-256 | PS256. The version is in them because Key Vault unwraps with
 * the version that it is told, while the newest one wraps.
 */
export function createAzureKeyVault(options: AzureKeyVaultOptions): Kms {
  const api = new KeyVaultApi(options)
  return {
    keyId: `azure-kv:${options.origin}/keys/${options.name}`,
    async wrapKey(bytes, binding, signal) {
      const { version, key } = await api.newest(signal)
      const oaep = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
      const head = Buffer.concat([Buffer.from(version, 'hex'), publicEncrypt(oaep, bytes)])
      const digest = createHash('sha256').update(signedBytes(head, binding)).digest()
      const signature = await api.use(version, { operation: 'sign', alg: 'PS256', value: digest }, signal)
      return Buffer.concat([head, signature])
    },
    async unwrapKey(wrapped, binding, signal) {
      if (wrapped.length <= VERSION_BYTES) throw vaultUnavailable('bad_format')
      const version = Buffer.from(wrapped.subarray(0, VERSION_BYTES)).toString('hex')
      const { key, size } = await api.version(version, signal)
      if (wrapped.length !== VERSION_BYTES + 2 * size) throw vaultUnavailable('bad_format')
      const head = wrapped.subarray(0, VERSION_BYTES + size)
      const signature = wrapped.subarray(VERSION_BYTES + size)
      // RFC 7518, 3.5: the salt is as long as the hash.
      const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      if (!verify('sha256', signedBytes(head, binding), pss, signature))
        throw vaultUnavailable('does_not_open')
      const value = head.subarray(VERSION_BYTES)
      return api.use(version, { operation: 'unwrapkey', alg: 'RSA-OAEP-256', value }, signal)
    },
  }
}

/** The label keeps a signature of this key for another purpose from passing here. */
function signedBytes(head: Uint8Array, binding: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('sallyport-azure-key-vault-1:'), binding, head])
}

interface KeyUse {
  readonly operation: 'sign' | 'unwrapkey'
  readonly alg: string
  readonly value: Uint8Array
}

class KeyVaultApi {
  readonly #options: AzureKeyVaultOptions
  /** Public halves do not change, and there are few. */
  readonly #known = new Map<string, PublicVersion>()

  constructor(options: AzureKeyVaultOptions) {
    this.#options = options
  }

  newest(signal: AbortSignal): Promise<PublicVersion> {
    const { version } = this.#options
    return version === undefined ? this.#get('', signal) : this.version(version, signal)
  }

  async version(version: string, signal: AbortSignal): Promise<PublicVersion> {
    return this.#known.get(version) ?? (await this.#get(`/${version}`, signal))
  }

  async use(version: string, { operation, alg, value }: KeyUse, signal: AbortSignal): Promise<Uint8Array> {
    const body = JSON.stringify({ alg, value: Buffer.from(value).toString('base64url') })
    const answer = await this.#ask(`/${version}/${operation}`, body, signal)
    return Buffer.from(textAt(answer, 'value'), 'base64url')
  }

  async #get(version: string, signal: AbortSignal): Promise<PublicVersion> {
    const answer = await this.#ask(version, undefined, signal)
    const found = /\/keys\/[0-9A-Za-z-]+\/([0-9a-f]{32})$/.exec(textAt(answer, 'key', 'kid'))?.[1]
    const [n, e] = [textAt(answer, 'key', 'n'), textAt(answer, 'key', 'e')]
    if (found === undefined) throw new Error('the answer of Key Vault names no version')
    const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
    const one = { version: found, key, size: Buffer.from(n, 'base64url').length }
    if (this.#known.size < MAX_KNOWN_VERSIONS) this.#known.set(found, one)
    return one
  }

  async #ask(path: string, body: string | undefined, signal: AbortSignal): Promise<KmsAnswer> {
    const { origin, name, accessToken, fetch } = this.#options
    const authorization = `Bearer ${await accessToken(signal)}`
    const url = `${origin}/keys/${name}${path}?api-version=${API_VERSION}`
    const answer = await ask(fetch, url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body }),
      signal,
    })
    if (answer.status === 200) return answer
    throw refusal(
      answer,
      meaningOf(answer, path),
      'get, sign and unwrapKey on the key (Key Vault Crypto User)',
    )
  }
}

/** learn.microsoft.com/azure/key-vault/general/rest-error-codes; a key that is off answers 403 too. */
function meaningOf({ status, body }: KmsAnswer, path: string) {
  const isOff = at(body, 'error', 'innererror', 'code') === 'KeyDisabled'
  if (status === 401 || (status === 403 && !isOff)) return 'root_key_denied'
  return status === 400 && path.endsWith('unwrapkey') ? 'does_not_open' : 'root_key_refused'
}
