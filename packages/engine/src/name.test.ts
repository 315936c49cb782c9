import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseName } from './name.ts'

const TAKEN: readonly (readonly [what: string, raw: string, stored: string])[] = [
  ['a name as it is', 'Acme & Söhne', 'Acme & Söhne'],
  ['blanks around it', '\t Acme\u00a0\n', 'Acme'],
  ['blanks inside', 'Acme  Inc.', 'Acme  Inc.'],
  ['letters with marks apart', 'Mu\u0308ller', 'Müller'],
  ['another case as another name', 'ACME', 'ACME'],
  ['one character', 'é', 'é'],
  ['255 characters, whatever they measure', '😀'.repeat(255), '😀'.repeat(255)],
  ['256 characters that are 255 after NFC', `${'a'.repeat(254)}u\u0308`, `${'a'.repeat(254)}ü`],
  ['what looks like SQL', "'; DROP TABLE workspaces; --", "'; DROP TABLE workspaces; --"],
]

for (const [what, raw, stored] of TAKEN) {
  test(`takes ${what}`, () => assert.equal(parseName('workspace_name', raw), stored))
}

const REFUSED: readonly (readonly [what: string, raw: string])[] = [
  ['nothing', ''],
  ['blanks alone', ' \t\u2003'],
  ['256 characters', 'a'.repeat(256)],
  ['256 characters that measure twice as much', '😀'.repeat(256)],
  ['a NUL', 'a\0b'],
  ['a line break', 'a\nb'],
  ['an escape', 'a\u001b[31mb'],
  ['a control of the second block', 'a\u0085b'],
  ['a line separator', 'a\u2028b'],
  ['a paragraph separator', 'a\u2029b'],
  ['half a character', 'a\ud83db'],
]

for (const [what, raw] of REFUSED) {
  test(`refuses ${what}, by the name of the field`, () => {
    assert.throws(
      () => parseName('customer_name', raw),
      (error: { code?: unknown; problems?: { field: unknown }[] }) =>
        error.code === 'invalid_request' && error.problems?.[0]?.field === 'customer_name',
    )
  })
}

test('what is stored stays the same when it is read again', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(text, (raw) => {
      const stored = attempt(raw)
      if (stored === undefined) return
      assert.equal(parseName('name', stored), stored)
      assert.ok(stored.isWellFormed() && stored.length > 0)
    }),
    { numRuns: 200 },
  )
})

function attempt(raw: string): string | undefined {
  try {
    return parseName('name', raw)
  } catch {
    return undefined
  }
}
