import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Encoding } from '@sallyport/definition'
import fc from 'fast-check'
import { pairsOf } from './pairs.ts'

function written(values: Readonly<Record<string, unknown>>, lists?: Encoding['lists']): string {
  return pairsOf(Object.entries(values), lists)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

const CASES: readonly (readonly [Readonly<Record<string, unknown>>, Encoding['lists'], string])[] = [
  [{ a: 1, b: true, c: 'x y' }, undefined, 'a=1&b=true&c=x y'],
  [{ a: undefined, b: null }, undefined, 'b='],
  [{ a: [1, 2] }, undefined, 'a=1&a=2'],
  [{ a: [1, 2] }, 'repeat', 'a=1&a=2'],
  [{ a: [1, 2] }, 'brackets', 'a[]=1&a[]=2'],
  [{ a: [1, 2] }, 'indices', 'a[0]=1&a[1]=2'],
  [{ a: [1, 2] }, 'comma', 'a=1,2'],
  [{ a: [] }, 'indices', ''],
  [{ created: { gte: 5, lt: 9 } }, 'indices', 'created[gte]=5&created[lt]=9'],
  [{ items: [{ price: 'p', tax: ['x'] }] }, 'indices', 'items[0][price]=p&items[0][tax][0]=x'],
  [{ metadata: { a: '', b: null } }, 'indices', 'metadata[a]=&metadata[b]='],
]

for (const [values, lists, expected] of CASES) {
  test(`${JSON.stringify(values)} is written as "${expected}" (${lists ?? 'default'})`, () => {
    assert.equal(written(values, lists), expected)
  })
}

test('what is written with positions can be read back', () => {
  const key = fc.stringMatching(/^[a-z]{1,4}$/)
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      fc.dictionary(key, tie('node'), { minKeys: 1, maxKeys: 3 }),
    ),
  })).node
  fc.assert(
    fc.property(key, tree, (name, value) => {
      const read: Record<string, unknown> = {}
      for (const [path, text] of pairsOf([[name, value]], 'indices')) place(read, path, text)
      assert.deepEqual(read, { [name]: JSON.parse(JSON.stringify(value)) })
    }),
  )
})

function place(target: Record<string, unknown>, path: string, text: string): void {
  const keys = path.split(/[[\]]+/).filter((key) => key !== '')
  let here: Record<string, unknown> = target
  keys.forEach((key, index) => {
    const next = keys[index + 1]
    if (next === undefined) here[key] = text
    else here[key] ??= /^\d+$/.test(next) ? [] : {}
    here = here[key] as Record<string, unknown>
  })
}
