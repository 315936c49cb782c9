import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Rehearsal } from './rehearsal.ts'

/** What is true of a README that is honest. */
export function readmeSuite({ subject: { definition, readme } }: Rehearsal): void {
  const { title, source, auth, config = {} } = definition
  describe(`${title}: its README`, () => {
    test('says what the definition was checked against, and what it was not', () => {
      assert.ok(readme.includes(`\`${source.package}\` ${source.version}`))
      assert.match(readme, /not been run against the live service/)
    })

    test('names the fields of the credential and the settings', () => {
      const fields = Object.values(auth).flatMap(({ form }) =>
        Object.entries(form).flatMap(([name, { aliases = [] }]) => [name, ...aliases]),
      )
      for (const name of [...fields, ...Object.keys(config)]) {
        assert.match(readme, new RegExp(`\`${name}\\b`), name)
      }
    })
  })
}
