import { crc32c } from './crc32c.ts'
import type { Kms, KmsEdge } from './kms.ts'
import { ask, at, type KmsAnswer, refusal, textAt } from './kms-exchange.ts'
import { loadOptionalPackage } from './optional-package.ts'

export interface GoogleKmsOptions {
  /** `projects/P/locations/L/keyRings/R/cryptoKeys/K` of a key for symmetric encryption. */
  readonly name: string
  readonly accessToken: () => Promise<string>
  readonly fetch: KmsEdge['fetch']
  /** Default: Google's own. */
  readonly origin?: string
}

/**
 * A key of Google Cloud KMS over REST (cloud.google.com/kms/docs/reference/rest), with its integrity fields
 * both ways: a checksum that does not fit is a fault of the way, and the call is made again. Google's own
 * client brings gRPC and 41 MB along for the same two POSTs.
 */
export function createGoogleKms(options: GoogleKmsOptions): Kms {
  const { name, accessToken, fetch, origin = 'https://cloudkms.googleapis.com' } = options
  const call = async (verb: 'encrypt' | 'decrypt', fields: object, signal: AbortSignal) => {
    const answer = await ask(fetch, `${origin}/v1/${name}:${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await accessToken()}` },
      body: JSON.stringify(fields),
      signal,
    })
    if (answer.status === 200) return answer
    throw refusal(answer, meaningOf(answer, verb), `cloudkms.cryptoKeyVersions.${PERMISSION[verb]}`)
  }
  return {
    keyId: `gcp-kms:${name}`,
    async wrapKey(key, binding, signal) {
      const fields = { ...field('plaintext', key), ...field('additionalAuthenticatedData', binding) }
      const answer = await call('encrypt', fields, signal)
      const verified = ['verifiedPlaintextCrc32c', 'verifiedAdditionalAuthenticatedDataCrc32c']
      if (!verified.every((flag) => at(answer.body, flag) === true)) throw damaged()
      return checked(answer, 'ciphertext')
    },
    async unwrapKey(wrapped, binding, signal) {
      const fields = { ...field('ciphertext', wrapped), ...field('additionalAuthenticatedData', binding) }
      return checked(await call('decrypt', fields, signal), 'plaintext')
    },
  }
}

const PERMISSION = { encrypt: 'useToEncrypt', decrypt: 'useToDecrypt' } as const

/**
 * Tokens of the login that the machine, the pod or `GOOGLE_APPLICATION_CREDENTIALS` has, by Google's
 * library. Where it knows no project it would ask a further service for one: it is told that of the key.
 */
export async function googleAccessTokens(keyName: string): Promise<() => Promise<string>> {
  const { GoogleAuth } = await loadOptionalPackage('google-auth-library', () => import('google-auth-library'))
  const [, projectId = ''] = keyName.split('/')
  const auth = new GoogleAuth({ projectId, scopes: ['https://www.googleapis.com/auth/cloudkms'] })
  return async () => {
    const token = await auth.getAccessToken()
    if (typeof token === 'string') return token
    throw new Error('the login at Google gave no token')
  }
}

/** Checksums are 64-bit integers there, which JSON carries as text. */
function field(name: string, bytes: Uint8Array) {
  return { [name]: Buffer.from(bytes).toString('base64'), [`${name}Crc32c`]: String(crc32c(bytes)) }
}

function checked(answer: KmsAnswer, name: string): Uint8Array {
  const bytes = Buffer.from(textAt(answer, name), 'base64')
  if (String(at(answer.body, `${name}Crc32c`)) !== String(crc32c(bytes))) throw damaged()
  return bytes
}

function damaged(): Error {
  return new Error('a checksum of Cloud KMS does not fit: the bytes were damaged on their way')
}

/** INVALID_ARGUMENT at decrypt means that the ciphertext is none of this key and these data. */
function meaningOf({ status, body }: KmsAnswer, verb: 'encrypt' | 'decrypt') {
  if (status === 401 || status === 403) return 'root_key_denied'
  const isArgument = status === 400 && at(body, 'error', 'status') === 'INVALID_ARGUMENT'
  return isArgument && verb === 'decrypt' ? 'does_not_open' : 'root_key_refused'
}
