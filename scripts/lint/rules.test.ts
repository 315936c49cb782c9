import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { biome } from '../programs.ts'
import { root } from '../repository.ts'

/** What biome.jsonc must catch: each line that breaks a rule names it after `//!`. */
const planted: Readonly<Record<string, string>> = {
  'packages/engine/src/execute/plan.ts': `
    import { randomUUID } from 'node:crypto' //! noRestrictedImports
    import { env } from 'node:process'
    import { later } from './later.ts' //! noImportCycles
    export * from './scope.ts' //! noReExportAll
    export const started = Date.now() //! no-hidden-clock
    export const clock = { now: Date.now } //! no-hidden-clock
    export const today = new Date() //! no-hidden-clock
    export const epoch = new Date(0)
    export const chance = Math.random() //! no-hidden-chance
    export const ids = [crypto.randomUUID(), randomUUID()] //! no-hidden-chance
    export const parsed = JSON.parse('1') //! no-json-parse
    export const answer = fetch('https://example.com') //! noRestrictedGlobals
    export const hidden = globalThis.fetch('https://example.com') //! no-global-this
    export const given = ({ fetch }: { fetch: typeof globalThis.fetch }) => fetch('https://example.com')
    export const variable = process.env.HOME //! noProcessEnv
    export const same = env.HOME //! noProcessEnv
    export function four(a: number, b: number, c: number, d: number) { //! useMaxParams
      return a + b + c + d
    }
    export function loose(value: any) { //! noExplicitAny
      console.log(value!) //! noConsole noNonNullAssertion
      later() //! noFloatingPromises
    }
    export function sign(kind: 'plus' | 'minus') {
      switch (kind) { //! useExhaustiveSwitchCases
        case 'plus':
          return 1
      }
      return 0
    }
    export function long() { //! noExcessiveLinesPerFunction
      ${'later()\n'.repeat(61).replaceAll('later', 'void later')}
    }
  `,
  'packages/engine/src/execute/later.ts': `
    import { epoch } from './plan.ts' //! noImportCycles
    export const later = async () => epoch
    export { later as default } //! noDefaultExport
  `,
  'packages/engine/src/execute/scope.ts':
    "import type { epoch } from './plan.ts'\nexport type Epoch = typeof epoch",
  'packages/engine/src/execute/badName.ts': '//! useFilenamingConvention',
  'packages/engine/src/execute/long.ts': `export const one = [ //! noExcessiveLinesPerFile\n${'1,\n'.repeat(400)}]`,
  'packages/engine/src/execute/plan.test.ts': `
    import { test } from 'node:test'
    test.only('focused', () => {}) //! noFocusedTests
    test('real time, network, text and environment', async () => {
      console.log(Date.now(), Math.random(), JSON.parse('1'), process.env.HOME, await fetch('https://example.com'))
    })
  `,
  'packages/runtime/src/body/parse-json.ts': "export const one = JSON.parse('1')",
  'packages/runtime/src/plan.ts': 'export const here = process.cwd() //! noRestrictedGlobals',
  'packages/contract/src/codec.ts': "export const bytes = Buffer.from('1') //! noRestrictedGlobals",
  'packages/sdk/src/connect.ts': `
    export const connect = (options: { fetch?: typeof fetch }) => options.fetch ?? fetch
    export const bytes = Buffer.from('1') //! noRestrictedGlobals
  `,
  'apps/server/src/config.ts': 'export const home = process.env.HOME',
  'apps/server/src/wire.ts': `
    import { randomUUID } from 'node:crypto'
    export const edge = [Date.now, randomUUID]
    export const home = process.env.HOME //! noProcessEnv
    export const answer = fetch('https://example.com') //! noRestrictedGlobals
    console.log(home)
  `,
  'connectors/github/definition.ts': `export const one = [\n${'1,\n'.repeat(400)}]`,
  'bench/run.ts': "console.log(Date.now(), process.env.HOME, await fetch('https://example.com'))",
}

interface Diagnostic {
  readonly category: string
  readonly message: string
  readonly location: { readonly path: string; readonly start: { readonly line: number } }
}

const folder = mkdtempSync(join(tmpdir(), 'lint-rules-'))
after(() => rmSync(folder, { recursive: true }))

test('every planted violation is found, and nothing else', () => {
  for (const [path, source] of Object.entries(planted)) write(path, source)
  write('biome.jsonc', readFileSync(join(root, 'biome.jsonc'), 'utf8'))
  for (const name of ['no-global-this', 'no-hidden-chance', 'no-hidden-clock', 'no-json-parse']) {
    write(`scripts/lint/${name}.grit`, readFileSync(join(root, `scripts/lint/${name}.grit`), 'utf8'))
  }

  const expected = Object.entries(planted).flatMap(([path, source]) =>
    source.split('\n').flatMap((line, index) => {
      const rules = line.split('//! ')[1]?.split(' ') ?? []
      return rules.map((rule) => `${path}:${index + 1} ${rule}`)
    }),
  )
  assert.deepEqual(lint().sort(), expected.sort())
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** What the linter finds in the folder, as `path:line rule`. */
function lint(): string[] {
  const [program, script] = biome
  const options = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none']
  const { stdout } = spawnSync(program, [script, ...options], { cwd: folder, encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] }
  return diagnostics.map(({ category, message, location: { path, start } }) => {
    // Our own rules share the category "plugin" and end their message with their name.
    const rule = category === 'plugin' ? /\[(.+)\]$/.exec(message)?.[1] : category.split('/').at(-1)
    // What concerns a file as a whole is reported on line 0.
    return `${path}:${start.line || 1} ${rule}`
  })
}
