import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFiles } from './repository.ts'
import { planTests } from './test-plan.ts'

test('every test file is run, and none twice', () => {
  const files = testFiles()
  const { together, apart } = planTests(files, 2)
  const run = [apart, ...together].flatMap(({ command }) =>
    command.filter((word) => word.endsWith('.test.ts')),
  )
  assert.deepEqual(run.toSorted(), files.toSorted())
  assert.ok(together.length > 5)
})

test('where a folder has no tests, no process is started for it', () => {
  const { together, apart } = planTests(['packages/runtime/src/a.test.ts', 'apps/b.test.ts'], 2)
  assert.deepEqual(
    together.map(({ name }) => name),
    ['tests of packages/runtime'],
  )
  assert.equal(apart.command.at(-1), 'apps/b.test.ts')
})
