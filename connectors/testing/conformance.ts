import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientSuite } from './client-suite.ts'
import type { ConnectorUnderTest } from './connector-under-test.ts'
import { credentialSuite } from './credential-suite.ts'
import { definitionSuite } from './definition-suite.ts'
import { Exceptions } from './exceptions.ts'
import { filesSuite } from './files-suite.ts'
import { Practice } from './practice.ts'
import { readingSuite } from './reading-suite.ts'
import { readmeSuite } from './readme-suite.ts'
import { refusalSuite } from './refusal-suite.ts'
import type { Rehearsal } from './rehearsal.ts'
import { readVendorDescription } from './vendor-description.ts'
import { vendorSuite } from './vendor-suite.ts'
import { writingSuite } from './writing-suite.ts'

/**
 * Declares the tests that every connector has to pass: by itself, against the vendor's own description,
 * over real HTTP against the vendor as it is played on this machine, and with what existing clients send.
 *
 * A connector supplies data, and no test code: see {@link ConnectorUnderTest}. What is to be written down by
 * hand is little. `practice.samples` has values that exist at the emulated vendor, for parameters whose schemas do
 * not tell one. `practice.named` says which parameters name a record, and by which of its fields. `practice.first`
 * says which call gives an operation the record it works on, where that is not the first of its own list.
 * `practice.from` takes values from other calls, such as the id of a customer. `practice.fill` calls the connector's
 * own creations, where a list begins with fewer than two records. `practice.apart`, `needed` and `leave` say which
 * parameters do not go with the others. What is left to disagree about is an exception with a reason.
 *
 * A disagreement is a finding with a place: `issues.list params.since` (request), `issues.get record.title`
 * (answer), `issues.list page.next`, `issues.list walk`, `issues.create sent.body.title` (what the vendor saw),
 * `issues.create shown.title` (what it answered), `issues.create refusals.conflict` (classification),
 * `client issues.list params.states`, `issues search.title`, `issues sync.from`, `source.version`. Exceptions name
 * such places: `*` is any one name, `**` at the end the rest.
 */
export function describeConnector(subject: ConnectorUnderTest): void {
  const { definition, vendor: openapi, graphql, clientNames } = subject
  const vendor = readVendorDescription({ ...(openapi && { openapi }), ...(graphql && { graphql }) })
  const practice = new Practice(definition, subject.practice)
  const exceptions = new Exceptions(subject.exceptions)
  const rehearsal: Rehearsal = { subject, vendor, practice, exceptions }

  definitionSuite(rehearsal)
  readmeSuite(rehearsal)
  vendorSuite(definition, vendor, exceptions)
  readingSuite(rehearsal)
  writingSuite(rehearsal)
  filesSuite(rehearsal)
  refusalSuite(rehearsal)
  credentialSuite(rehearsal)
  if (clientNames) clientSuite(rehearsal, clientNames)

  test(`${definition.title}: every exception has a reason, and is still needed`, () => {
    for (const { at, reason } of subject.exceptions) assert.ok(reason.length > 20, `${at} has no reason`)
    assert.deepEqual(exceptions.unneeded(), [])
  })
}
