import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inputRequired } from '@modelcontextprotocol/server'
import { SallyportError } from '@sallyport/errors'
import type { McpHost } from '../host.ts'
import { answerPlainCall } from './plain-call.ts'
import { createServeMcp, type McpRequest } from './serve-mcp.ts'

const host: McpHost = {
  server: { name: 'test', title: 'Test', version: '1.0.0' },
  instructions: 'Be kind.',
  listTools: async () => [{ name: 'echo', inputSchema: { type: 'object' } }],
  async callTool({ name, input, asks }) {
    if (name === 'ask' && asks) {
      const requestedSchema = { type: 'object', properties: { one: { type: 'string' } } } as const
      return inputRequired({
        inputRequests: { form: inputRequired.elicit({ message: 'Which?', requestedSchema }) },
      })
    }
    if (name === 'break') throw new TypeError('password=hunter2')
    if (name === 'refuse')
      throw new SallyportError('rate_limited', 'Too many calls.', { fix: 'Come again later.' })
    if (name === 'fail') return { content: [{ type: 'text', text: 'no' }], isError: true }
    return { content: [{ type: 'text', text: JSON.stringify({ name, input, asks }) }] }
  },
}

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'client', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
}
const ASKING = { ...META, 'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } } }

function request(params: object, more: { headers?: object; id?: unknown; method?: string } = {}): McpRequest {
  const { id = 1, method = 'tools/call', headers } = more
  return {
    url: 'http://127.0.0.1/mcp',
    headers: { 'content-type': 'application/json', ...headers },
    body: { jsonrpc: '2.0', id, method, params },
    signal: new AbortController().signal,
  }
}

function modern(params: { readonly name: string }, meta: object = META): McpRequest {
  const headers = {
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': params.name,
  }
  return request({ ...params, _meta: meta }, { headers })
}

const failures: Error[] = []
const tell = (error: Error) => void failures.push(error)
const serve = createServeMcp(tell)
/** The same message in a form that is not plain: the SDK answers it. */
const notPlain = (plain: McpRequest): McpRequest => {
  const body = plain.body as { readonly params: { readonly _meta?: object } }
  const params = { ...body.params, _meta: { ...body.params._meta, 'test.example/other': 1 } }
  return { ...plain, body: { ...body, params } }
}

describe('a plain call of a tool is answered as the SDK answers it', () => {
  const calls: Readonly<Record<string, McpRequest>> = {
    'without a version': request({ name: 'echo', arguments: { a: 1 } }),
    'of 2025-11-25': request({ name: 'echo' }, { headers: { 'mcp-protocol-version': '2025-11-25' } }),
    'of 2025-03-26, by a text as its id': request(
      { name: 'echo', arguments: {} },
      { id: 'a', headers: { 'mcp-protocol-version': '2025-03-26' } },
    ),
    'that fails': request({ name: 'fail' }),
    'that breaks': request({ name: 'break' }),
    'that is refused': request({ name: 'refuse' }),
    'of 2026-07-28 that breaks': modern({ name: 'break' }),
    'of 2026-07-28': modern({ name: 'echo' }),
    'of 2026-07-28 that fails': modern({ name: 'fail' }),
    'of 2026-07-28 that has to ask': modern({ name: 'ask' }, ASKING),
    'of 2026-07-28 that cannot ask': modern({ name: 'ask' }),
  }
  for (const [name, plain] of Object.entries(calls)) {
    test(name, async () => {
      const [own, sdk] = [await answerPlainCall(host, plain, tell), await serve(host, notPlain(plain))]
      assert.equal(await answerPlainCall(host, notPlain(plain), tell), undefined)
      assert.equal(own?.status, sdk.status)
      assert.deepEqual(JSON.parse(own?.body ?? ''), JSON.parse(sdk.body ?? ''))
    })
  }
})

test('what nobody foresaw is told to us, and to no client', async () => {
  for (const asked of [request({ name: 'break' }), notPlain(request({ name: 'break' }))]) {
    failures.length = 0
    const { body } = await serve(host, asked)
    assert.deepEqual(JSON.parse(body ?? '').error, { code: -32603, message: 'Internal error' })
    assert.deepEqual(
      failures.map(({ cause }) => cause instanceof TypeError),
      [true],
    )
  }
})

describe('what is not plain is left to the SDK', () => {
  const { headers } = modern({ name: 'echo' })
  const others: Readonly<Record<string, McpRequest>> = {
    'another method': request({}, { method: 'ping' }),
    'an id that is none': request({ name: 'echo' }, { id: null }),
    'a header that says another name': {
      ...modern({ name: 'echo' }),
      headers: { ...headers, 'mcp-name': 'fail' },
    },
    'a version in the header alone': request({ name: 'echo' }, { headers }),
    'a version in the body alone': request({ name: 'echo', _meta: META }),
    'an unknown version': request({ name: 'echo' }, { headers: { 'mcp-protocol-version': '1999-01-01' } }),
    'a second round': request({ name: 'echo', inputResponses: {} }),
    'a name that no header can say': request({ name: 'é' }),
  }
  for (const [name, other] of Object.entries(others)) {
    test(name, async () => assert.equal(await answerPlainCall(host, other, tell), undefined))
  }
})

test('both generations are greeted, each in its own way', async () => {
  const params = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'client', version: '1.0.0' },
  }
  const first = await serve(host, request(params, { method: 'initialize' }))
  const { result } = JSON.parse(first.body ?? '')
  assert.deepEqual([result.protocolVersion, result.instructions], ['2025-11-25', 'Be kind.'])
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'server/discover' }
  const second = await serve(host, request({ _meta: META }, { method: 'server/discover', headers }))
  assert.deepEqual(JSON.parse(second.body ?? '').result.supportedVersions, ['2026-07-28'])
})

test('the list of tools may be kept for a while by whoever asked, and by nobody else', async () => {
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' }
  const { body } = await serve(host, request({ _meta: META }, { method: 'tools/list', headers }))
  const { ttlMs, cacheScope } = JSON.parse(body ?? '').result
  assert.deepEqual([ttlMs > 0, cacheScope], [true, 'private'])
})

test('a notification is taken and not answered; several messages are answered together', async () => {
  const notified = { jsonrpc: '2.0', method: 'notifications/initialized' }
  const one = { ...request({}), body: notified }
  assert.deepEqual(await serve(host, one), { status: 202, type: undefined, body: undefined })
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }
  const many = { ...request({}), body: [ping, notified, { ...ping, id: 2 }] }
  const ids = JSON.parse((await serve(host, many)).body ?? '').map(({ id }: { id: number }) => id)
  assert.deepEqual(ids.sort(), [1, 2])
})

test('of two requests with one id none is carried out, since only one could be answered', async () => {
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'break' } }
  failures.length = 0
  const { status, body } = await serve(host, { ...request({}), body: [call, call] })
  assert.deepEqual([status, JSON.parse(body ?? '').error.code, failures], [400, -32600, []])
})

test('what a list asks for and takes back is answered all the same, and nobody waits', {
  timeout: 5_000,
}, async () => {
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }
  const taken = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } }
  for (const body of [
    [ping, taken],
    [taken, ping],
  ]) {
    const answer = await serve(host, { ...request({}), body })
    assert.deepEqual(JSON.parse(answer.body ?? ''), [{ jsonrpc: '2.0', id: 1, result: {} }])
  }
})

test('a greeting that is none is the mistake of the client, and called so', async () => {
  const params = { protocolVersion: '2025-11-25', capabilities: {} }
  for (const wrong of [
    request(params, { method: 'initialize' }),
    { ...request({}), body: { jsonrpc: '2.0', id: 1, method: 'initialize' } },
  ]) {
    const { status, body } = await serve(host, wrong)
    const { id, error } = JSON.parse(body ?? '')
    assert.deepEqual([status, id, error.code], [400, 1, -32602])
  }
})
