import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../json.ts'
import { prepareCondition } from './condition.ts'
import { NO_WORLD } from './no-world.ts'
import { prepare } from './template.ts'

const files = [
  { path: 'b.txt', size: 1 },
  { path: 'docs/a.md', size: 2 },
  { path: 'docs/deep/c.md', size: 3 },
]

const CASES: readonly (readonly [Json, Json | undefined])[] = [
  [{ $slug: 'Justice  League!' }, 'justice-league'],
  [{ $encoded: 'good first/issue' }, 'good%20first%2Fissue'],
  [{ $wrapped: 'YQ==' }, 'YQ==\n'],
  [{ $base64Size: 'aGVsbG8=' }, 5],
  // `printf hello | git hash-object --stdin`
  [{ $gitBlob: 'aGVsbG8=' }, 'b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0'],
  [{ $isBase64: 'aGVs\nbG8=' }, true],
  [{ $isBase64: '%%%' }, false],
  [{ $slug: '{missing}' }, undefined],
  [
    { $entries: '{files}', at: '' },
    [
      { path: 'b.txt', size: 1 },
      { type: 'dir', name: 'docs', path: 'docs' },
    ],
  ],
  [
    { $entries: '{files}', at: 'docs' },
    [
      { path: 'docs/a.md', size: 2 },
      { type: 'dir', name: 'deep', path: 'docs/deep' },
    ],
  ],
  [{ $entries: '{files}', at: 'doc' }, undefined],
  [{ $first: '{files}' }, { path: 'b.txt', size: 1 }],
  [{ $last: [] }, undefined],
  [{ $skip: ['a', 'b', 'c'], first: 2 }, ['c']],
]

for (const [template, expected] of CASES) {
  test(`the template ${JSON.stringify(template)} gives ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(prepare(template)({ files }, NO_WORLD), expected)
  })
}

for (const [condition, expected] of [
  [{ 'files.0.path': { startsWith: 'b.' } }, true],
  [{ 'files.0.path': { startsWith: 'c.' } }, false],
  [{ 'files.0.size': { in: [2, 1] } }, true],
  [{ missing: { in: [2, 1] } }, false],
] as const) {
  test(`the condition ${JSON.stringify(condition)} is ${expected}`, () => {
    assert.equal(prepareCondition(condition, prepare)({ files }, NO_WORLD), expected)
  })
}
