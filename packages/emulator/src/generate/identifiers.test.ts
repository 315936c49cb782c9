import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifier } from './identifiers.ts'
import { seededRandom } from './random.ts'

const CASES = [
  ['cus_{base62:14}', /^cus_[A-Za-z0-9]{14}$/],
  ['{uuid}', /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/],
  ['{hex:40}', /^[\da-f]{40}$/],
  ['{digits:10}', /^[1-9]\d{9}$/],
  ['C{upper:10}', /^C[A-Z\d]{10}$/],
  ['{lower:3}-{lower:3}', /^[a-z]{3}-[a-z]{3}$/],
  ['{base32:16}', /^[A-Z2-7]{16}$/],
  ['1{urlsafe:32}', /^1[\w-]{32}$/],
  ['fixed', /^fixed$/],
  ['{digits:1}', /^[1-9]$/],
] as const

for (const [pattern, expected] of CASES)
  test(`The pattern ${pattern} makes identifiers of its form, the same for the same seed`, () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const made = identifier(pattern, seededRandom(String(seed)))
      assert.match(made, expected)
      assert.equal(identifier(pattern, seededRandom(String(seed))), made)
    }
  })

const MISTAKES = [
  ['{base63:3}', /no kind of identifier/],
  ['{constructor:3}', /no kind of identifier/],
  ['{}', /no kind of identifier/],
  ['{hex}', /needs a length from 1 to 1000/],
  ['{hex:0}', /needs a length/],
  ['{hex:1001}', /needs a length/],
  ['{hex:-1}', /needs a length/],
  ['{hex:4', /brace without its partner/],
  ['hex:4}', /brace without its partner/],
] as const

for (const [pattern, message] of MISTAKES)
  test(`The pattern ${pattern} is refused`, () => {
    assert.throws(() => identifier(pattern, seededRandom('x')), { name: 'TypeError', message })
  })
