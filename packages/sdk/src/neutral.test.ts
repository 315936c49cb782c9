import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { createContext, Script } from 'node:vm'
import { anywhereFetch, EXPECTED } from './testing/anywhere-engine.ts'
import { bundled } from './testing/bundled.ts'

/**
 * A program that uses the SDK where no built-in module of Node.js can be imported and no global of its
 * own is left: what remains is the web platform, less its fetch. That the imports lead to no such module
 * is proved for every entry by scripts/check-imports; this runs it.
 */
const PROGRAM = `
  import { registerHooks } from 'node:module'
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      if (found.url.startsWith('node:')) throw new Error('no module ' + specifier)
      return found
    },
  })
  for (const name of ['process', 'Buffer', 'global', 'setImmediate', 'clearImmediate', 'fetch']) {
    if (!Reflect.deleteProperty(globalThis, name)) throw new Error(name + ' stays')
  }
  const { connect } = await import('${new URL('index.ts', import.meta.url)}')
  const { github } = await import('${new URL('connectors/github.ts', import.meta.url)}')

  const answers = {
    token: { access_token: 'token', token_type: 'bearer', expires_in: 900, organization_id: '' },
    connectors: { data: [{ id: 'id', name: 'GitHub' }], next: null },
    execute: {
      status: 'success',
      result: [],
      connector_metadata: { has_next_page: false, end_cursor: null },
      execution_metadata: {},
    },
  }
  // No Response: the one of Node.js is made of Buffers.
  const answerTo = (url) => answers[new URL(url).pathname.split('/').at(-1)]
  const fetch = async (url) => ({ ok: true, json: async () => answerTo(url) })
  const options = { url: 'https://engine.example', clientId: 'id', clientSecret: 'secret', workspace: 'acme' }
  const { page } = await connect(github, { ...options, fetch }).issues.list({ owner: 'octo-org', repo: 'octo' })
  const { code } = await connect(github, { credentials: { token: 'token' } }).users.me().catch((error) => error)
  console.log(JSON.stringify({ complete: page.complete, code }))
`

test('hosted mode needs nothing but a fetch; local mode says that it needs Node.js', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', PROGRAM])
  assert.deepEqual(JSON.parse(stdout), { complete: true, code: 'local_mode_unavailable' })
})

/** What the web platform has that is used, and nothing of JavaScript's own (developer.mozilla.org/docs/Web/API). */
const WEB = {
  AbortController,
  AbortSignal,
  DOMException,
  ReadableStream,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  clearTimeout,
  crypto,
  setTimeout,
}

test('bundled for no platform it runs where there is nothing but the web platform, and a fetch that is given', async () => {
  const code = await bundled("export { anywhere } from './testing/anywhere.ts'", { format: 'iife' })
  const context = createContext({ ...WEB })
  new Script(new TextDecoder().decode(code)).runInContext(context)
  const place = { url: 'https://engine.example', fetch: anywhereFetch() }
  const told: unknown = await context.bundle.anywhere(place)
  assert.deepEqual(JSON.parse(JSON.stringify(told)), EXPECTED)
})

/** Everything that importing the root entry loads. */
const LOADED = `
  import { registerHooks } from 'node:module'
  const urls = []
  registerHooks({
    load(url, context, next) {
      urls.push(url)
      return next(url, context)
    },
  })
  await import('${new URL('index.ts', import.meta.url)}')
  console.log(JSON.stringify(urls))
`

test('the root entry brings no schemas along, no library for them, and no tokenizer', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', LOADED])
  const urls: string[] = JSON.parse(stdout)
  assert.ok(urls.some((url) => url.endsWith('/client-routes.ts')))
  assert.deepEqual(
    urls.filter((url) => /typebox|schemas|operations\.ts|tokenizer|packages\/tools\/src\/index/.test(url)),
    [],
  )
})
