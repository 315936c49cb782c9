import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { consentPage } from './consent-page.ts'

test('no name, scope or user can add a tag or an attribute to the consent page', () => {
  const nasty = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '=', ' ') })
  const shape = (page: string) => page.replace(/>[^<]*</g, '><').replace(/="[^"]*"/g, '=""')
  const page = (text: string) =>
    consentPage({ client: text, scopes: [text], users: [{ id: text, name: text, email: text }] })
  fc.assert(fc.property(nasty, (text) => assert.equal(shape(page(text)), shape(page('a')))))
})
