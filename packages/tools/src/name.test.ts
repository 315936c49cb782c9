import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { namePrefixes } from './name-prefixes.ts'
import { FIVE, GITHUB, manyAccounts } from './testing/five-connectors.ts'
import { createToolCatalog } from './tool-catalog.ts'
import { uniqueNames } from './unique-names.ts'

const FORM = /^[A-Za-z0-9_-]{1,64}$/

test('every tool of the connectors has a name that all vendors take, and no other has', () => {
  const { entries } = createToolCatalog(FIVE)
  assert.equal(entries.length, 445)
  for (const { name } of entries) assert.match(name, FORM)
  assert.equal(new Set(entries.map(({ name }) => name)).size, entries.length)
  assert.ok(entries.some(({ name }) => name === 'github_issues_list'))
})

test('names are short, in their characters and unique, whatever they are made from', () => {
  const text = fc.oneof(fc.string({ maxLength: 200 }), fc.constantFrom('a_b', 'a b', 'a-b', 'execute', ''))
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
      const names = uniqueNames(
        texts.map((each, index) => ({ text: each, identity: String(index) })),
        new Set(['execute']),
      )
      assert.equal(new Set(names).size, texts.length)
      for (const name of names) assert.match(name, FORM)
      assert.ok(!names.includes('execute'))
    }),
  )
})

test('a name does not depend on the order of the connectors', () => {
  const subjects = manyAccounts(1_000)
  const namesOf = (some: typeof subjects) =>
    new Map(
      createToolCatalog(some).entries.map(({ name, subject, entity, action }) => [
        `${subject.id} ${entity} ${action}`,
        name,
      ]),
    )
  const names = namesOf(subjects)
  for (const [operation, name] of namesOf(subjects.toReversed())) assert.equal(name, names.get(operation))
})

const PREFIXES: readonly (readonly [
  string,
  readonly (readonly [id: string, name: string])[],
  readonly string[],
])[] = [
  ['one connector is called by its type', [['1', 'Whatever']], ['github']],
  [
    'two of a type by their own names too',
    [
      ['1', 'GitHub (Acme)'],
      ['2', 'GitHub Beta'],
    ],
    ['github_acme', 'github_beta'],
  ],
  [
    'one that is called as its type by that',
    [
      ['1', 'GitHub'],
      ['2', 'GitHub Beta'],
    ],
    ['github', 'github_beta'],
  ],
  [
    'two of one name by their ids',
    [
      ['1', 'Acme'],
      ['2', 'Acme'],
    ],
    ['github_acme_efwnq4', 'github_acme_f9vgt1'],
  ],
]
for (const [what, connectors, expected] of PREFIXES) {
  test(`${what}`, () => {
    const prefixes = namePrefixes(connectors.map(([id, name]) => ({ id, name, slug: 'github' })))
    assert.deepEqual([...prefixes.values()], expected)
  })
}

test('a tool is found by its name, and by how models write it otherwise', () => {
  const { find } = createToolCatalog(FIVE)
  for (const name of [
    'github_issues_list',
    'github.issues.list',
    'GitHub/issues/list',
    ' github-issues-list ',
  ]) {
    assert.equal(find(name)?.name, 'github_issues_list', name)
  }
  for (const name of ['', 'issues', '__proto__', 'constructor', 'github_issues_lost']) {
    assert.equal(find(name), undefined, name)
  }
})

test('what could mean two tools means none', () => {
  const actions = GITHUB.definition.entities.issues?.actions ?? {}
  const { list, get } = actions
  assert.ok(list !== undefined && get !== undefined)
  const entity = { ...(GITHUB.definition.entities.issues ?? assert.fail()) }
  const definition = {
    ...GITHUB.definition,
    entities: { a_b: { ...entity, actions: { c: list } }, a: { ...entity, actions: { b_c: get } } },
  }
  const { entries, find } = createToolCatalog([{ ...GITHUB, definition }])
  assert.equal(find('github_a_b_c'), undefined)
  for (const entry of entries) assert.equal(find(entry.name), entry)
})

test('a connector is found by its id, its name and its type, where there is one such', () => {
  const { findSubject } = createToolCatalog(manyAccounts(600))
  assert.equal(findSubject('GitHub Acme')?.name, 'GitHub Acme')
  assert.equal(findSubject('github_borealis')?.name, 'GitHub Borealis')
  assert.equal(findSubject('github'), undefined)
  assert.equal(createToolCatalog(FIVE).findSubject('github')?.name, 'GitHub')
})
