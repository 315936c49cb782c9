import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countTokens as reference } from 'gpt-tokenizer/encoding/o200k_base'
import { countTokens, estimateTokens, tokensWithin } from './count-tokens.ts'

const json = JSON.stringify(
  Array.from({ length: 400 }, (_, id) => ({
    id,
    title: `Title ${id}`,
    url: `https://example.com/issues/${id}`,
  })),
)

test('short texts are counted as the tokenizer counts them', () => {
  for (const text of ['', 'Hello, world', '{"a":[1,2,3]}', 'zażółć gęślą jaźń', '🏴‍☠️', 'a'.repeat(90)])
    assert.equal(countTokens(text), reference(text), text)
})

test('long ones are over by a few in a thousand at most, and never under', (t) => {
  const [counted, exact] = [countTokens(json), reference(json)]
  t.diagnostic(`${counted} for ${exact} tokens of ${json.length} characters`)
  assert.ok(counted >= exact && counted <= exact * 1.005)
})

test('marks of the format of a model are texts like others', () => {
  assert.ok(countTokens('<|endoftext|> <|im_start|>system') > 5)
})

test('what is over the limit is not counted to its end', () => {
  assert.equal(tokensWithin(json, 100), undefined)
  assert.equal(tokensWithin(json, countTokens(json)), countTokens(json))
  assert.equal(tokensWithin(json, countTokens(json) - 1), undefined)
})

test('an estimate of a long text is near', () => {
  const exact = reference(json.repeat(20))
  assert.ok(Math.abs(estimateTokens(json.repeat(20)) - exact) < exact * 0.05)
})

/** The same each time, and without a break. */
function letters(length: number): string {
  let state = 1
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return String.fromCharCode(97 + (state % 26))
  }).join('')
}

test('what is made to be slow is counted in no long time, at the largest budget', (t) => {
  for (const [name, text] of [
    ['JSON', json.repeat(14)],
    ['letters without a break', letters(400_000)],
    ['one letter', 'a'.repeat(8 * 1024 * 1024)],
    ['flags', '🏴‍☠️'.repeat(80_000)],
    ['spaces', ' '.repeat(400_000)],
  ] as const) {
    const startedAt = performance.now()
    tokensWithin(text, 50_000)
    estimateTokens(text)
    const ms = performance.now() - startedAt
    t.diagnostic(`${name}: ${ms.toFixed(0)} ms`)
    // A fifth of it, where the machine has nothing else to do.
    assert.ok(ms < 3_000, name)
  }
})
