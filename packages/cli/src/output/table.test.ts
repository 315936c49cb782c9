import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnsOf, table } from './table.ts'

test('of rows that nothing is known of addresses are shown where there is room for them', () => {
  const row = {
    url: 'https://api.example/1',
    labels: [],
    a: 1,
    b: 2,
    c: 3,
    d: 4,
    e: 5,
    html_url: 'https://example/1',
  }
  const columns = columnsOf([row])
  assert.deepEqual(
    columns.map(([title]) => title),
    ['a', 'b', 'c', 'd', 'e', 'url'],
  )
  assert.deepEqual(table([row], columns), ['a  b  c  d  e  url', '1  2  3  4  5  https://api.example/1'])
})
