import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientSuite } from './client-suite.ts'
import type { ConnectorUnderTest } from './connector-under-test.ts'
import { definitionSuite } from './definition-suite.ts'
import { Exceptions } from './exceptions.ts'
import { Practice } from './practice.ts'
import { readingSuite } from './reading-suite.ts'
import { readmeSuite } from './readme-suite.ts'
import { refusalSuite } from './refusal-suite.ts'
import { readVendorDescription } from './vendor-description.ts'
import { vendorSuite } from './vendor-suite.ts'
import { writingSuite } from './writing-suite.ts'

/**
 * Declares the tests that every connector has to pass: by itself, against the vendor's own description,
 * over real HTTP against the vendor as it is played on this machine, and with what existing clients send.
 */
export function describeConnector(subject: ConnectorUnderTest): void {
  const { definition } = subject
  const vendor = readVendorDescription(subject.vendor)
  const practice = new Practice(definition, vendor, subject.practice)
  const exceptions = new Exceptions(subject.exceptions)

  definitionSuite(definition, practice)
  readmeSuite(subject, practice)
  vendorSuite(definition, vendor, exceptions)
  readingSuite(subject, practice)
  writingSuite(subject, practice)
  refusalSuite(subject, practice)
  clientSuite(subject, practice, exceptions)

  test(`${definition.title}: every exception has a reason, and is still needed`, () => {
    for (const { at, reason } of subject.exceptions) assert.ok(reason.length > 20, `${at} has no reason`)
    assert.deepEqual(exceptions.unneeded(), [])
  })
}
