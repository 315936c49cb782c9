import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../json.ts'
import type { TemplateWorld } from './filled.ts'
import { prepare } from './template.ts'

const tree = [
  { id: 'a', parents: ['root'] },
  { id: 'b', parents: ['a'] },
  { id: 'c', parents: ['b', 'a'] },
  { id: 'd', parents: ['other'] },
  { id: 'loop', parents: ['c', 'loop'] },
]

const world: TemplateWorld = {
  identifier: (pattern) => pattern,
  next: () => 1,
  highest: (resource, scope, member) => `${resource} ${scope.join('/')} ${member}`.length,
  find: () => undefined,
  records: () => tree,
  generate: () => null,
}

const CASES: readonly (readonly [what: string, template: Json, value: Json | undefined])[] = [
  ['items that are not among others', { $except: ['a', 'b', 'c'], items: ['b', ['c']] }, ['a']],
  ['items of a list that is not there', { $except: '{nothing}', items: ['b'] }, []],
  ['the highest number', { $highest: 'changes.sequence' }, 'changes  sequence'.length],
  ['as many as are asked for', { $times: '{count}', as: 'n{index}' }, ['n0', 'n1']],
  ['none for what is no number', { $times: 'x' }, []],
  ['what a group finds', { $match: 'a.tar.gz', pattern: '[.]([^.]+)$' }, 'gz'],
  ['nothing where a pattern finds nothing', { $match: 'a', pattern: '[.]([^.]+)$' }, undefined],
]
for (const [what, template, value] of CASES) {
  test(`a form gives ${what}`, () => assert.deepEqual(prepare(template)({ count: 2 }, world), value))
}

test('records below another are found at any depth, each once, also in circles', () => {
  const below = prepare({ $below: 'files', by: 'parents', of: '{root}' })({ root: 'a' }, world)
  assert.deepEqual(
    (below as { id: string }[]).map(({ id }) => id),
    ['b', 'c', 'loop'],
  )
})

test('no more than 1,000 are made', () => {
  assert.equal((prepare({ $times: 5000 })({}, world) as Json[]).length, 1000)
})
