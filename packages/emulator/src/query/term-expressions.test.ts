import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { termExpressions } from './term-expressions.ts'

const names = {
  name: { member: 'name', operators: ['contains', '=', '!='] },
  fullText: { member: ['name', 'description'], operators: ['contains'], words: 'whole' },
  mimeType: { member: 'mimeType', operators: ['contains', '=', '!='] },
  modifiedTime: { member: 'modifiedTime', operators: ['<=', '<', '=', '!=', '>', '>='], as: 'time' },
  starred: { member: 'starred', operators: ['=', '!='], as: 'boolean' },
  trashed: { member: 'trashed', operators: ['=', '!='], as: 'boolean' },
  sharedWithMe: { member: 'sharedWithMeTime', operators: ['=', '!='], as: 'there' },
  parents: { member: 'parents', operators: ['in'], values: { root: '0AROOT' } },
  owners: { member: 'owners.emailAddress', operators: ['in'] },
  properties: { member: 'properties', operators: ['has'] },
}

const report = {
  name: "Valentine's Report 2024.txt",
  description: 'Hello there_world',
  mimeType: 'image/png',
  modifiedTime: '2020-06-01T12:00:00.500Z',
  starred: true,
  parents: ['0AROOT'],
  owners: [{ emailAddress: 'ada@example.com' }],
  properties: { team: 'sales', constructor: 'x' },
}

const matches = (text: string) => termExpressions(text, { names, words: [] })?.matches(report)

const HOLDS = [
  "name contains 'Rep'",
  "name contains 'valentine'",
  "name contains '2024 rep'",
  "name = 'Valentine\\'s Report 2024.txt'",
  "name != 'x'",
  "mimeType contains 'image/'",
  "not mimeType contains 'video/'",
  "fullText contains 'hello report'",
  'fullText contains \'"hello there world"\'',
  'trashed = false',
  'trashed=false',
  'starred',
  'starred != false',
  'not sharedWithMe',
  'sharedWithMe = false',
  "'root' in parents",
  "'0AROOT' in parents",
  "'ada@example.com' in owners",
  "properties has { key='team' and value='sales' }",
  "properties has {key='constructor' and value='x'}",
  "modifiedTime > '2020-06-01T12:00:00'",
  "modifiedTime < '2020-06-01T14:00:01+01:00'",
  "modifiedTime >= '2020-06-01'",
  "modifiedTime = '2020-06-01T12:00:00.5Z'",
  "(modifiedTime > '2030-01-01T00:00:00' or starred = true) and trashed = false",
  "not (name = 'x' and starred = true)",
  'not not starred = true',
  // From left to right: (true or true) and true; and first would give the same, the next two tell them apart.
  'starred = true or starred = true and starred = true',
]

const FAILS = [
  "name contains 'port'",
  "fullText contains 'hel'",
  'fullText contains \'"hello world"\'',
  "name = 'valentine'",
  'trashed = true',
  "'other' in parents",
  'starred = true or starred = true and trashed = true',
  "properties has { key='team' and value='x' }",
  "properties has { key='toString' and value='x' }",
  "modifiedTime > '2020-06-01T12:00:01Z'",
]

const UNREADABLE = [
  'name',
  "name is 'x'",
  'name contains x',
  "name contains 'x",
  "nme = 'x'",
  "constructor = 'x'",
  "__proto__ = 'x'",
  "name < 'x'",
  "fullText = 'x'",
  "starred = 'true'",
  'name = true',
  "modifiedTime > 'yesterday'",
  "modifiedTime > '2020-13-01'",
  "'x' in name",
  "parents in 'x'",
  "(name = 'x'",
  "name = 'x')",
  "name = 'x' and",
  "and name = 'x'",
  "name = 'x' name = 'y'",
  "name = 'x' && starred = true",
  "properties has { key='a' }",
  "name has { key='a' and value='b' }",
  '',
  'not',
  `${'('.repeat(60)}starred${')'.repeat(60)}`,
  `name = '${'x'.repeat(10_000)}'`,
]

for (const text of HOLDS) test(`${text} holds`, () => assert.equal(matches(text), true))
for (const text of FAILS) test(`${text} does not hold`, () => assert.equal(matches(text), false))
for (const text of UNREADABLE)
  test(`${text.slice(0, 40)} is no query`, () => assert.equal(matches(text), undefined))

test('any name can be asked for with its quotes and backslashes escaped', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), (name) => {
      const escaped = name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
      const query = termExpressions(`name = '${escaped}'`, { names, words: [] })
      assert.equal(query?.matches({ name }), true)
      assert.equal(query?.matches({ name: `${name}x` }), false)
    }),
  )
})

test('no text makes it throw', () => {
  const piece = fc.constantFrom(
    'name',
    'starred',
    '=',
    "'x'",
    'and',
    'or',
    'not',
    '(',
    ')',
    'has',
    '{',
    '}',
    'true',
    'in',
    "'",
    '\\',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const query = termExpressions(pieces.join(' '), { names, words: [] })
      if (query) assert.equal(typeof query.matches(report), 'boolean')
    }),
  )
})
