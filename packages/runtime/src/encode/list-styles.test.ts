import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Encoding } from '@sallyport/definition'
import fc from 'fast-check'
import { anyText } from '../testing/any-text.ts'
import { pairsOf } from './pairs.ts'

type Lists = NonNullable<Encoding['lists']>
/** Objects whose lists hold texts alone: what every style can say. */
type Tree = string | readonly string[] | { readonly [name: string]: Tree }

// Half of a surrogate pair has no place in a URL: WHATWG URL, "percent-encode after encoding".
const text = anyText.map((value) => value.toWellFormed())
const name = fc.stringMatching(/^[a-z]{1,4}$/)
const without = (value: string, marks: RegExp) => value.replace(marks, '')
const list = (item: fc.Arbitrary<string>, minLength: number) => fc.array(item, { minLength, maxLength: 4 })

function trees(item: fc.Arbitrary<string>, minItems: number): fc.Arbitrary<Readonly<Record<string, Tree>>> {
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      text,
      list(item, minItems),
      fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    ),
  }))
  return fc.dictionary(name, tree, { maxKeys: 4, noNullPrototype: true })
}

/** A query or form as it is on the wire, read by what the platform has, back to names and texts. */
function overTheWire(values: Readonly<Record<string, Tree>>, lists: Lists): (readonly [string[], string])[] {
  const written = new URLSearchParams(pairsOf(Object.entries(values), lists)).toString()
  return [...new URLSearchParams(written)].map(([path, value]) => [
    path.split('[').map((part) => without(part, /\]$/)),
    value,
  ])
}

/** What a server of each style makes of one value at a path that it has seen before, or not. */
const joined: Readonly<Record<Lists, (found: unknown, value: string) => unknown>> = {
  repeat: (found, value) => (found === undefined ? value : [found, value].flat()),
  brackets: (found, value) => [...((found ?? []) as string[]), value],
  indices: (found, value) => [...((found ?? []) as string[]), value],
  comma: (_, value) => (value.includes(',') ? value.split(',') : value),
}

function decoded(pairs: readonly (readonly [readonly string[], string])[], lists: Lists): unknown {
  const root: Record<string, unknown> = {}
  for (const [path, value] of pairs) {
    const last = path.at(-1) ?? ''
    const isItem = lists === 'brackets' ? last === '' && path.length > 1 : /^\d+$/.test(last)
    const marked = lists === 'brackets' || lists === 'indices'
    const names = marked && isItem ? path.slice(0, -1) : path
    put(root, names, (found) => (marked && !isItem ? value : joined[lists](found, value)))
  }
  return root
}

function put(
  root: Record<string, unknown>,
  names: readonly string[],
  change: (found: unknown) => unknown,
): void {
  let here = root
  for (const part of names.slice(0, -1)) {
    here[part] ??= {}
    here = here[part] as Record<string, unknown>
  }
  const last = names.at(-1) ?? ''
  here[last] = change(here[last])
}

for (const [lists, item, fewest] of [
  ['brackets', text, 1],
  ['indices', text, 1],
  // One item alone cannot be told from a text where nothing marks a list.
  ['repeat', text, 2],
  ['comma', text.map((value) => without(value, /,/g)), 2],
] as const) {
  test(`objects and lists in the style "${lists}" are read back as they were`, () => {
    const values = trees(item, fewest).map((tree) => (lists === 'comma' ? withoutCommas(tree) : tree))
    fc.assert(
      fc.property(values, (tree) => {
        assert.deepEqual(decoded(overTheWire(tree as Readonly<Record<string, Tree>>, lists), lists), {
          ...tree,
        })
      }),
    )
  })
}

function withoutCommas(tree: unknown): Readonly<Record<string, unknown>> {
  return JSON.parse(
    JSON.stringify(tree, (_, value) => (typeof value === 'string' ? without(value, /,/g) : value)),
  )
}

test('members of objects in a list with commas are JSON, and nothing is an empty text', () => {
  assert.deepEqual(pairsOf([['a', [{ b: 1 }, null, 2]]], 'comma'), [['a', '{"b":1},,2']])
})
