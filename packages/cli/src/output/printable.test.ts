import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { printable, printableJson } from './printable.ts'

const ESC = '\u001b'
const HOSTILE = [
  `${ESC}[2J${ESC}]0;owned\u0007`,
  `${ESC}]8;;https://evil.example${ESC}\\click${ESC}]8;;${ESC}\\`,
  '\u009b31m', // CSI as one C1 character
  'invoice\u202egnp.exe',
  '\u2066left\u2069',
  'over\rwritten',
  'new\u2028line\u2029s',
  'zero\u200bwidth\ufeff',
  '\u{e0041}\u{e0042}', // tags, which no terminal shows and models read
]
/** Texts that are mostly hostile. */
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.string()))
  .map((parts) => parts.join(''))

function assertQuiet(text: string): void {
  for (const character of text) {
    assert.doesNotMatch(character, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u, JSON.stringify(text))
  }
}

test('no line moves a terminal, hides text or turns it around', () => {
  for (const text of HOSTILE) assertQuiet(printable(text))
  fc.assert(fc.property(hostile, (text) => assertQuiet(printable(text))))
})

test('plain text stays as it is, in any script', () => {
  for (const text of ['Zürich', '日本語', 'שלום', 'مرحبا', 'naïve – “quoted”', '🎉'])
    assert.equal(printable(text), text)
})

test('JSON does nothing to a terminal, and says the same to whoever parses it', () => {
  const value = fc.jsonValue({ stringUnit: 'binary' })
  fc.assert(
    fc.property(value, hostile, fc.constantFrom(undefined, 2), (json, text, indent) => {
      const shown = printableJson({ [text]: json, text }, indent)
      assertQuiet(shown.replaceAll('\n', ''))
      assert.deepEqual(JSON.parse(shown), JSON.parse(JSON.stringify({ [text]: json, text })))
    }),
  )
})
