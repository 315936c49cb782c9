import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSortKeys } from './sort-keys.ts'

const sort = {
  by: '{query.order}',
  split: ',',
  members: { name: 'name', size: 'meta.size' },
  first: { folder: { member: 'kind', is: 'folder' } },
}
const records = [
  { name: 'b', kind: 'file', meta: { size: '10' } },
  { name: 'a', kind: 'file', meta: { size: '9' } },
  { name: 'a', kind: 'folder' },
]
const sorted = (text: string) => {
  const compare = readSortKeys(text, sort)
  return compare && records.toSorted(compare).map(({ name, kind }) => `${name} ${kind}`)
}

const CASES: readonly (readonly [text: string, order: readonly string[]])[] = [
  ['name', ['a file', 'a folder', 'b file']],
  ['name desc', ['b file', 'a file', 'a folder']],
  ['folder,name', ['a folder', 'a file', 'b file']],
  ['folder desc , name asc', ['a file', 'b file', 'a folder']],
  ['size', ['a folder', 'a file', 'b file']],
]
for (const [text, order] of CASES) test(`"${text}" sorts`, () => assert.deepEqual(sorted(text), order))

for (const text of ['', 'nothing', 'name down', 'name,', 'constructor', '__proto__', 'name desc asc']) {
  test(`"${text}" is no order`, () => assert.equal(sorted(text), undefined))
}
