import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { describeRootKeyProvider } from './conformance.ts'
import { crc32c } from './crc32c.ts'
import { createGoogleKms } from './google-kms.ts'
import { createRemoteRootKey } from './remote-root-key.ts'
import { type GoogleKmsDouble, startGoogleKmsDouble } from './testing/google-kms-double.ts'
import { realEdge } from './testing/real-edge.ts'
import { VersionedKey } from './testing/versioned-key.ts'

const nameOf = (key: string) => `projects/acme/locations/europe-west3/keyRings/engine/cryptoKeys/${key}`
let kms: GoogleKmsDouble
before(async () => {
  kms = await startGoogleKmsDouble()
  kms.tokens.add('ya29.good')
  for (const key of ['root', 'other']) kms.keys.set(nameOf(key), new VersionedKey())
})
after(() => kms.service.close())

const open = (key: string, token = 'ya29.good') =>
  createRemoteRootKey(
    createGoogleKms({ name: nameOf(key), accessToken: async () => token, fetch, origin: kms.service.url }),
    realEdge,
  )
const data = Buffer.from('organization 1')

describeRootKeyProvider({
  name: 'Google Cloud KMS',
  async create() {
    return { rootKey: open('root'), sameAgain: open('root'), other: open('other') }
  },
})

describe('a root key in Google Cloud KMS', () => {
  it('opens what older versions wrapped', async () => {
    const wrapped = await open('root').wrap(Buffer.from('key'), data)
    kms.keys.get(nameOf('root'))?.rotate()
    assert.equal(Buffer.from(await open('root').unwrap(wrapped, data)).toString(), 'key')
  })

  it('is asked again where a checksum does not fit, and not believed where none ever does', async () => {
    const rootKey = open('root')
    kms.damages = 2
    const wrapped = await rootKey.wrap(Buffer.from('key'), data)
    kms.damages = 2
    assert.equal(Buffer.from(await rootKey.unwrap(wrapped, data)).toString(), 'key')
    kms.damages = 3
    const error = await rootKey.unwrap(wrapped, data).catch((reason: unknown) => reason)
    assert.ok(SallyportError.isInstance(error), String(error))
    assert.deepEqual([error.code, error.retryable], ['vault_unavailable', true])
    assert.match(String(error.cause), /checksum/)
  })

  it('is denied to a login that may not use it, and names the permission', async () => {
    await assert.rejects(open('root', 'ya29.bad').wrap(Buffer.from('key'), data), {
      code: 'vault_unavailable',
      retryable: false,
      fix: /cloudkms\.cryptoKeyVersions\.useToEncrypt/,
    })
  })

  it('is refused where there is no such key', async () => {
    await assert.rejects(open('missing').wrap(Buffer.from('key'), data), {
      code: 'vault_unavailable',
      retryable: false,
      message: /may be missing/,
    })
  })
})

describe('CRC-32C', () => {
  // RFC 3720, appendix B.4.
  const vectors: readonly (readonly [bytes: Uint8Array, sum: number])[] = [
    [new Uint8Array(32), 0x8a9136aa],
    [new Uint8Array(32).fill(0xff), 0x62a8ab43],
    [Uint8Array.from({ length: 32 }, (_, at) => at), 0x46dd794e],
    [Uint8Array.from({ length: 32 }, (_, at) => 31 - at), 0x113fdb5c],
  ]
  for (const [bytes, sum] of vectors) {
    it(`of the RFC's example is ${sum.toString(16)}`, () => assert.equal(crc32c(bytes), sum))
  }
})
