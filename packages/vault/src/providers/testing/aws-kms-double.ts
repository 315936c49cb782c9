import { type DoubleAnswer, type DoubleRequest, LoopbackDouble } from './loopback-double.ts'
import { isSigned, type SigningKey } from './sigv4.ts'
import type { VersionedKey } from './versioned-key.ts'

const ACCOUNT = 'arn:aws:kms:eu-central-1:111122223333'

export interface AwsKmsDouble {
  readonly service: LoopbackDouble
  /** Who may call, and what. */
  readonly caller: SigningKey & { actions: readonly string[] }
  /** By key id. Aliases are `alias/<id>`. */
  readonly keys: Map<string, { readonly key: VersionedKey; state: 'Enabled' | 'Disabled' }>
}

/**
 * Plays Encrypt and Decrypt of AWS KMS after its API reference: JSON 1.1, signatures checked, encryption
 * context, aliases, and the exceptions by name. A ciphertext names its key, as over there.
 */
export async function startAwsKmsDouble(): Promise<AwsKmsDouble> {
  const keys: AwsKmsDouble['keys'] = new Map()
  const caller = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    actions: ['Encrypt', 'Decrypt'],
  }
  const service = await LoopbackDouble.start((request) => {
    if (!isSigned(request, caller, 'eu-central-1/kms')) return refuse('InvalidSignatureException')
    const [, action = ''] = /^TrentService\.(\w+)$/.exec(String(request.headers['x-amz-target'])) ?? []
    if (request.headers['content-type'] !== 'application/x-amz-json-1.1')
      return refuse('SerializationException')
    if (!caller.actions.includes(action)) return refuse('AccessDeniedException')
    return act(action, request, keys)
  })
  return { service, caller, keys }
}

function act(action: string, { body }: DoubleRequest, keys: AwsKmsDouble['keys']): DoubleAnswer {
  const fields = JSON.parse(body)
  const id = String(fields.KeyId)
    .replace(/^arn:.*:key\//, '')
    .replace(/^alias\//, '')
  const found = keys.get(id)
  if (found === undefined) return refuse('NotFoundException')
  if (found.state === 'Disabled') return refuse('DisabledException')
  const context = Buffer.from(JSON.stringify(Object.entries(fields.EncryptionContext ?? {}).sort()))
  const KeyId = `${ACCOUNT}:key/${id}`
  if (action === 'Encrypt') {
    const plaintext = Buffer.from(fields.Plaintext, 'base64')
    if (plaintext.length < 1 || plaintext.length > 4096) return refuse('ValidationException')
    const blob = Buffer.concat([
      Buffer.from([id.length]),
      Buffer.from(id),
      Buffer.from([found.key.latest]),
      found.key.encrypt(plaintext, context),
    ])
    return { status: 200, body: { CiphertextBlob: blob.toString('base64'), KeyId } }
  }
  const blob = Buffer.from(fields.CiphertextBlob, 'base64')
  const boxAt = 2 + (blob[0] ?? 0)
  const named = blob.subarray(1, boxAt - 1).toString()
  if (!keys.has(named)) return refuse('InvalidCiphertextException')
  if (named !== id) return refuse('IncorrectKeyException')
  const plaintext = found.key.decrypt(blob[boxAt - 1] ?? 0, blob.subarray(boxAt), context)
  if (plaintext === undefined) return refuse('InvalidCiphertextException')
  return { status: 200, body: { Plaintext: plaintext.toString('base64'), KeyId } }
}

function refuse(name: string): DoubleAnswer {
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: { __type: name, message: 'played' },
  }
}
