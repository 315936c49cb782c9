import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../json.ts'
import type { TemplateWorld } from './filled.ts'
import { prepare } from './template.ts'

const world: TemplateWorld = {
  identifier: (pattern) => `made by ${pattern}`,
  next: (counter, above = 0) => counter.length + above,
  highest: (_, scope) => scope.length * 10,
  find: (resource, { member, value }) => (value === 'bug' ? { resource, [member]: value } : undefined),
  records: () => [],
  generate: (schema, seed) => `${schema} of ${seed}`,
}

const variables = {
  body: { title: 'Found', tags: ['a', 'b'], nothing: null, nested: { deep: [{ name: 'x' }, { name: 'y' }] } },
  scope: ['acme', 'site'],
  number: 7,
}

/** Not as a literal: an object with `then` looks like a promise. */
function branch(when: Json, yes: Json, no?: Json): Json {
  return Object.fromEntries([
    ['$if', when],
    ['then', yes],
    ...(no === undefined ? [] : [['else', no] as const]),
  ] as const)
}

const CASES: readonly (readonly [Json, Json | undefined])[] = [
  ['plain', 'plain'],
  ['{body.title}', 'Found'],
  ['{number}', 7],
  ['{body.nothing}', null],
  ['{body.missing}', undefined],
  ["{body.missing|body.title|'none'}", 'Found'],
  ["{body.missing|'none'}", 'none'],
  ['{body.missing|12}', 12],
  ['{body.missing|null}', null],
  ['{scope.1}', 'site'],
  ['{body.nested.deep.0.name}', 'x'],
  ['/{scope.0}/{scope.1}#{number}', '/acme/site#7'],
  ['a{body.missing}b', 'ab'],
  [{ kept: '{number}', left: '{body.missing}' }, { kept: 7 }],
  [
    ['{number}', '{body.missing}', 1],
    [7, 1],
  ],
  [{ $raw: '{not read}' }, '{not read}'],
  [{ $id: 'cus_{base62:4}' }, 'made by cus_{base62:4}'],
  [{ $next: '{scope.0}', above: ['issues.number'] }, 24],
  [
    { $each: '{body.tags}', as: { tag: '{item}', at: '{index}' } },
    [
      { tag: 'a', at: 0 },
      { tag: 'b', at: 1 },
    ],
  ],
  [{ $each: 'a, b', split: ', ' }, ['a', 'b']],
  [{ $each: '{body.missing}' }, undefined],
  [{ $merge: [{ a: 1, b: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
  [branch({ number: 7 }, 'yes', 'no'), 'yes'],
  [branch({ number: [1, 2] }, 'yes', 'no'), 'no'],
  [branch({ number: 8 }, 'yes'), undefined],
  [
    { $find: 'labels', by: 'name', is: 'bug' },
    { resource: 'labels', name: 'bug' },
  ],
  [{ $find: 'labels', by: 'name', is: 'odd', else: { name: 'odd' } }, { name: 'odd' }],
  [{ $sum: ['{number}', 1] }, 8],
  [{ $count: '{body.tags}' }, 2],
  [{ $join: '{body.tags}', with: '+' }, 'a+b'],
  [{ $text: '{number}' }, '7'],
  [{ $number: '12' }, 12],
  [{ $lower: '{body.title}' }, 'found'],
  [{ $unbase64: { $base64: 'ü' } }, 'ü'],
  [{ $json: '[1,[2]]' }, [1, [2]]],
  [{ $json: '[1' }, undefined],
  [{ $pick: '{body}', members: ['title'] }, { title: 'Found' }],
  [{ $omit: { a: 1, b: 2 }, members: ['a'] }, { b: 2 }],
  [{ $generate: 'customer', seed: '{number}' }, 'customer of 7'],
]

for (const [template, expected] of CASES) {
  test(`the template ${JSON.stringify(template)} gives ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(prepare(template)(variables, world), expected)
  })
}

const CONDITIONS: readonly (readonly [Json, boolean])[] = [
  [{}, true],
  [{ 'body.title': 'Found' }, true],
  [{ 'body.title': 'Found', number: 8 }, false],
  [{ 'body.missing': { exists: false } }, true],
  [{ 'body.nothing': { exists: true } }, true],
  [{ number: { not: 7 } }, false],
  [{ number: { not: [1, 2] } }, true],
  [{ 'body.title': { matches: '^Fo' } }, true],
  [{ 'scope.0': { is: '{scope.1}' } }, false],
]

for (const [when, expected] of CONDITIONS) {
  test(`the condition ${JSON.stringify(when)} is ${expected}`, () => {
    assert.equal(prepare(branch(when, true, false))(variables, world), expected)
  })
}

const WRONG: readonly Json[] = [
  '{body..x}',
  '{a b}',
  '{}',
  "{'open}",
  { $unknown: 1 },
  { $if: { a: { odd: 1 } } },
]
for (const template of WRONG) {
  test(`the template ${JSON.stringify(template)} is refused before anything runs`, () => {
    assert.throws(() => prepare(template), TypeError)
  })
}

test('what an object inherits is no value', () => {
  assert.equal(prepare('{body.constructor}')(variables, world), undefined)
  assert.equal(prepare('{body.__proto__.toString}')(variables, world), undefined)
})

test('JSON without expressions and forms is a template of itself', () => {
  const plain = fc.jsonValue({ maxDepth: 4 }).filter((value) => !/[{$][^"]*"|"[^"]*[{}$]/.test(texts(value)))
  fc.assert(
    fc.property(plain, (value) => {
      assert.deepEqual(prepare(value as Json)(variables, world), value)
    }),
  )
})

function texts(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return ''
  return [...Object.keys(value).map((key) => JSON.stringify(key)), ...Object.values(value).map(texts)].join(
    ' ',
  )
}
