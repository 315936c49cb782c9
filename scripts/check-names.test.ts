import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkNames } from './check-names.ts'

function problemsIn(path: string, text = ''): string[] {
  return checkNames(new Map([[path, text]])).map(
    (each) => `${each.path}${each.line ? `:${each.line}` : ''} ${each.what}`,
  )
}

for (const path of [
  'packages/vault/src/seal.ts',
  'packages/postgres/migrations/0001-first.sql',
  'connectors/servicenow/definition.ts',
  '.ci/run',
  'ARCHITECTURE.md',
  'packages/http/src/commonmark.ts',
]) {
  test(`${path} is a name`, () => assert.deepEqual(problemsIn(path), []))
}

const badNames = [
  ['packages/vault/src/utils.ts', 'utils'],
  ['packages/vault/src/util.ts', 'util'],
  ['packages/vault/src/test-helpers.ts', 'helpers'],
  ['packages/vault/src/helper.test.ts', 'helper'],
  ['packages/vault/src/common.ts', 'common'],
  ['bench/misc.ts', 'misc'],
  ['packages/vault/src/encryption-manager.ts', 'manager'],
  ['packages/vault/src/connection.service.ts', 'service'],
] as const

for (const [path, word] of badNames) {
  test(`${path} names nothing`, () => assert.deepEqual(problemsIn(path), [`${path} is named "${word}"`]))
}

test('folders are named like files', () => {
  assert.deepEqual(problemsIn('packages/vault/src/utils/seal.ts'), [
    'packages/vault/src/utils is named "utils"',
  ])
  for (const folder of ['packages/Vault', 'packages/key_ring', 'packages/keyRing']) {
    assert.deepEqual(problemsIn(`${folder}/a.ts`), [`${folder} is a folder whose name is not in kebab-case`])
  }
})

test('no text names a person\u2019s machine', () => {
  for (const path of ['/home/ada/code', '/Users/ada/code', 'C:\\Users\\ada\\code', 'C:\\\\Users\\\\ada']) {
    const found = problemsIn('docs/a.md', `first\nrun it in ${path}`)
    assert.deepEqual(found, ['docs/a.md:2 names a folder of one person\u2019s machine'], path)
  }
  for (const text of [
    'https://api.example.com/home/ada',
    'GET /v1/home/ada',
    './home/ada',
    '/Users',
    'the /home/ folder',
  ]) {
    assert.deepEqual(problemsIn('docs/a.md', text), [], text)
  }
})

test('rules whose exceptions are listed are not switched off in place', () => {
  for (const comment of [
    '// biome-ignore lint: reason',
    '// biome-ignore-all lint/plugin: reason',
    '// biome-ignore lint/plugin/noHiddenClock: reason',
    '// biome-ignore lint/style/noRestrictedGlobals: reason',
    '/* biome-ignore lint/style/noProcessEnv: reason */',
    '// biome-ignore-start lint/style: reason',
    '// biome-ignore-all lint/style/noExcessiveLinesPerFile: reason',
  ]) {
    assert.equal(problemsIn('packages/a/src/a.ts', comment).length, 1, comment)
  }
  assert.deepEqual(
    problemsIn('packages/a/src/a.ts', '// biome-ignore lint/complexity/useMaxParams: reason'),
    [],
  )
})

test('the type checker is not switched off for a file', () => {
  assert.equal(problemsIn('packages/a/src/a.ts', '// @ts-nocheck').length, 1)
  assert.deepEqual(problemsIn('packages/a/src/a.ts', '// @ts-expect-error'), [])
})
