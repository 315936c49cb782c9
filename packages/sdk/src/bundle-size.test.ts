import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What an application ships of us, by what it imports: bytes at most, minified, and as they go over the wire. */
const BUDGETS = [
  {
    what: 'the root entry',
    code: "export * from './index.ts'",
    bytes: 46_000,
    gzipped: 14_000,
  },
  {
    what: 'the root entry and GitHub, hosted',
    code: `
      import { connect } from './index.ts'
      import { github } from './connectors/github.ts'
      export const client = connect(github, {
        url: 'https://engine.example', clientId: 'id', clientSecret: 'secret', workspace: 'acme',
      })`,
    bytes: 215_000,
    gzipped: 58_000,
  },
] as const

for (const { what, code, bytes, gzipped } of BUDGETS) {
  test(`${what}: at most ${bytes} bytes, ${gzipped} of them compressed`, async (t) => {
    const bundle = await bundled(code)
    const compressed = gzipSync(bundle).length
    t.diagnostic(`${what}: ${bundle.length} bytes minified, ${compressed} gzipped`)
    assert.ok(bundle.length <= bytes, `${bundle.length}`)
    assert.ok(compressed <= gzipped, `${compressed}`)
  })
}

/** What is loaded at once; local mode is loaded by whoever uses it. */
async function bundled(code: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    plugins: [
      {
        name: 'local mode stays outside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/local\/index\.ts$/ }, ({ path }) => ({ path, external: true })),
      },
    ],
  })
  const [output] = outputFiles
  assert.ok(output !== undefined)
  return output.contents
}
