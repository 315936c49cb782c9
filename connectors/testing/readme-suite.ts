import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ConnectorUnderTest } from './connector-under-test.ts'
import type { Practice } from './practice.ts'

/** A row of the README's table: entity, action, request. */
const ROW = /^\| `([a-z0-9_]+)` +\| `([a-z0-9_]+)` +\| `([A-Z]+ \/[^`]*)` +\|/gm

/** What is true of a README that is honest. */
export function readmeSuite({ definition, readme }: ConnectorUnderTest, practice: Practice): void {
  const { title, source, auth, config = {} } = definition
  describe(`${title}: its README`, () => {
    test('has a row for every action, and no other', () => {
      const rows = [...readme.matchAll(ROW)].map(([, ...cells]) => cells)
      const expected = practice
        .operations()
        .map(({ entity, action, operation }) => [entity, action, `${operation.method} ${operation.path}`])
      assert.deepEqual(rows, expected)
    })

    test('says what the definition was checked against, and what it was not', () => {
      assert.ok(readme.includes(`\`${source.package}\` ${source.version}`))
      assert.match(readme, /not been run against the live service/)
    })

    test('names the fields of the credential, the settings, and the names of older clients', () => {
      const aliases = practice.operations().flatMap(({ operation }) => Object.keys(operation.aliases ?? {}))
      const fields = Object.values(auth).flatMap(({ form }) =>
        Object.entries(form).flatMap(([name, { aliases = [] }]) => [name, ...aliases]),
      )
      for (const name of [...fields, ...Object.keys(config), ...aliases]) {
        assert.match(readme, new RegExp(`\`${name}\\b`), name)
      }
    })
  })
}
