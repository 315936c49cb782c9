import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Definition, interpretSchema, type Operation } from '@sallyport/definition'
import fc from 'fast-check'
import { operationTool } from './operation-tool.ts'
import { operationMembers } from './schema/operation-members.ts'
import { asModelWrites } from './testing/as-model-writes.ts'
import { GITHUB } from './testing/five-connectors.ts'
import { paramSchemas } from './testing/schemas.ts'
import { strictProblems } from './testing/strict-words.ts'
import { toParams } from './to-params.ts'
import { createToolCatalog, type ToolEntry } from './tool-catalog.ts'

/** An operation with such params, in a connector of its own. */
function entryWith(params: object): ToolEntry {
  const operation = { method: 'POST', path: '/x', params, effect: 'write' } as unknown as Operation
  const entities = { things: { about: 'Things.', record: {}, key: [], actions: { make: operation } } }
  const definition = { ...GITHUB.definition, entities } as unknown as Definition
  return createToolCatalog([{ ...GITHUB, definition }]).entries[0] ?? assert.fail()
}

test('whatever params an operation takes, its schema has only words that strict modes take', () => {
  fc.assert(
    fc.property(paramSchemas, ({ schema }) => {
      const { tool } = operationTool(entryWith(schema))
      assert.deepEqual(strictProblems(tool.inputSchema), [])
    }),
    { numRuns: 200 },
  )
})

const JUDGED = { matches: () => true, fits: () => true, maxErrors: 10, maxSteps: 100_000 }

test('what a model can write under the schema comes back as the params that it means', () => {
  const meant = paramSchemas.chain(({ schema, value }) => fc.tuple(fc.constant(schema), value))
  fc.assert(
    fc.property(meant, ([schema, value]) => {
      const entry = entryWith(schema)
      const params = JSON.parse(JSON.stringify(value))
      const written = asModelWrites(operationMembers(entry.subject, entry.operation), params)
      assert.deepEqual(
        interpretSchema({ ...operationTool(entry).tool.inputSchema }, written, JUDGED),
        [],
        'it fits the schema',
      )
      assert.deepEqual(toParams(entry, written), params)
    }),
    { numRuns: 300 },
  )
})

test('of more properties than strict modes are sure to take none are promised', () => {
  const params = (count: number) => ({
    type: 'object',
    properties: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`p${index}`, { type: 'string' }]),
    ),
    additionalProperties: false,
  })
  const isStrict = (count: number) => operationTool(entryWith(params(count))).tool.strict
  assert.deepEqual([isStrict(100), isStrict(101)], [true, false])
})
