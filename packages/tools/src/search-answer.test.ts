import assert from 'node:assert/strict'
import { test } from 'node:test'
import { github } from '@sallyport/connectors/github'
import { stripe } from '@sallyport/connectors/stripe'
import { countTokens } from './results/index.ts'
import { searchAnswer, searchCatalog } from './search-answer.ts'
import { createToolCatalog } from './tool-catalog.ts'

const catalog = createToolCatalog([
  { id: 'one', name: 'GitHub', definition: github, state: 'connected' },
  { id: 'stripe', name: 'Stripe', definition: stripe, state: 'not_connected' },
])

test('what was found is told with how it is called, and whether it is connected', () => {
  const found = searchCatalog(catalog, { query: 'list Stripe charges' })
  const { text, data } = searchAnswer(catalog, found, 2_000)
  assert.equal(data.nothing, false)
  assert.match(text, /^stripe_charges_list \(read; not connected\): .+\nparams \{/)
})

test('that nothing does it is said first, before what comes nearest', () => {
  const found = searchCatalog(catalog, { query: 'water the plants in my garden' })
  const { text, data } = searchAnswer(catalog, found, 2_000)
  assert.deepEqual([data.nothing, data.matches], [true, []])
  assert.match(text, /^Nothing here does this\./)
})

test('a search of one connector finds none of another, under the same names', () => {
  const found = searchCatalog(catalog, { query: 'list', connector: 'one' })
  const tools = [...found.matches, ...found.nearest]
  assert.ok(tools.length > 0 && tools.every(({ tool }) => tool.startsWith('github_')))
})

test('whatever was found, what is told fits the budget, and what has no room is named', () => {
  for (const query of ['create an issue', 'water the plants in my garden', 'list']) {
    const found = searchCatalog(catalog, { query, limit: 50 })
    const all = [...found.matches, ...(found.nothing ? found.nearest : [])].map(({ tool }) => tool)
    for (const maxTokens of [200, 300, 500, 1_000, 4_000, 100_000]) {
      const { text, data } = searchAnswer(catalog, found, maxTokens)
      assert.ok(countTokens(text) <= maxTokens, `${countTokens(text)} of ${maxTokens}`)
      const told = [...data.matches, ...data.nearest].map(({ tool }) => tool)
      assert.deepEqual([...told, ...data.left], all)
      for (const tool of told) assert.ok(text.includes(`${tool} (`))
      if (data.left.length > 0) assert.match(text, /No room for/)
    }
  }
})
