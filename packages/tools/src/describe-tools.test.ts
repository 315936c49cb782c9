import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Definition, Operation } from '@sallyport/definition'
import fc from 'fast-check'
import { describeTools } from './describe-tools.ts'
import { describedTool } from './described-tool.ts'
import { overview } from './overview.ts'
import { countTokens } from './results/index.ts'
import { FIVE, GITHUB } from './testing/five-connectors.ts'
import { createToolCatalog } from './tool-catalog.ts'

const catalog = createToolCatalog(FIVE)

test('a tool is described with params, what it gives, and where its fields lead', () => {
  const entry = catalog.find('github_issues_list') ?? assert.fail()
  const { params, gives, list, relations, effect, state } = describedTool(catalog, entry, 'full')
  assert.match(
    params,
    /^\{owner: string, repo: string, state\?: "open"\|"closed"\|"all", labels\?: string\[\]/,
  )
  assert.match(params, /since\?: date-time/)
  assert.deepEqual(gives.slice(0, 2), ['number', 'title'])
  assert.deepEqual([list, effect, state], [true, 'read', 'connected'])
  assert.ok(relations.includes('user.login -> github_users_get(username)'))
})

test('every tool is described, and in fewer tokens than its schema takes', (t: TestContext) => {
  let most = 0
  for (const { name } of catalog.entries) {
    const { tokens, left, tools } = describeTools(catalog, [name])
    assert.deepEqual([left, tools.length], [[], 1], name)
    most = Math.max(most, tokens)
  }
  t.diagnostic(`${most} tokens at most`)
})

test('a budget is kept: first less of each, then fewer, and what is left is named', () => {
  const names = catalog.entries.slice(0, 20).map(({ name }) => name)
  for (const maxTokens of [4_000, 2_000, 1_000, 500]) {
    const { text, tokens, tools, left } = describeTools(catalog, names, { maxTokens })
    assert.equal(countTokens(text), tokens)
    assert.ok(tokens <= maxTokens, `${tokens} of ${maxTokens}`)
    assert.deepEqual([...tools.map(({ tool }) => tool), ...left], names)
    for (const name of left) assert.ok(text.includes(name))
  }
})

test('whatever is asked for and whatever the budget, it is kept, and everything is described or named as left', () => {
  const there = catalog.entries.map(({ name }) => name)
  const anyName = fc.oneof(
    fc.constantFrom(...there),
    fc.constantFrom('github', 'slack', 'stripe', 'github_isues_lst', 'issues_list', 'x'.repeat(5_000)),
  )
  fc.assert(
    fc.property(
      fc.array(anyName, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 200, max: 2_500 }),
      (names, maxTokens) => {
        const { text, tokens, tools, left } = describeTools(catalog, names, { maxTokens })
        assert.ok(tokens <= maxTokens, `${tokens} of ${maxTokens}`)
        assert.equal(countTokens(text), tokens)
        const told = new Set([...tools.map(({ tool }) => tool), ...left])
        const known = names.filter((name) => there.includes(name))
        assert.deepEqual(
          known.filter((name) => !told.has(name)),
          [],
        )
        if (left.length > 0) assert.match(text, /No room for/)
      },
    ),
    { numRuns: 60 },
  )
})

test('a tool of very many params is described too, by what must be given', () => {
  const names = Array.from({ length: 200 }, (_, index) => `a_param_with_a_rather_long_name_${index}`)
  const properties = Object.fromEntries(
    names.map((name) => [name, { type: 'string', description: 'Long. '.repeat(30) }]),
  )
  const params = { type: 'object', properties, required: names.slice(0, 2), additionalProperties: false }
  const operation = { method: 'POST', path: '/x', params, effect: 'write' } as unknown as Operation
  const entities = { things: { about: 'Things.', record: {}, key: [], actions: { make: operation } } }
  const large = createToolCatalog([
    { ...GITHUB, definition: { ...GITHUB.definition, entities } as unknown as Definition },
  ])
  for (const [maxTokens, form] of [
    [2_500, /_199\?\}/],
    [200, /_1, and 198 that may be left out\}/],
  ] as const) {
    const { text, tokens, left } = describeTools(large, ['github_things_make'], { maxTokens })
    assert.deepEqual(left, [])
    assert.ok(tokens <= maxTokens, String(tokens))
    assert.match(text, form)
  }
})

test('of a connector all that it can do is told, and of what there is not what is near', () => {
  const { text, tokens } = describeTools(catalog, ['slack', 'github_issue_list'])
  assert.match(text, /Tools are named slack_<entity>_<action>/)
  assert.match(text, /no tool "github_issue_list"\. Near: github_issues_list/)
  assert.ok(tokens <= 2_000)
})

test('an overview names every action by which a tool is found, and keeps its budget', () => {
  for (const subject of FIVE) {
    for (const maxTokens of [1_000, 600, 300, 120]) {
      const { text, tokens } = overview(catalog, subject, { maxTokens })
      assert.equal(countTokens(text), tokens)
      assert.ok(tokens <= maxTokens, `${subject.name} ${tokens}`)
    }
  }
  const { text } = overview(catalog, GITHUB_IN_CATALOG)
  assert.match(text, /\nissues: /)
})

const GITHUB_IN_CATALOG = catalog.findSubject(GITHUB.id) ?? assert.fail()
