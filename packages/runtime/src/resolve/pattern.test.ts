import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDefinition } from '@sallyport/definition'
import { weatherJson } from '../testing/hostile-parts.ts'
import { weather } from '../testing/weather.ts'
import { parseConfig } from './config.ts'
import { compileLinear, matcherOf, searchLinear } from './pattern.ts'

test('a pattern from outside fits the whole of a text, and its named groups are the pieces', () => {
  const matcher = compileLinear('(?<owner>[a-z]{1,10})/(?<repo>[a-z.]+)')
  assert.deepEqual(matcher?.('octo/demo.js'), { owner: 'octo', repo: 'demo.js' })
  for (const text of ['octo', 'octo/', ' octo/demo', 'octo/demo\n', 'octo/demo/x']) {
    assert.equal(matcher?.(text), undefined, JSON.stringify(text))
  }
  assert.deepEqual(compileLinear('(?<a>x)|(?<b>y)')?.('y'), { a: '', b: 'y' })
})

for (const pattern of [
  '(',
  '(?=a)',
  '(?<=a)b',
  '(a)\\1',
  '(?<a>x)(?<a>y)',
  'a{1001}',
  '((a{0,99}){0,99})',
  'a{600}b{600}',
]) {
  test(`${pattern} is no pattern that runs in linear time`, () => {
    assert.equal(compileLinear(pattern), undefined)
    assert.equal(searchLinear(pattern, 'a').found, false)
  })
}

test('a pattern on which JavaScript would not end is matched soon', () => {
  const matcher = compileLinear('(?:a+)+(?:a|aa)+b')
  const startedAt = performance.now()
  assert.equal(matcher?.('a'.repeat(4_096)), undefined)
  assert.ok(performance.now() - startedAt < 5_000)
})

test('a longer text than 4,096 characters fits no pattern from outside', () => {
  const matcher = compileLinear('a+')
  assert.deepEqual([matcher?.('a'.repeat(4_096)), matcher?.('a'.repeat(4_097))], [{}, undefined])
  assert.equal(searchLinear('a', 'a'.repeat(4_097)).found, false)
})

test('what was written in code is matched by JavaScript, a copy of it is not', () => {
  const ahead = '(?=a)[a-z]+'
  assert.deepEqual(matcherOf(weather, ahead)('abc'), {})
  assert.equal(matcherOf({ ...weather }, ahead)('abc'), undefined)
  assert.deepEqual(matcherOf({ ...weather }, '[a-z]+')('abc'), {})
})

test('settings of an uploaded definition are read as those of one in code', () => {
  const { definition = assert.fail() } = parseDefinition(weatherJson(), { compile: compileLinear })
  for (const raw of [{ places: 'pt/lisbon, es/vigo' }, { places: ['pt/lisbon'] }, {}]) {
    assert.deepEqual(parseConfig(definition, raw), parseConfig(weather, raw))
  }
  assert.throws(() => parseConfig(definition, { places: 'lisbon' }), { code: 'invalid_request' })
})
