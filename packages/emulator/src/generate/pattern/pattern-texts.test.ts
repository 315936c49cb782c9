import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '../random.ts'
import { parsePattern } from './parse-pattern.ts'
import { patternTexts } from './pattern-texts.ts'

const ANY = { least: 0, most: Number.POSITIVE_INFINITY }

const READ = [
  '^[a-z0-9-]+$',
  '^(\\+1)?\\d{3}[-. ]\\d{4}$',
  '^[A-Z]{2}\\d{2}[A-Z0-9]{1,30}$',
  '^(?:[01]\\d|2[0-3]):[0-5]\\d$',
  '^(?<year>\\d{4})$',
  '^[^@]+@[^@]+$',
  '^[\\w.%+-]+$',
  '^[a-f\\d]{4,}?$',
  '^\\p{Lu}\\p{L}*$',
  '^(a|b|)c$',
  '^[\\]\\-^]$',
  '^\\/v\\d+\\/.*$',
  '^[^\\x00-\\x7f]$',
  '^.{3}$',
  'a{2}b*c?',
  '\\bword\\b',
  '^{$',
]

for (const pattern of READ)
  test(`A text is made by ${pattern}`, () => {
    const node = parsePattern(pattern)
    assert.ok(node)
    const expression = new RegExp(pattern, pattern.includes('\\p') ? 'u' : '')
    for (let seed = 0; seed < 30; seed += 1) {
      const [text] = patternTexts(node, seededRandom(String(seed)), ANY)
      assert.match(text ?? '-', expression)
    }
  })

for (const pattern of [
  '(?=a)a',
  '(?!a)b',
  '(?<=a)b',
  '(a)\\1',
  '(?<n>a)\\k<n>',
  '(a',
  'a)',
  '[a',
  'a{3,1}',
  '[]',
  '('.repeat(60),
  'a'.repeat(5001),
])
  test(`No text is made by ${pattern.slice(0, 20)}`, () => assert.equal(parsePattern(pattern), undefined))

test('A length that the pattern allows is met', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('^[a-z]+$', '^x(yz?)*[0-9]+$', 'a', '^(\\w+ ?)+$'),
      fc.integer({ min: 3, max: 60 }),
      (pattern, size) => {
        const node = parsePattern(pattern)
        assert.ok(node)
        const texts = [...patternTexts(node, seededRandom(pattern), { least: size, most: size })]
        assert.ok(
          texts.some((text) => text.length === size && new RegExp(pattern).test(text)),
          texts.join(),
        )
      },
    ),
  )
})

test('Any text at all is read as a pattern or not, without failing', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[()[\]{}|*+?\\^$a-d0-9,.:-]{0,30}$/), (pattern) => {
      const node = parsePattern(pattern)
      if (node) assert.ok([...patternTexts(node, seededRandom('x'), { least: 0, most: 200 })].length < 20)
    }),
  )
})
