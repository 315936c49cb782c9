import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { registerDocs } from './docs-routes.ts'

const server = fastify()
registerDocs(server, { openapi: '3.1.0' })
const get = (url: string, headers = {}) => server.inject({ url, headers })

test('the page loads what the engine serves, and names no other host', async () => {
  const page = await get('/docs')
  assert.equal(page.statusCode, 200)
  assert.match(
    String(page.headers['content-security-policy']),
    /^default-src 'none'; script-src 'self'; style-src 'self';/,
  )
  assert.doesNotMatch(page.body, /https?:|unsafe/)
  const named = [...page.body.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => String(path))
  assert.equal(named.length, 4)
  for (const path of named) {
    const file = await get(path)
    assert.equal(file.statusCode, 200, path)
    assert.equal(file.headers['x-content-type-options'], 'nosniff')
    if (file.headers['content-length'] !== undefined)
      assert.equal(Number(file.headers['content-length']), file.rawPayload.length)
  }
  assert.deepEqual((await get('/openapi.json')).json(), { openapi: '3.1.0' })
})

test('the viewer is sent once to a browser that keeps it', async () => {
  const first = await get('/docs/swagger-ui-bundle.js')
  const again = await get('/docs/swagger-ui-bundle.js', { 'if-none-match': first.headers.etag })
  assert.deepEqual([again.statusCode, again.rawPayload.length], [304, 0])
})

test('nothing beside the viewer can be read below it', async () => {
  for (const path of [
    '/docs/package.json',
    '/docs/../package.json',
    '/docs/%2e%2e/package.json',
    '/docs/index.js',
  ])
    assert.equal((await get(path)).statusCode, 404, path)
})
