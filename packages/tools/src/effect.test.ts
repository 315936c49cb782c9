import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Effect } from '@sallyport/definition'
import { annotationsOf, strongest } from './effect.ts'
import { operationTool } from './operation-tool.ts'
import { FIVE } from './testing/five-connectors.ts'
import { createToolCatalog } from './tool-catalog.ts'

const HINTS: readonly (readonly [tool: string, Effect, readonly [boolean, boolean, boolean]])[] = [
  ['github_issues_list', 'read', [true, false, true]],
  ['github_issues_create', 'write', [false, false, false]],
  ['github_issues_update', 'write', [false, false, true]],
  ['google_drive_files_delete', 'destructive', [false, true, true]],
  ['slack_messages_create', 'external_message', [false, true, false]],
  ['stripe_refunds_create', 'money', [false, true, false]],
]
const { find } = createToolCatalog(FIVE)
for (const [name, effect, hints] of HINTS) {
  test(`${name} is hinted at as ${effect}`, () => {
    const { tool } = operationTool(find(name) ?? assert.fail(name))
    const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotationsOf(tool)
    assert.equal(tool.effect, effect)
    assert.deepEqual([readOnlyHint, destructiveHint, idempotentHint], hints)
    assert.equal(openWorldHint, true)
  })
}

test('of several effects the strongest counts', () => {
  assert.equal(strongest([]), 'read')
  assert.equal(strongest(['read', 'money', 'write']), 'money')
  assert.equal(strongest(['destructive', 'money']), 'destructive')
})
