import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readImports } from './read-imports.ts'

/** Each statement, and what it imports: `type` for what is gone at run time, `late` for import(). */
const statements: readonly (readonly [source: string, specifier: string, kind?: 'type' | 'late'])[] = [
  ["import './a.ts'", './a.ts'],
  ['import "./a.ts";', './a.ts'],
  ["import a from './a.ts'", './a.ts'],
  ["import * as a from './a.ts'", './a.ts'],
  ["import a, { b as c, type D } from './a.ts'", './a.ts'],
  ["import {\n  a,\n  // a remark\n  b,\n} from './a.ts'", './a.ts'],
  ["import { 'a-b' as c } from './a.ts'", './a.ts'],
  ["import a from './a.json' with { type: 'json' }", './a.json'],
  ["import { type A } from './a.ts'", './a.ts'],
  ["import type from './a.ts'", './a.ts'],
  ["import type, { a } from './a.ts'", './a.ts'],
  ["import type A from './a.ts'", './a.ts', 'type'],
  ["import type { A } from './a.ts'", './a.ts', 'type'],
  ["import type * as A from './a.ts'", './a.ts', 'type'],
  ["export { a as b } from './a.ts'", './a.ts'],
  ["export * from './a.ts'", './a.ts'],
  ["export * as a from './a.ts'", './a.ts'],
  ["export type { A } from './a.ts'", './a.ts', 'type'],
  ["const a = await import('./a.ts')", './a.ts', 'late'],
  ['await import(`./a/${name}.ts`)', './a/*', 'late'],
  ['await import(name)', '*', 'late'],
  ["`${load({ a: 1 }, import('./a.ts'))}`", './a.ts', 'late'],
  ["type A = import('./a.ts').A", './a.ts', 'late'],
  ["const path = import.meta.resolve('pg')", 'pg', 'late'],
  ["const pg = require('pg')", 'pg', 'late'],
]

/** Texts in which nothing is imported, though some look like it. */
const others: readonly string[] = [
  "// import './no.ts'",
  "/* import './no.ts'\n   export * from './no.ts' */",
  'const text = "import \'./no.ts\'"',
  "const text = 'it\\'s ' + `\nimport './no.ts'\n${`nested ${{ a: '}' }} import './no.ts'`}\n`",
  "const isImport = /import '[/']no\\.ts'/.test(text)",
  'const half = (1 + 2) / 2 / list[0] / 4',
  'export { a, b }',
  "export type Kind = 'import' | 'from'",
  "export const from = './no.ts'",
  "loader.import('./no.ts')",
  "const options = { import: './no.ts', require: './no.ts' }",
  'const here = import.meta.url',
  'import.meta.resolve(name)',
  'export const later = () => {}',
]

for (const [source, specifier, kind] of statements) {
  test(`${kind ?? 'value'} import of ${specifier}: ${JSON.stringify(source)}`, () => {
    const expected = { specifier, typeOnly: kind === 'type', dynamic: kind === 'late', line: 1 }
    assert.deepEqual(readImports(source), [expected])
  })
}

for (const source of others) {
  test(`imports nothing: ${JSON.stringify(source)}`, () => assert.deepEqual(readImports(source), []))
}

test('whatever stands around an import, it is found once and on its line', () => {
  const pieces = [...statements.map(([source]) => source), ...others]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (chosen) => {
      const expected: object[] = []
      let line = 1
      for (const piece of chosen) {
        const statement = statements.find(([source]) => source === piece)
        if (statement) expected.push({ specifier: statement[1], line })
        line += piece.split('\n').length
      }
      const found = readImports(chosen.join('\n')).map((each) => ({
        specifier: each.specifier,
        line: each.line,
      }))
      assert.deepEqual(found, expected)
    }),
  )
})

test('any text is read to its end, without an error', () => {
  const text = fc.string({
    unit: fc.constantFrom('`', '$', '{', '}', "'", '"', '/', '\\', '*', '\n', 'import', 'from', ' '),
  })
  fc.assert(fc.property(text, (source) => readImports(source).every(({ line }) => line >= 1)))
})
