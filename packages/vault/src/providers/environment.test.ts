import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { SallyportError, Secret } from '@sallyport/errors'
import { describeRootKeyProvider } from './conformance.ts'
import { openEnvironmentKey } from './environment.ts'

const openFrom = (bytes: Uint8Array) =>
  openEnvironmentKey('ROOT', new Secret(Buffer.from(bytes).toString('base64url')))

describeRootKeyProvider({
  name: 'environment',
  async create() {
    const bytes = randomBytes(32)
    return { rootKey: openFrom(bytes), sameAgain: openFrom(bytes), other: openFrom(randomBytes(32)) }
  },
})

describe('a root key in an environment variable', () => {
  const malformed: Record<string, string> = {
    nothing: '',
    'a passphrase': 'correct horse battery staple',
    '31 bytes': randomBytes(31).toString('base64url'),
    '33 bytes': randomBytes(33).toString('base64url'),
    hexadecimal: randomBytes(32).toString('hex'),
    'the other alphabet': `+/${'A'.repeat(40)}A`,
    'a line break': `${'A'.repeat(43)}\n`,
  }
  for (const [what, text] of Object.entries(malformed)) {
    it(`is not ${what}`, () => refuses(text, /does not hold 32 bytes in base64url/))
  }

  const weak: Record<string, Uint8Array> = {
    zeros: new Uint8Array(32),
    'one byte over and over': new Uint8Array(32).fill(0xa7),
    'a short pattern': Uint8Array.from({ length: 32 }, (_, at) => [0xde, 0xad, 0xbe, 0xef][at % 4] ?? 0),
    'a sequence': Uint8Array.from({ length: 32 }, (_, at) => at + 1),
    'a sequence backwards': Uint8Array.from({ length: 32 }, (_, at) => 250 - 3 * at),
    text: Buffer.from('my very secret key of 32 letters'),
  }
  for (const [what, bytes] of Object.entries(weak)) {
    it(`is not ${what}`, () => refuses(Buffer.from(bytes).toString('base64url'), /weak key/))
  }

  it('may end in the padding that tools write', () => {
    const text = randomBytes(32).toString('base64url')
    const [bare, padded] = [text, `${text}=`].map((one) => openEnvironmentKey('ROOT', new Secret(one)).keyId)
    assert.equal(bare, padded)
  })

  it('is never refused when it is random', () => {
    for (let count = 0; count < 10_000; count++) openFrom(randomBytes(32))
  })
})

/** The refusal names the variable and the way to make a key, and never shows the value. */
function refuses(text: string, message: RegExp): void {
  assert.throws(
    () => openEnvironmentKey('ROOT', new Secret(text)),
    (error) => {
      assert.ok(SallyportError.isInstance(error), String(error))
      assert.equal(error.code, 'configuration_invalid')
      assert.match(error.message, message)
      assert.match(error.message, /variable ROOT/)
      assert.match(error.fix ?? '', /openssl rand/)
      if (text !== '') assert.equal(`${error.stack} ${error.fix}`.includes(text), false)
      return true
    },
  )
}
