import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { qualifiedSearch } from './qualified.ts'

const options = {
  words: ['title', 'body'],
  names: {
    label: 'labels.name',
    size: { member: 'size', range: true },
    at: { member: 'at', range: true },
    mentions: { member: 'body', contains: true, before: '@' },
    is: { values: { open: { state: 'open' }, labelled: { labels: { exists: true } } } },
    in: { words: { title: ['title'], nothing: [] } },
    place: { scope: '/' },
    sort: { ignore: true },
  },
}
const record = {
  title: 'A leak',
  body: 'Ask @ada about "it"',
  state: 'open',
  size: 5,
  at: '2026-01-02T03:04:05Z',
  labels: [{ name: 'Good first issue' }],
}

const CASES: readonly (readonly [query: string, matches: boolean])[] = [
  ['', true],
  ['LEAK ada', true],
  ['leak missing', false],
  ['-missing', true],
  ['-leak', false],
  ['"a leak"', true],
  ['leak in:title', true],
  ['ada in:title', false],
  ['label:"good first issue"', true],
  ['-label:"good first issue"', false],
  ['label:*', true],
  ['label:good', false],
  ['size:5', true],
  ['size:>5', false],
  ['size:>=5 size:<6', true],
  ['size:1..4', false],
  ['size:*..5', true],
  ['at:2026-01-02', true],
  ['at:>2026-01-02', true],
  ['at:2026-01-01..2026-01-02', true],
  ['at:<2026-01-02', false],
  ['mentions:ada', true],
  ['mentions:bob', false],
  ['is:open is:labelled', true],
  ['-is:open', false],
  ['is:unheard-of', true],
  ['sort:size-desc', true],
  ['constructor:x', false],
  ['is:constructor', true],
]

for (const [query, matches] of CASES) {
  test(`"${query}" ${matches ? 'finds' : 'does not find'} the record`, () => {
    assert.equal(qualifiedSearch(query, options)?.matches(record), matches)
  })
}

test('collections that are named narrow the search down to them', () => {
  assert.deepEqual(qualifiedSearch('place:a/b place:c leak', options)?.scopes, [['a', 'b'], ['c']])
  assert.equal(qualifiedSearch('-place:a/b leak', options)?.scopes, undefined)
})

test('a quotation mark without its twin is no query', () => {
  assert.equal(qualifiedSearch('"half', options), undefined)
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string(), (text) => void qualifiedSearch(text, options)?.matches(record)))
})

test('every term of a long text counts, and a text of more than 10,000 letters is refused', () => {
  assert.equal(qualifiedSearch(`${'leak '.repeat(150)}missing`, options)?.matches(record), false)
  assert.equal(qualifiedSearch('a'.repeat(10_001), options), undefined)
})
