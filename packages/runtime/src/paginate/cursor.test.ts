import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { anyText } from '../testing/any-text.ts'
import { failureOf } from '../testing/failure-of.ts'
import { weather } from '../testing/weather.ts'
import { cursorFromQuery, placeFromCursor } from './cursor.ts'

const { list, get } = weather.entities.stations.actions
/** What the query of a list may hold: the size of a page, marks of a place, parameters outside the path. */
const ALLOWED = [
  'per_page',
  'page',
  'after',
  'state',
  'since',
  'height',
  'keeper',
  'season',
  'tags',
  'manned',
]

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}

test('a place comes back from its cursor as it was', () => {
  const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...ALLOWED), fc.string({ unit: 'grapheme' })), {
    minLength: 1,
    selector: ([name]) => name,
  })
  fc.assert(
    fc.property(pairs, (query) => {
      const cursor = cursorFromQuery(list, new URLSearchParams(query))
      assert.match(cursor, /^[A-Za-z0-9_-]+$/)
      assert.deepEqual(Object.fromEntries(placeFromCursor(list, cursor)), Object.fromEntries(query))
    }),
  )
})

test('one page has one cursor, in whichever order its query came', () => {
  const one = cursorFromQuery(list, new URLSearchParams('page=2&state=open&per_page=3'))
  const other = cursorFromQuery(list, new URLSearchParams('per_page=3&state=open&page=2'))
  assert.equal(one, other)
})

test('a query without anything of the operation has the empty cursor', () => {
  assert.equal(cursorFromQuery(list, new URLSearchParams('country=pt&x=1')), '')
  assert.equal(cursorFromQuery(get, new URLSearchParams('page=2')), '')
})

for (const [title, cursor] of [
  ['empty', ''],
  ['no base64', '???'],
  ['a URL', 'https://evil.example/?page=2'],
  ['random bytes', encode('\u0000\u0001\uffff')],
  ['a foreign name', encode('access_token=x')],
  ['a foreign name beside ours', encode('page=2&access_token=x')],
  ['a name of the path', encode('country=es')],
  ['a name of every object', encode('__proto__=1')],
  ['JSON', encode('{"page":2}')],
  ['a megabyte', encode('x'.repeat(1_000_000))],
] as const) {
  test(`a cursor that is ${title} is refused`, () => {
    const error = failureOf(() => placeFromCursor(list, cursor))
    assert.equal(error.code, 'invalid_cursor')
    assert.ok((error.message + error.fix).length < 300)
  })
}

test('a cursor of another operation is refused', () => {
  assert.equal(failureOf(() => placeFromCursor(get, encode('page=2'))).code, 'invalid_cursor')
})

test('whatever a cursor holds, no name that the operation could not send comes out of it', () => {
  const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...ALLOWED), fc.string()), fc.string()))
  const text = fc.oneof(
    anyText,
    fc.base64String(),
    query.map((pairs) => encode(new URLSearchParams(pairs).toString())),
  )
  fc.assert(
    fc.property(text, (cursor) => {
      try {
        for (const [name] of placeFromCursor(list, cursor)) assert.ok(ALLOWED.includes(name))
      } catch (error) {
        assert.ok(SallyportError.isInstance(error))
        assert.equal(error.code, 'invalid_cursor')
      }
    }),
    { numRuns: 1000 },
  )
})
