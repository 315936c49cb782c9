import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interpretSchema } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { operationTool } from './operation-tool.ts'
import { operationMembers } from './schema/operation-members.ts'
import { FIVE } from './testing/five-connectors.ts'
import { modelInput } from './testing/model-input.ts'
import { strictProblems } from './testing/strict-words.ts'
import { executeParams, readInput, toParams } from './to-params.ts'
import { createToolCatalog, type ToolEntry } from './tool-catalog.ts'

const catalog = createToolCatalog(FIVE)
const entryOf = (name: string): ToolEntry => catalog.find(name) ?? assert.fail(name)

test('the schemas of all operations have only words that strict modes take', () => {
  for (const entry of catalog.entries) {
    const { tool } = operationTool(entry)
    assert.deepEqual(strictProblems(tool.inputSchema), [], tool.name)
    assert.equal(tool.strict, true, tool.name)
  }
})

/** What is judged where the operation runs: bounds and spellings of single values. */
const JUDGED = { matches: () => true, fits: () => true, maxErrors: 10, maxSteps: 100_000 }
const BOUNDS = /^(min|max|exclusive)/

test('nothing, and a text of nothing, is an empty object', () => {
  for (const nothing of [undefined, null, '', ' \n']) assert.deepEqual(readInput(nothing), {})
})

test('what a model gives under a schema becomes params of the kinds that the operation takes', () => {
  for (const entry of catalog.entries) {
    const { tool } = operationTool(entry)
    const { members } = operationMembers(entry.subject, entry.operation)
    const options = new Set(
      members
        .map(({ name }) => name)
        .filter((name) => !Object.hasOwn(entry.operation.params.properties, name)),
    )
    fc.assert(
      fc.property(modelInput(tool.inputSchema), (input) => {
        const params = Object.entries(toParams(entry, input)).filter(([name]) => !options.has(name))
        const errors = interpretSchema({ ...entry.operation.params }, Object.fromEntries(params), JUDGED)
        assert.deepEqual(
          errors.filter(({ keyword }) => !BOUNDS.test(keyword)),
          [],
          `${tool.name} ${JSON.stringify(input)}`,
        )
      }),
      { numRuns: 15 },
    )
  }
})

test('what was left out and what was emptied are two things', () => {
  const update = entryOf('linear_issues_update')
  const { tool } = operationTool(update)
  assert.ok(Object.hasOwn(tool.inputSchema.properties, 'clear'))
  const input = { id: 'ENG-1', title: null, assigneeId: null, clear: null }
  assert.deepEqual(toParams(update, input), { id: 'ENG-1' })
  assert.deepEqual(toParams(update, { ...input, clear: ['assigneeId'] }), { id: 'ENG-1', assigneeId: null })
  assert.deepEqual(executeParams(update, { id: 'ENG-1', assigneeId: null, title: null }), {
    id: 'ENG-1',
    assigneeId: null,
  })
  assert.throws(() => toParams(update, { id: 'ENG-1', clear: ['title'] }), { code: 'invalid_params' })
})

test('JSON in texts and numbers in texts are read', () => {
  const list = entryOf('linear_issues_list')
  assert.deepEqual(toParams(list, { filter: '{"estimate":{"gt":2}}', priority: '1', assignedToMe: 'true' }), {
    filter: { estimate: { gt: 2 } },
    priority: 1,
    assignedToMe: true,
  })
  const create = entryOf('github_issues_create')
  const params = { owner: 'o', repo: 'r', title: '[1] {"a": 1}', labels: ['bug'] }
  assert.deepEqual(toParams(create, { ...params, labels: '["bug"]' }), params)
  assert.deepEqual(toParams(create, JSON.stringify(params)), params)
  // Not a number that would become another one.
  assert.equal(toParams(entryOf('github_issues_get'), { number: '0012' }).number, '0012')
})

test('what it does not know it leaves for the operation to refuse', () => {
  assert.deepEqual(toParams(entryOf('github_issues_get'), { nummer: 7 }), { nummer: 7 })
  assert.deepEqual(Object.keys(toParams(entryOf('github_issues_get'), '{"__proto__":{"a":1}}')), [
    '__proto__',
  ])
})

test('what no call could carry is refused before it is walked over', () => {
  const entry = entryOf('github_issues_create')
  let deep: unknown = 1
  for (let level = 0; level < 100_000; level++) deep = [deep]
  const inputs = [deep, { title: 'x'.repeat(2_000_000) }, { labels: Array(60_000).fill(1) }, 'no JSON', [], 7]
  for (const input of [...inputs, { labels: `${'['.repeat(5_000)}${']'.repeat(5_000)}` }]) {
    assert.throws(
      () => toParams(entry, input),
      (error) => SallyportError.isInstance(error) && error.code === 'invalid_params',
    )
  }
})

test('whatever a model gives, params or a named error come of it', () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...catalog.entries), (input, entry) => {
      for (const read of [toParams, executeParams]) {
        try {
          assert.equal(typeof read(entry, input), 'object')
        } catch (error) {
          assert.ok(SallyportError.isInstance(error), String(error))
        }
      }
    }),
  )
})

test('what the settings of a connector supply need not be given', () => {
  const [github] = FIVE
  assert.ok(github !== undefined)
  const typesOf = (settings: Record<string, readonly string[]>) => {
    const { find } = createToolCatalog([{ ...github, settings }])
    const { inputSchema } = operationTool(find('github_issues_get') ?? assert.fail()).tool
    return inputSchema.properties
  }
  assert.deepEqual(typesOf({}).owner, { type: 'string' })
  assert.deepEqual(typesOf({ repositories: ['o/r', 'o/s'] }).owner, { type: 'string' })
  assert.deepEqual(typesOf({ repositories: ['o/r'] }).owner, { type: ['string', 'null'] })
})
