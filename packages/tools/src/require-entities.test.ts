import assert from 'node:assert/strict'
import { test } from 'node:test'
import { github } from '@sallyport/connectors/github'
import { stripe } from '@sallyport/connectors/stripe'
import { requireEntities } from './require-entities.ts'

test('entities that any of the connector types has are taken', () => {
  requireEntities([github, stripe], ['issues', 'customers'])
  requireEntities([github], undefined)
})

test('others are refused together, with those there are', () => {
  assert.throws(() => requireEntities([github, stripe], ['isues', 'issues', 'x'.repeat(500)]), {
    code: 'invalid_request',
    message: /^There is no entity "isues". There is no entity "x{60}".$/,
    fix: /^Choose from: .*\bcustomers\b.*\bissues\b.*[a-z]\.$/,
  })
  assert.throws(() => requireEntities([stripe], ['issues']), {
    fix: /^Choose from: .*\bcustomers\b.*[a-z]\.$/,
  })
})
