import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge, percentText } from './testing/judge.ts'
import { practisedCatalog } from './testing/practised-catalog.ts'
import { createToolIndex } from './tool-index.ts'

// What is asserted lies below what is measured, so that a better ranking of one thing may cost a little of another.
test('what users want is found among the first five, and what nothing serves is called so', (context) => {
  const index = createToolIndex(practisedCatalog())
  for (const half of ['tuning', 'held-out'] as const) {
    const { recallAt5, recallAt1, nothing } = judge(index, half)
    context.diagnostic(`${half} half: recall@5 ${percentText(recallAt5)}, recall@1 ${percentText(recallAt1)}`)
    context.diagnostic(`${half} half: correct "nothing" ${percentText(nothing)}`)
  }
  const { recallAt5, nothing } = judge(index, 'held-out')
  assert.ok(recallAt5.share >= 0.88, percentText(recallAt5))
  assert.ok(nothing.share >= 0.84, percentText(nothing))
})
