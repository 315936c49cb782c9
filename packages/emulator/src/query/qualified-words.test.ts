import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { qualifiedWords } from './qualified.ts'

const options = {
  words: ['text', 'file.title'],
  names: {
    in: { member: ['channel.name', 'channel.id'], ignoring: '^[#<]+|>$' },
    from: { member: 'user', values: { me: 'U1' } },
    before: { member: 'at', is: 'before' },
    after: { member: 'at', is: 'after' },
    on: { member: 'at', is: 'on' },
    has: { is: 'there', values: { pin: 'pinned' } },
  },
}

// 2026-01-31, noon.
const record = {
  text: 'The deployment of Ada is green',
  channel: { id: 'C1', name: 'general' },
  user: 'U1',
  at: '1769860800.000100',
  pinned: ['C1'],
}

const CASES: readonly (readonly [query: string, matches: boolean])[] = [
  ['', true],
  ['ada GREEN', true],
  ['ada red', false],
  ['deploy', false],
  ['deploy*', true],
  ['"ada is green"', true],
  ['"green ada"', false],
  ['-red', true],
  ['-ada', false],
  ['in:#general', true],
  ['in:general ada', true],
  ['in:<#C1>', true],
  ['in:random', false],
  ['-in:random', true],
  ['from:me', true],
  ['from:U2', false],
  ['before:2026-02-01', true],
  ['before:2026-01-31', false],
  ['after:2026-01-30', true],
  ['after:2026-01-31', false],
  ['on:2026-01-31', true],
  ['on:2026-02-01', false],
  ['before:tomorrow', false],
  ['has:pin', true],
  ['has:reaction', false],
  ['nowhere:general', false],
]

for (const [query, matches] of CASES) {
  test(`"${query}" ${matches ? 'finds' : 'does not find'} the message`, () => {
    assert.equal(qualifiedWords(query, options)?.matches(record), matches)
  })
}

test('a name of Object.prototype is a word, not a qualifier', () => {
  assert.equal(qualifiedWords('constructor:x', options)?.matches(record), false)
})

test('a text of more than 10,000 letters is refused', () => {
  assert.equal(qualifiedWords('a'.repeat(10_001), options), undefined)
})

test('every text is a query', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      const found = qualifiedWords(text, options)
      assert.equal(typeof found?.matches(record), 'boolean')
    }),
  )
})
