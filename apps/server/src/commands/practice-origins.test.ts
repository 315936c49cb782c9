import assert from 'node:assert/strict'
import { test } from 'node:test'
import { github } from '@sallyport/connectors/github'
import { stripe } from '@sallyport/connectors/stripe'
import { practiceOrigins } from './practice-origins.ts'

test('an engine that practises sends credentials to none of the real addresses, nor asks them for tokens', () => {
  assert.deepEqual(practiceOrigins(github), [
    'https://api.github.com',
    'https://uploads.github.com',
    'https://github.com',
  ])
  assert.equal(practiceOrigins(stripe)[0], 'https://api.stripe.com')
})
