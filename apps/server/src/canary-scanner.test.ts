import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { createCanaryScanner } from './testing/canary-scanner.ts'

const plain = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'
const awkward = 'a"b\\c/d%e+f&g=h<i>j\'k{l}m~n?o#p|q^r`s,t;'

const gzip = (bytes: Buffer) => gzipSync(bytes)
const bytea = (bytes: Buffer) => `\\x${bytes.toString('hex')}`

/** How a program may pass on a text that holds the secret. None of them shares code with the scanner. */
const disguises: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  raw: (text) => text,
  bytes: (text) => Buffer.from(text),
  JSON: (text) => JSON.stringify({ text }),
  'JSON in JSON': (text) => JSON.stringify({ line: JSON.stringify({ text }) }),
  'JSON with escaped slashes': (text) => JSON.stringify(text).replaceAll('/', '\\/'),
  'a query': (text) => `?q=${encodeURIComponent(text)}`,
  'a query in lower case': (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'every byte percent-encoded': (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  base64: (text) => btoa(text),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex in upper case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  inspect: (text) => inspect({ error: { cause: text } }),
  gzip: (text) => gzip(Buffer.from(text)),
  'gzip of base64': (text) => gzip(Buffer.from(btoa(text))),
  bytea: (text) => bytea(Buffer.from(text)),
  'bytea of base64': (text) => bytea(Buffer.from(btoa(text))),
  'bytea of gzip': (text) => bytea(gzip(Buffer.from(text))),
}

describe('a secret is found', () => {
  for (const [name, disguise] of Object.entries(disguises)) {
    for (const secret of [plain, awkward]) {
      test(`as ${name}, with anything before and after it: ${secret.slice(0, 8)}`, () => {
        const scan = createCanaryScanner(secret)
        for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
          const found = scan('here', disguise(`${before}${secret}:after`))
          assert.ok(found.length > 0, before)
          assert.equal(found[0]?.where, 'here')
        }
      })
    }
  }

  test('whatever it is and wherever it stands', () => {
    const text = fc.string({ minLength: 0, maxLength: 20, unit: 'binary-ascii' })
    const secret = fc.string({ minLength: 12, maxLength: 60, unit: 'grapheme-ascii' })
    const encodings = fc.constantFrom('base64', 'base64url', 'hex', 'utf8')
    fc.assert(
      fc.property(text, secret, text, encodings, (...[before, hidden, after, encoding]) => {
        const planted = Buffer.from(before + hidden + after).toString(encoding)
        assert.ok(createCanaryScanner(hidden)('here', planted).length > 0)
      }),
    )
  })
})

describe('nothing is found', () => {
  test('where another secret stands', () => {
    const scan = createCanaryScanner(plain)
    for (const disguise of Object.values(disguises)) {
      assert.deepEqual(scan('here', disguise(`user:${plain.replace('ghp_0', 'ghp_1')}`)), [])
    }
  })

  test('in what begins like gzip and is none', () => {
    assert.deepEqual(createCanaryScanner(plain)('here', Buffer.from([0x1f, 0x8b, 0, 1, 2])), [])
  })
})
