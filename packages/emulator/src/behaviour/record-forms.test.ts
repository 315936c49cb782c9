import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json, JsonObject } from '../json.ts'
import { prepareCondition } from './condition.ts'
import type { TemplateWorld } from './filled.ts'
import { prepare } from './template.ts'

const loans = [
  { id: 'a', reader: { id: 'r1' }, fee: 3 },
  { id: 'b', reader: { id: 'r2' }, fee: 4 },
  { id: 'c', reader: { id: 'r1' }, fee: 5 },
]

const world: TemplateWorld = {
  identifier: (pattern, seed) => `${pattern} ${seed}`,
  next: () => 1,
  highest: () => 0,
  find: () => undefined,
  records: (resource, scope) => (resource === 'loans' && scope.length === 0 ? loans : []),
  generate: () => null,
}

const variables = {
  body: { card: { number: '4242424242424241' } },
  field: 'card.number',
  paid: 10,
  due: 4,
  loans,
}

const CASES: readonly (readonly [what: string, template: Json, value: Json | undefined])[] = [
  ['what is left', { $difference: ['{paid}', '{due}', 1] }, 5],
  ['a product', { $product: ['{due}', 0.5, 3] }, 6],
  ['a rounded number', { $round: { $product: ['{due}', 0.4] } }, 2],
  ['the items of several lists', { $concat: ['{loans}', [{ id: 'd' }], []] }, [...loans, { id: 'd' }]],
  ['all records', { $all: 'loans' }, loans],
  ['the records of one', { $all: 'loans', by: 'reader.id', is: 'r1' }, [loans[0] ?? null, loans[2] ?? null]],
  ['a sum over records', { $sum: { $each: { $all: 'loans' }, as: '{item.fee}' } }, 12],
  ['a value at a path that is known late', { $at: '{field}', in: '{body}' }, '4242424242424241'],
  ['nothing at a path that is not there', { $at: '{nothing}', in: '{body}' }, undefined],
  ['nothing that every object has', { $at: 'constructor', in: '{body}' }, undefined],
  ['the end of a text', { $slice: '{body.card.number}', from: -4 }, '4241'],
  ['the beginning of a text', { $slice: '{body.card.number}', to: 4 }, '4242'],
  ['variables that build on each other', { $let: { a: '{due}', b: { $sum: ['{a}', 1] } }, in: '{b}' }, 5],
  ['a path as forms write it', { $brackets: 'card.address.city' }, 'card[address][city]'],
  ['an identifier that goes with a text', { $id: 'x_{hex:4}', seed: '{due}' }, 'x_{hex:4} 4'],
]

for (const [what, template, value] of CASES) {
  test(`a form gives ${what}`, () => assert.deepEqual(prepare(template)(variables, world), value))
}

const CONDITIONS: readonly (readonly [JsonObject, boolean])[] = [
  [{ paid: { above: '{due}' } }, true],
  [{ paid: { above: 10 } }, false],
  [{ due: { below: '{paid}' } }, true],
  [{ due: { below: 4 } }, false],
  [{ nothing: { below: 4 } }, false],
  [{ field: { above: 0 } }, false],
]

for (const [when, holds] of CONDITIONS) {
  test(`${JSON.stringify(when)} ${holds ? 'holds' : 'does not hold'}`, () => {
    assert.equal(prepareCondition(when, prepare)(variables, world), holds)
  })
}

test('what is taken away and added again is what there was', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (left, right) => {
      const template = { $sum: [{ $difference: ['{left}', '{right}'] }, '{right}'] }
      return prepare(template)({ left, right }, world) === left
    }),
  )
})
