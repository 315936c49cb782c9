import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { createAuthorizer } from './authorize/authorizer.ts'
import { matchCredential } from './authorize/match-credential.ts'
import { run } from './run.ts'
import type { UpstreamRequest } from './send/upstream.ts'
import { letterCall, postOffice } from './testing/post-office.ts'

const authorizer = createAuthorizer(postOffice, matchCredential(postOffice, { key: 'secret-key' }))
const gone = { errors: [{ code: 'lost', message: 'It is lost.' }] }

async function answered(action: string, body: unknown, params: Record<string, unknown> = {}) {
  const sent: UpstreamRequest[] = []
  const sender = {
    close: async () => {},
    send: async (request: UpstreamRequest) => {
      sent.push(request)
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)), url: request.url }
    },
  }
  const call = letterCall(action, { params })
  const result = await run(call, authorizer, {
    sender,
    callId: 'call-1',
    now: () => 0,
    random: () => 0,
    wait: async () => {},
  }).catch((error) => error)
  return { result, sent: sent[0] }
}

test('an answer of 200 that tells an error is classified, and a write it refuses has not happened', async () => {
  for (const [action, params] of [
    ['list', {}],
    ['send', { id: '1' }],
  ] as const) {
    const { result } = await answered(action, gone, params)
    assert.ok(SallyportError.isInstance(result))
    assert.deepEqual([result.code, result.sideEffect], ['upstream_not_found', 'none'])
    assert.match(result.message, /It is lost/)
  }
})

test('an empty list of errors is none', async () => {
  const { result } = await answered('list', { data: [{ id: '1' }], errors: [] })
  assert.deepEqual(result.data, [{ id: '1' }])
})

test('data beside errors is given, with a warning', async () => {
  const { result } = await answered('send', { data: { send: { letter: { id: '1' } } }, ...gone }, { id: '1' })
  assert.deepEqual([result.data, result.warnings[0]?.code], [{ id: '1' }, 'partial'])
})

test('a key of its own names each write to the third party, and no read', async () => {
  const write = await answered('create', { id: '1' }, { text: 'x', to: [] })
  const read = await answered('list', { data: [] })
  assert.deepEqual([write.sent?.headers['x-once'], read.sent?.headers['x-once']], ['call-1', undefined])
})

test('a key for an API stands in its header, by itself', async () => {
  const { sent } = await answered('list', { data: [] })
  assert.deepEqual([sent?.headers['x-key'], sent?.headers.authorization], ['secret-key', undefined])
})
