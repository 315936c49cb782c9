import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseFields } from './choose-fields.ts'

const page = {
  data: [
    { id: 1, user: { login: 'mona', admin: true }, labels: [{ name: 'bug', color: 'red' }] },
    { id: 2, user: null, labels: [] },
  ],
  next: 'cursor',
}

for (const [what, answer, fields, left] of [
  ['names of rows find their list', page, ['id'], { data: [{ id: 1 }, { id: 2 }] }],
  ['the list may be said', page, ['data.id', 'next'], { data: [{ id: 1 }, { id: 2 }], next: 'cursor' }],
  [
    'paths go through objects and lists, and what is not there is left out',
    page,
    ['user.login', 'labels.name', 'nothing'],
    { data: [{ user: { login: 'mona' }, labels: [{ name: 'bug' }] }, { labels: [] }] },
  ],
  ['one object is no list', { id: 1, name: 'a' }, ['name'], { name: 'a' }],
  ['of two lists none is meant', { a: [{ id: 1 }], b: [{ id: 2 }] }, ['id'], {}],
  ['names of JavaScript are no fields', page, ['__proto__.x', 'constructor'], { data: [{}, {}] }],
] as const) {
  test(`fields: ${what}`, () => assert.deepEqual(chooseFields(answer, fields), left))
}

test('of an executed action the rows are those of the result', () => {
  const answer = { result: [{ id: 1, title: 't' }], warnings: [] }
  assert.deepEqual(chooseFields(answer, ['title'], 'result'), { result: [{ title: 't' }] })
})
