import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseAllowedOrigin } from './allowed-origin.ts'

const GOOD = [
  'https://app.example',
  'https://app.example:8443',
  'http://localhost:3000',
  'http://127.0.0.1:8080',
  'https://xn--bcher-kva.example',
]
for (const text of GOOD) test(`${text} is an origin`, () => assert.equal(parseAllowedOrigin(text), text))

const BAD: readonly (readonly [text: string, meant: RegExp | undefined])[] = [
  ['', undefined],
  ['app.example', undefined],
  ['null', undefined],
  ['*', undefined],
  ['https://*.app.example', undefined],
  ['https://app.example/', /https:\/\/app\.example is meant/],
  ['https://app.example/path', /https:\/\/app\.example is meant/],
  ['https://App.Example', /https:\/\/app\.example is meant/],
  ['https://app.example:443', /https:\/\/app\.example is meant/],
  ['https://user@app.example', /https:\/\/app\.example is meant/],
  ['https://bücher.example', /https:\/\/xn--bcher-kva\.example is meant/],
  ['https://a.example;script-src *', undefined],
  ["https://a.example;b'c", undefined],
  ['https://a.example,https://b.example', undefined],
  ['https://a.example https://b.example', undefined],
  ['https://app.example\n', /is meant/],
  ['ftp://app.example', undefined],
  ['file:///etc/passwd', undefined],
  ['https://[::1]:3000', undefined],
]
for (const [text, meant] of BAD) {
  test(`${JSON.stringify(text)} is none`, () => {
    assert.throws(
      () => parseAllowedOrigin(text),
      (error: { code: string; fix?: string }) => {
        assert.equal(error.code, 'invalid_request')
        if (meant === undefined) assert.equal(error.fix, undefined)
        else assert.match(error.fix ?? '', meant)
        return true
      },
    )
  })
}

test('whatever is let through is what a browser says, and one word of a policy', () => {
  const almost = fc
    .tuple(fc.constantFrom(...GOOD), fc.nat(30), fc.constantFrom(...';,\'"* \n/@:%_.AZ09[]'))
    .map(([good, at, sign]) => good.slice(0, at) + sign + good.slice(at))
  fc.assert(
    fc.property(fc.oneof(almost, fc.webUrl(), fc.string()), (text) => {
      let parsed: string
      try {
        parsed = parseAllowedOrigin(text)
      } catch {
        return
      }
      assert.equal(parsed, text)
      assert.equal(new URL(text).origin, text)
      assert.match(text, /^https?:\/\/[a-z0-9.:-]+$/)
    }),
    { numRuns: 3000 },
  )
})
