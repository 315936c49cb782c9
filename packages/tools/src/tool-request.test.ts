import assert from 'node:assert/strict'
import { test } from 'node:test'
import { discoveryTools } from './discovery-tools.ts'
import { FIVE, GITHUB } from './testing/five-connectors.ts'
import { createToolCatalog } from './tool-catalog.ts'
import { readToolRequest } from './tool-request.ts'

const catalog = createToolCatalog(FIVE)
const [search, describe, execute] = discoveryTools(catalog)
assert.ok(search !== undefined && describe !== undefined && execute !== undefined)

test('execute names a tool and its params, in the operation\u2019s own shape', () => {
  const params = { owner: 'o', repo: 'r', number: 7 }
  for (const input of [
    { tool: 'github_issues_get', params },
    { tool: 'github.issues.get', params: JSON.stringify(params) },
    { tool: 'github_issues_get', ...params },
  ]) {
    const request = readToolRequest(catalog, execute, input)
    assert.ok(request.kind === 'operation')
    assert.deepEqual([request.entry.name, request.params], ['github_issues_get', params])
  }
})

test('a tool that there is not is answered with near ones', () => {
  assert.throws(() => readToolRequest(catalog, execute, { tool: 'github_issue_listing', params: {} }), {
    code: 'unsupported_action',
    act: 'agent',
    fix: /github_issues_\w+/,
  })
  assert.throws(() => readToolRequest(catalog, execute, { tool: 'weather_now' }), { fix: /search_tools/ })
})

test('what is not connected is for its user to connect', () => {
  const unconnected = createToolCatalog([{ ...GITHUB, state: 'not_connected' }])
  assert.throws(() => readToolRequest(unconnected, execute, { tool: 'github_issues_list' }), {
    code: 'connector_not_found',
    act: 'user',
  })
})

test('a search has words, and perhaps a connector', () => {
  const query = 'close an issue'
  assert.deepEqual(readToolRequest(catalog, search, { query, connector: 'GitHub' }), {
    kind: 'search',
    query,
    connector: GITHUB.id,
  })
  assert.deepEqual(readToolRequest(catalog, search, { query, connector: null }), {
    kind: 'search',
    query,
    connector: undefined,
  })
  assert.throws(() => readToolRequest(catalog, search, {}), { code: 'invalid_params' })
  assert.throws(() => readToolRequest(catalog, search, { query, connector: 'salesforce' }), {
    code: 'invalid_params',
    fix: /Use one of: github, google_drive, linear/,
  })
})

test('names to describe come as a list, as one or as JSON', () => {
  for (const tools of [['github'], 'github', '["github"]']) {
    assert.deepEqual(readToolRequest(catalog, describe, { tools }), { kind: 'describe', names: ['github'] })
  }
})
