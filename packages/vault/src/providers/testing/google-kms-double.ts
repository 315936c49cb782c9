import { type DoubleAnswer, type DoubleRequest, LoopbackDouble } from './loopback-double.ts'
import type { VersionedKey } from './versioned-key.ts'

export interface GoogleKmsDouble {
  readonly service: LoopbackDouble
  readonly keys: Map<string, VersionedKey>
  readonly tokens: Set<string>
  /** Turns a bit of what is sent back, as a faulty line would, so many times. */
  damages: number
}

/**
 * Plays encrypt and decrypt of Google Cloud KMS over REST after its reference: additional authenticated
 * data, CRC-32C both ways, versions, and the shape of its errors. It refuses bytes whose checksum does not
 * fit, and says that it looked.
 */
export async function startGoogleKmsDouble(): Promise<GoogleKmsDouble> {
  const keys: GoogleKmsDouble['keys'] = new Map()
  const tokens = new Set<string>()
  const service = await LoopbackDouble.start((request) => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    if (!tokens.has(token)) return refuse(401, 'UNAUTHENTICATED')
    const answer = act(request, keys)
    if (double.damages === 0 || answer.status !== 200) return answer
    double.damages--
    return { ...answer, body: damaged(answer.body) }
  })
  const double: GoogleKmsDouble = { service, keys, tokens, damages: 0 }
  return double
}

function act({ target, body }: DoubleRequest, keys: GoogleKmsDouble['keys']): DoubleAnswer {
  const [, name = '', verb] =
    /^\/v1\/(projects\/.+\/cryptoKeys\/[\w-]+):(encrypt|decrypt)$/.exec(target) ?? []
  const key = keys.get(name)
  if (verb === undefined || key === undefined) return refuse(404, 'NOT_FOUND')
  const fields = JSON.parse(body)
  for (const each of ['plaintext', 'ciphertext', 'additionalAuthenticatedData']) {
    if (fields[each] !== undefined && fields[`${each}Crc32c`] !== checksum(bytesOf(fields[each])))
      return refuse(400, 'INVALID_ARGUMENT')
  }
  const associatedData = bytesOf(fields.additionalAuthenticatedData)
  if (verb === 'encrypt') {
    const box = Buffer.concat([
      Buffer.from([key.latest]),
      key.encrypt(bytesOf(fields.plaintext), associatedData),
    ])
    const verified = { verifiedPlaintextCrc32c: true, verifiedAdditionalAuthenticatedDataCrc32c: true }
    return {
      status: 200,
      body: { name: `${name}/cryptoKeyVersions/${key.latest}`, ...field('ciphertext', box), ...verified },
    }
  }
  const box = bytesOf(fields.ciphertext)
  const plaintext = key.decrypt(box[0] ?? 0, box.subarray(1), associatedData)
  return plaintext === undefined
    ? refuse(400, 'INVALID_ARGUMENT')
    : { status: 200, body: { ...field('plaintext', plaintext), usedPrimary: box[0] === key.latest } }
}

function damaged(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, (name, value) => {
      if (name !== 'ciphertext' && name !== 'plaintext') return value
      const bytes = bytesOf(value)
      bytes[0] = (bytes[0] ?? 0) ^ 1
      return bytes.toString('base64')
    }),
  )
}

function field(name: string, bytes: Buffer) {
  return { [name]: bytes.toString('base64'), [`${name}Crc32c`]: checksum(bytes) }
}

/** Bit by bit, in the other direction than the code under test: polynomial 0x1edc6f41 of RFC 3720. */
function checksum(bytes: Uint8Array): string {
  let rest = 0xffffffff
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = ((rest >>> 31) ^ (byte >>> bit)) & 1
      rest = ((rest << 1) ^ (isOdd ? 0x1edc6f41 : 0)) >>> 0
    }
  }
  let mirrored = 0
  for (let bit = 0; bit < 32; bit++) mirrored = (mirrored << 1) | ((rest >>> bit) & 1)
  return String((mirrored ^ 0xffffffff) >>> 0)
}

function bytesOf(base64: string | undefined): Buffer {
  return Buffer.from(base64 ?? '', 'base64')
}

function refuse(status: number, code: string): DoubleAnswer {
  return { status, body: { error: { code: status, message: 'played', status: code } } }
}
