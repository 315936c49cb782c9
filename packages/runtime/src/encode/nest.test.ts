import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nest } from './nest.ts'

type Entry = readonly [path: readonly string[], value: unknown]

/** The same by another way: what contradicts a later value goes first, the rest is grouped. */
function reference(values: readonly (readonly [string, unknown])[]): unknown {
  let entries: Entry[] = []
  for (const [name, value] of values) {
    const path = name.split('.')
    entries = [...entries.filter(([other]) => !within(other, path) && !within(path, other)), [path, value]]
  }
  return entries.length === 0 ? {} : grouped(entries)
}

const within = (a: readonly string[], b: readonly string[]) => a.every((name, at) => name === b[at])

function grouped(entries: readonly Entry[]): unknown {
  const [first] = entries
  if (first && first[0].length === 0) return first[1]
  const names = [...new Set(entries.map(([[name = '']]) => name))]
  const below = (name: string) =>
    grouped(entries.filter(([path]) => path[0] === name).map(([path, value]) => [path.slice(1), value]))
  const isList = names.toSorted().join() === names.map((_, at) => String(at)).join()
  if (isList) return names.toSorted().map(below)
  return Object.fromEntries(names.map((name) => [name, below(name)]))
}

const name = fc.constantFrom(
  'a',
  'b',
  '0',
  '1',
  '2',
  '',
  '__proto__',
  'constructor',
  'prototype',
  'length',
  'toString',
)
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('.'))

test('any names lead to what a slower way makes of them, and the prototype of objects stays as it is', () => {
  const known = Object.getOwnPropertyNames(Object.prototype)
  fc.assert(
    fc.property(fc.array(fc.tuple(path, fc.jsonValue()), { maxLength: 8 }), (values) => {
      assert.deepEqual(nest(values), reference(values))
      assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), known)
    }),
    { numRuns: 500 },
  )
})

for (const [values, nested] of [
  [
    { 'requester.email': 'a', 'requester.name': 'b', x: 1 },
    { requester: { email: 'a', name: 'b' }, x: 1 },
  ],
  [{ 'files.0.id': 1, 'files.1.id': 2 }, { files: [{ id: 1 }, { id: 2 }] }],
  [{ 'files.1': 'b', 'files.0': 'a' }, { files: ['a', 'b'] }],
  [{ 'files.1': 'b' }, { files: { 1: 'b' } }],
  [{ a: 1, 'a.b': 2 }, { a: { b: 2 } }],
  [
    { 'a.b': null, c: [] },
    { a: { b: null }, c: [] },
  ],
] as const) {
  test(`${JSON.stringify(values)} is nested as ${JSON.stringify(nested)}`, () => {
    assert.deepEqual(nest(Object.entries(values)), nested)
  })
}

test('a name of the prototype is a member like any other', () => {
  const made = nest([['__proto__.polluted', true]])
  assert.deepEqual(Object.keys(made), ['__proto__'])
  assert.equal('polluted' in {}, false)
})
