import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Definition } from '@sallyport/definition'
import type { Exceptions } from './exceptions.ts'
import type { VendorDescription } from './vendor-description.ts'
import { vendorFindings } from './vendor-findings.ts'

/** What is true of a definition that agrees with the vendor's own description. */
export function vendorSuite(definition: Definition, vendor: VendorDescription, exceptions: Exceptions): void {
  const findings = vendorFindings(definition, vendor)
  describe(`${definition.title}: its definition against the vendor's description`, () => {
    const named = Object.entries(definition.entities).flatMap(([entity, { actions }]) => [
      ...Object.keys(actions).map((action) => `${entity}.${action}`),
      entity,
    ])
    for (const name of named) {
      test(`${name} is as described there`, () => {
        assert.deepEqual(exceptions.unexplained(findings.filter(({ at }) => at.split(' ')[0] === name)), [])
      })
    }

    test('the rest is as described there', () => {
      const rest = findings.filter(({ at }) => !named.includes(at.split(' ')[0] ?? ''))
      assert.deepEqual(exceptions.unexplained(rest), [])
    })
  })
}
