import assert from 'node:assert/strict'
import { test } from 'node:test'
import { staleFiles } from './openapi.ts'
import { readRepository } from './repository.ts'

const DOCUMENT = 'packages/contract/openapi.json'
const ROUTES = 'packages/contract/src/client-routes.ts'

test('the committed document and routes are what the table of operations says', () => {
  assert.deepEqual([...staleFiles(readRepository()).keys()], [])
})

test('one that differs, or is not there, is written', () => {
  const files = new Map(readRepository())
  const document = String(files.get(DOCUMENT))
  files.set(DOCUMENT, document.replace('/api/v1/events', '/api/v1/happenings'))
  files.delete(ROUTES)
  const stale = staleFiles(files)
  assert.deepEqual([...stale.keys()], [DOCUMENT, ROUTES])
  assert.equal(stale.get(DOCUMENT), document)
})
