import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practisedCatalog } from './testing/practised-catalog.ts'
import { createToolIndex } from './tool-index.ts'

const index = createToolIndex(practisedCatalog())

test('a product that is not at hand is a reason to find nothing', () => {
  assert.equal(index.search('create an issue').nothing, false)
  assert.equal(index.search('create an issue in jira').nothing, true)
})

test('a record is known by the prefix of its id', () => {
  const [first] = index.search('what is prod_31').matches
  assert.equal(`${first?.entity}.${first?.action}`, 'products.get')
})

test('who asks wants to read', () => {
  const { matches } = index.search('which customers were deleted')
  assert.equal(matches[0]?.effect, 'read')
})
