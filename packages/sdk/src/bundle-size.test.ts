import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { bundled } from './testing/bundled.ts'

/** What an application ships of us, by what it imports: bytes at most, minified, and as they go over the wire. */
const BUDGETS = [
  {
    what: 'the root entry',
    code: "export * from './index.ts'",
    bytes: 46_000,
    gzipped: 14_500,
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
    const bundle = await bundled(code, { minify: true })
    const compressed = gzipSync(bundle).length
    t.diagnostic(`${what}: ${bundle.length} bytes minified, ${compressed} gzipped`)
    assert.ok(bundle.length <= bytes, `${bundle.length}`)
    assert.ok(compressed <= gzipped, `${compressed}`)
  })
}
