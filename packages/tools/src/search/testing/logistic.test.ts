import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitLogistic, surenessBy } from './logistic.ts'

test('a fit tells what speaks for, what speaks against and what says nothing', () => {
  const samples = Array.from({ length: 200 }, (_, at) => ({
    values: [at % 2, 1 - (at % 2), at % 5],
    isTrue: at % 2 === 1,
  }))
  const model = fitLogistic(samples)
  const [speaksFor = 0, against = 0, silent = 1] = model.weights
  assert.ok(speaksFor > 0.5 && against < -0.5 && Math.abs(silent) < 0.1)
  assert.ok(surenessBy(model, [1, 0, 2]) > 0.8 && surenessBy(model, [0, 1, 2]) < 0.2)
})
