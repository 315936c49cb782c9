import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../json.ts'
import type { TemplateWorld } from './filled.ts'
import { prepare } from './template.ts'

const world: TemplateWorld = {
  identifier: (pattern) => pattern,
  next: () => 1,
  highest: () => 0,
  find: () => undefined,
  records: () => [],
  generate: () => null,
}

const variables = { name: '#general', list: ['b', 'a', 'b'], data: { a: 1 }, text: '[1]' }

/** Read from text: an object of the program with `then` could be taken for a promise. */
function includes(list: string, value: string): Json {
  return JSON.parse(`{"$if":{"${list}":{"includes":"${value}"}},"then":"yes","else":"no"}`)
}

const CASES: readonly (readonly [what: string, template: Json, value: Json | undefined])[] = [
  ['a number of six digits', { $pad: 12, to: 6 }, '000012'],
  ['a longer number as it is', { $pad: 1234, to: 2 }, '1234'],
  ['nothing of nothing', { $pad: '{nothing}', to: 6 }, undefined],
  ['a text without its sign', { $replace: '{name}', matches: '^#', with: '' }, 'general'],
  ['every match replaced', { $replace: 'a.b.c', matches: '\\.', with: '$&' }, 'a$&b$&c'],
  ['nothing for a text that is not there', { $replace: '{nothing}', matches: 'a' }, undefined],
  ['each item once', { $union: '{list}' }, ['b', 'a']],
  ['items by their letters', { $sorted: '{list}' }, ['a', 'b', 'b']],
  ['items by their letters, the last first', { $sorted: '{list}', direction: 'desc' }, ['b', 'b', 'a']],
  ['members whose names are values', { $object: [['{name}', 1]] }, { '#general': 1 }],
  ['JSON out of a text', { $json: '{text}' }, [1]],
  ['what is JSON already', { $json: '{data}' }, { a: 1 }],
  ['yes where a list has the value', includes('list', 'a'), 'yes'],
  ['no where it does not', includes('list', '{name}'), 'no'],
  ['no where there is no list', includes('name', '#'), 'no'],
]
for (const [what, template, value] of CASES) {
  test(`a form gives ${what}`, () => assert.deepEqual(prepare(template)(variables, world), value))
}

test('a member may have any name, and changes no prototype', () => {
  const made = prepare({ $object: [['__proto__', { polluted: true }]] })({}, world)
  assert.ok(Object.hasOwn(made as object, '__proto__'))
  assert.equal((made as { polluted?: boolean }).polluted, undefined)
})
