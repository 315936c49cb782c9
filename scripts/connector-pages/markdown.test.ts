import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocks, code, prose, table } from './markdown.ts'

test('a pipe in a cell ends no cell, also within code', () => {
  const rows = table(['a', 'b'], [['x|y', code('p|q')]]).split('\n')
  assert.deepEqual(rows, ['| a | b |', '| --- | --- |', '| x\\|y | `p\\|q` |'])
})

test('a column in which there is nothing is left out', () => {
  const rows = table(
    ['a', 'b', 'c'],
    [
      ['1', '', '2'],
      ['3', '', ''],
    ],
  ).split('\n')
  assert.deepEqual(rows, ['| a | c |', '| --- | --- |', '| 1 | 2 |', '| 3 | |'])
})

test('a cell is one line', () => {
  assert.match(table(['a'], [['one\n  two']]), /\| one two \|$/)
})

for (const [text, written] of [
  ['a "*" or none', 'a "\\*" or none'],
  ['see [this](https://x.example)', 'see \\[this\\](https://x.example)'],
  ['a <tag>', 'a \\<tag\\>'],
  ['`a*b` and c*d', '`a*b` and c\\*d'],
  ['snake_case stays', 'snake_case stays'],
] as const) {
  test(`${text} reads as it is`, () => assert.equal(prose(text), written))
}

for (const [text, written] of [
  ['plain', '`plain`'],
  ['a`b', '`` a`b ``'],
  ['a``b', '``` a``b ```'],
] as const) {
  test(`${text} is code as it is`, () => assert.equal(code(text), written))
}

test('what is empty takes no line', () => {
  assert.equal(blocks('a', undefined, '', 'b'), 'a\n\nb')
})
