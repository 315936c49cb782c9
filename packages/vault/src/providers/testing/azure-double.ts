import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
  randomBytes,
} from 'node:crypto'
import { type DoubleAnswer, type DoubleRequest, LoopbackDouble } from './loopback-double.ts'

interface RsaVersion {
  readonly version: string
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export interface AzureDouble {
  /** Token endpoint, metadata service and vault in one. */
  readonly service: LoopbackDouble
  readonly keys: Map<string, { readonly versions: RsaVersion[]; enabled: boolean }>
  /** Tokens that the vault takes. */
  readonly tokens: Set<string>
  /** What applications log in with: `client_secret` or `client_assertion`. */
  readonly applicationProofs: Set<string>
  rotate(name: string): void
}

/**
 * Plays Azure after its references: keys (get, sign, unwrapkey), the token endpoint of Microsoft Entra, and
 * the metadata service of a machine.
 */
export async function startAzureDouble(): Promise<AzureDouble> {
  const keys: AzureDouble['keys'] = new Map()
  const [tokens, applicationProofs] = [new Set<string>(), new Set<string>()]
  const issue = (expires_in: number | string): DoubleAnswer => {
    const access_token = randomBytes(16).toString('hex')
    tokens.add(access_token)
    return { status: 200, body: { token_type: 'Bearer', expires_in, access_token } }
  }
  const service = await LoopbackDouble.start((request) => {
    if (request.target === '/tenant/oauth2/v2.0/token') {
      return isLogin(request, applicationProofs)
        ? issue(3599)
        : { status: 401, body: { error: 'invalid_client' } }
    }
    if (request.target.startsWith('/metadata/')) {
      return isMachine(request) ? issue('86399') : { status: 400, body: { error: 'bad_request' } }
    }
    if (!tokens.has(request.headers.authorization?.replace('Bearer ', '') ?? ''))
      return refuse(401, 'Unauthorized')
    return useKey(request, keys, service.url)
  })
  const rotate = (name: string) => {
    const made = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const known = keys.get(name) ?? { versions: [], enabled: true }
    known.versions.push({ version: randomBytes(16).toString('hex'), ...made })
    keys.set(name, known)
  }
  return { service, keys, tokens, applicationProofs, rotate }
}

function isLogin({ method, body }: DoubleRequest, proofs: ReadonlySet<string>): boolean {
  const form = new URLSearchParams(body)
  const isAssertion =
    form.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  const proof = isAssertion ? form.get('client_assertion') : form.get('client_secret')
  return (
    method === 'POST' &&
    form.get('grant_type') === 'client_credentials' &&
    form.get('client_id') === 'client' &&
    form.get('scope') === 'https://vault.azure.net/.default' &&
    proofs.has(proof ?? '')
  )
}

function isMachine({ method, target, headers }: DoubleRequest): boolean {
  const { pathname, searchParams } = new URL(target, 'http://metadata')
  return (
    method === 'GET' &&
    headers.metadata === 'true' &&
    pathname === '/metadata/identity/oauth2/token' &&
    searchParams.get('api-version') === '2018-02-01' &&
    searchParams.get('resource') === 'https://vault.azure.net'
  )
}

function useKey(
  { method, target, body }: DoubleRequest,
  keys: AzureDouble['keys'],
  origin: string,
): DoubleAnswer {
  const [, name = '', version, operation] =
    /^\/keys\/([\w-]+)(?:\/([0-9a-f]{32})(?:\/(sign|unwrapkey))?)?\?api-version=7\.4$/.exec(target) ?? []
  const key = keys.get(name)
  const found =
    version === undefined ? key?.versions.at(-1) : key?.versions.find((each) => each.version === version)
  if (key === undefined || found === undefined) return refuse(404, 'KeyNotFound')
  const kid = `${origin}/keys/${name}/${found.version}`
  if (operation === undefined) {
    const { n, e } = found.publicKey.export({ format: 'jwk' })
    return { status: method === 'GET' ? 200 : 405, body: { key: { kid, kty: 'RSA', n, e } } }
  }
  if (!key.enabled) return refuse(403, 'Forbidden', 'KeyDisabled')
  const fields = JSON.parse(body)
  const value = carryOut(operation, fields.alg, { bytes: Buffer.from(fields.value, 'base64url'), key: found })
  return value === undefined
    ? refuse(400, 'BadParameter')
    : { status: 200, body: { kid, value: value.toString('base64url') } }
}

function carryOut(operation: string, alg: string, { bytes, key }: { bytes: Buffer; key: RsaVersion }) {
  try {
    if (operation === 'sign' && alg === 'PS256' && bytes.length === 32) {
      const encoded = encodePss(bytes)
      return privateEncrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, encoded)
    }
    if (operation !== 'unwrapkey' || alg !== 'RSA-OAEP-256') return undefined
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    return privateDecrypt({ key: key.privateKey, padding, oaepHash: 'sha256' }, bytes)
  } catch {
    return undefined
  }
}

/** EMSA-PSS of a SHA-256 digest for 2,048 bits (RFC 8017, 9.1.1), since node:crypto hashes whatever it signs. */
function encodePss(digest: Buffer): Buffer {
  const salt = randomBytes(32)
  const hash = sha256(Buffer.alloc(8), digest, salt)
  const block = Buffer.concat([Buffer.alloc(256 - 32 - 32 - 2), Buffer.of(1), salt])
  const mask = Buffer.concat(Array.from({ length: 7 }, (_, count) => sha256(hash, Buffer.of(0, 0, 0, count))))
  const masked = block.map((byte, at) => byte ^ (mask[at] ?? 0))
  masked[0] = (masked[0] ?? 0) & 0x7f
  return Buffer.concat([masked, hash, Buffer.of(0xbc)])
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}

function refuse(status: number, code: string, inner?: string): DoubleAnswer {
  const innererror = inner === undefined ? {} : { innererror: { code: inner } }
  return { status, body: { error: { code, message: 'played', ...innererror } } }
}
