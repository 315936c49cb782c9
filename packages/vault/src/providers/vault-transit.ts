import type { Kms, KmsEdge } from './kms.ts'
import { ask, type KmsAnswer, refusal, textAt } from './kms-exchange.ts'

export interface VaultTransitOptions {
  /** `https://vault.example.com:8200` */
  readonly origin: string
  /** Path of the transit engine: `transit`. */
  readonly mount: string
  readonly name: string
  readonly namespace?: string
  /** Whether the key was made with `derived=true`, which asks for a context in each call. */
  readonly derived?: boolean
  /** Asked before each call. */
  readonly token: () => Promise<string>
  readonly fetch: KmsEdge['fetch']
}

/**
 * A key of the transit engine of HashiCorp Vault or OpenBao, over HTTP
 * (developer.hashicorp.com/vault/api-docs/secret/transit). The ciphertext names the key's version, so a
 * rotation over there changes nothing here.
 */
export function createVaultTransit(options: VaultTransitOptions): Kms {
  const { origin, mount, name, fetch } = options
  const place = `${mount}/keys/${name}`
  const call = async (verb: 'encrypt' | 'decrypt', fields: object, signal: AbortSignal) => {
    const path = `${mount}/${verb}/${name}`
    const answer = await ask(fetch, `${origin}/v1/${path}`, {
      method: 'POST',
      headers: await vaultHeaders(options),
      body: JSON.stringify(fields),
      signal,
    })
    if (answer.status === 200) return answer
    throw refusal(answer, meaningOf(answer, verb), `update on ${verb}/<key> of the transit engine`)
  }
  const bound = (binding: Uint8Array) => ({
    associated_data: base64(binding),
    ...(options.derived && { context: base64(binding) }),
  })
  return {
    keyId: `vault:${origin}/${place}`,
    async wrapKey(key, binding, signal) {
      const answer = await call('encrypt', { plaintext: base64(key), ...bound(binding) }, signal)
      return Buffer.from(textAt(answer, 'data', 'ciphertext'))
    },
    async unwrapKey(wrapped, binding, signal) {
      const ciphertext = Buffer.from(wrapped).toString()
      const answer = await call('decrypt', { ciphertext, ...bound(binding) }, signal)
      return Buffer.from(textAt(answer, 'data', 'plaintext'), 'base64')
    },
  }
}

export async function vaultHeaders({
  namespace,
  token,
}: Pick<VaultTransitOptions, 'namespace' | 'token'>): Promise<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'x-vault-token': await token(),
    // Agents that guard against forged requests ask for it (docs: listener `require_request_header`).
    'x-vault-request': 'true',
    ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
  }
}

/** Vault answers 400 to a ciphertext that does not open, and 403 to a token that is bad or may not do this. */
function meaningOf({ status }: KmsAnswer, verb: 'encrypt' | 'decrypt') {
  if (status === 403 || status === 401) return 'root_key_denied'
  return status === 400 && verb === 'decrypt' ? 'does_not_open' : 'root_key_refused'
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
