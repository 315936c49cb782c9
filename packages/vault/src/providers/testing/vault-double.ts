import { type DoubleAnswer, type DoubleRequest, LoopbackDouble } from './loopback-double.ts'
import type { VersionedKey } from './versioned-key.ts'

export interface VaultDouble {
  readonly service: LoopbackDouble
  /** Keys of the engine at `transit`, by name. */
  readonly keys: Map<string, { readonly key: VersionedKey; readonly derived: boolean }>
  /** Living tokens: how long each lives after a renewal, and whether it renews. */
  readonly tokens: Map<string, { readonly seconds: number; readonly renewable: boolean }>
}

/**
 * Plays the part of Vault that the engine uses, after its API documentation: transit encrypt and decrypt
 * with associated data and context, tokens, namespaces, and the words of its errors.
 */
export async function startVaultDouble(): Promise<VaultDouble> {
  const keys: VaultDouble['keys'] = new Map()
  const tokens: VaultDouble['tokens'] = new Map()
  const service = await LoopbackDouble.start((request) => {
    const token = tokens.get(String(request.headers['x-vault-token']))
    if (token === undefined) return refuse(403, 'permission denied')
    if (request.headers['x-vault-request'] !== 'true') return refuse(412, "missing 'X-Vault-Request' header")
    if (request.target === '/v1/auth/token/renew-self') return renew(token)
    return transit(request, keys)
  })
  return { service, keys, tokens }
}

function renew({ seconds, renewable }: { seconds: number; renewable: boolean }): DoubleAnswer {
  if (!renewable) return refuse(400, 'lease is not renewable')
  return { status: 200, body: { auth: { lease_duration: seconds, renewable }, data: null } }
}

function transit({ method, target, body }: DoubleRequest, keys: VaultDouble['keys']): DoubleAnswer {
  const [, verb, name = ''] = /^\/v1\/transit\/(encrypt|decrypt)\/([\w-]+)$/.exec(target) ?? []
  if (verb === undefined || method !== 'POST') return refuse(404, 'no handler for route')
  const found = keys.get(name)
  if (found === undefined) return refuse(400, 'encryption key not found')
  const fields = JSON.parse(body)
  if (found.derived && !fields.context) return refuse(400, "missing 'context' for key derivation")
  const bound = Buffer.concat([
    bytesOf(found.derived ? fields.context : ''),
    bytesOf(fields.associated_data ?? ''),
  ])
  if (verb === 'encrypt') {
    const ciphertext = `vault:v${found.key.latest}:${found.key.encrypt(bytesOf(fields.plaintext), bound).toString('base64')}`
    return { status: 200, body: { data: { ciphertext, key_version: found.key.latest } } }
  }
  const [, version, box = ''] = /^vault:v(\d+):(.+)$/.exec(fields.ciphertext) ?? []
  if (version === undefined) return refuse(400, 'invalid ciphertext: no prefix')
  const plaintext = found.key.decrypt(Number(version), bytesOf(box), bound)
  if (plaintext === undefined) return refuse(400, 'cipher: message authentication failed')
  return { status: 200, body: { data: { plaintext: plaintext.toString('base64') } } }
}

function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

function refuse(status: number, ...errors: string[]): DoubleAnswer {
  return { status, body: { errors } }
}
