import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verify } from '@sallyport/definition'
import { createAuthorizer } from '../authorize/authorizer.ts'
import { matchCredential } from '../authorize/match-credential.ts'
import type { Projection } from '../projection.ts'
import type { FieldChoice, ResolvedCall } from '../resolve/resolved-call.ts'
import { run } from '../run.ts'
import { createSender } from '../send/sender.ts'
import { serve } from '../send/testing/upstream-server.ts'
import { rejectionOf } from '../testing/failure-of.ts'
import { weather, weatherCall } from '../testing/weather.ts'

const authorizer = createAuthorizer(weather, matchCredential(weather, { token: 'wx_0123456789abcdef' }))
const BY_NAME: Verify = { verify: 'get', params: { id: 'name' } }

function creating(idempotency: Verify, fields: FieldChoice = {}): ResolvedCall {
  const call = weatherCall({ entity: 'stations', action: 'create', params: { name: 'peak' } })
  return { ...call, fields, operation: { ...call.operation, idempotency } }
}

interface Played {
  readonly result: Promise<Projection>
  /** `POST`, `GET /v2/stations/peak` ... */
  readonly asked: readonly string[]
}

/** Runs a write against a server of its own: what it answers to writes and to reads, in their order. */
async function play(
  call: ResolvedCall,
  writes: readonly number[],
  reads: readonly (number | object)[],
): Promise<Played> {
  const asked: string[] = []
  const scripts: Record<string, (number | object)[]> = { POST: [...writes], GET: [...reads] }
  await using upstream = await serve((response, { method, target }) => {
    asked.push(method === 'POST' ? method : `${method} ${target}`)
    const answer = scripts[method]?.shift() ?? 500
    // 0 is a connection that breaks.
    if (answer === 0) return void response.destroy()
    const [status, body] = typeof answer === 'number' ? [answer, { id: 'made' }] : [200, answer]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const sender = createSender({
    allowLoopbackOrigins: new Map([[new URL(weather.server.url).origin, upstream.origin]]),
  })
  const options = { sender, callId: 'c', now: () => 0, random: () => 0, wait: async () => {} }
  const result = run(call, authorizer, options)
  await result.catch(() => {})
  await sender.close()
  return { result, asked }
}

test('a write whose record is found has happened, and is not repeated', async () => {
  for (const lost of [0, 500]) {
    const { result, asked } = await play(creating(BY_NAME), [lost], [{ id: 'peak', height: 7 }])
    const { data, warnings } = await result
    assert.deepEqual(data, { id: 'peak', height: 7 })
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['verified'],
    )
    assert.deepEqual(asked, ['POST', 'GET /v2/stations/peak'])
  }
})

test('of the record that is found the fields are given that were asked for', async () => {
  const call = creating({ ...BY_NAME, when: { height: 7 } }, { select: ['id'] })
  const { result } = await play(call, [500], [{ id: 'peak', height: 7 }])
  assert.deepEqual((await result).data, { id: 'peak' })
})

test('a write whose record is not there is repeated', async () => {
  const { result, asked } = await play(creating(BY_NAME), [0, 201], [404])
  assert.deepEqual((await result).data, { id: 'made' })
  assert.deepEqual(asked, ['POST', 'GET /v2/stations/peak', 'POST'])
})

test('a write whose record is not as the write would have left it is repeated', async () => {
  const call = creating({ ...BY_NAME, when: { 'state.open': true } })
  const { result, asked } = await play(call, [500, 201], [{ id: 'peak', state: { open: false } }])
  assert.deepEqual((await result).data, { id: 'made' })
  assert.equal(asked.length, 3)
})

test('a write that is proved absent each time did not happen', async () => {
  const { result, asked } = await play(creating(BY_NAME), [500, 500, 500], [404, 404, 404])
  const error = await rejectionOf(result)
  assert.deepEqual([error.code, error.sideEffect], ['upstream_unavailable', 'none'])
  assert.equal(asked.length, 6)
})

test('where the read fails the outcome is unknown, and the operation to look with is named', async () => {
  for (const reads of [[403], [500, 500, 500]]) {
    const { result, asked } = await play(creating(BY_NAME), [500], reads)
    const error = await rejectionOf(result)
    assert.deepEqual([error.code, error.sideEffect], ['outcome_unknown', 'unknown'])
    assert.match(error.fix ?? '', /^Look with stations\.get /)
    assert.equal(asked.filter((line) => line === 'POST').length, 1)
  }
})

for (const [what, stated] of [
  ['names nothing', { verify: 'nothing' }],
  ['names a write', { verify: 'update', params: { id: 'name' } }],
  ['needs what the write does not give', { verify: 'get' }],
] as const) {
  test(`a proof that ${what} proves nothing, and asks nobody`, async () => {
    const { result, asked } = await play(creating(stated), [500], [])
    assert.equal((await rejectionOf(result)).code, 'outcome_unknown')
    assert.deepEqual(asked, ['POST'])
  })
}

test('a refused write is neither looked for nor repeated', async () => {
  const { result, asked } = await play(creating(BY_NAME), [422], [])
  assert.equal((await rejectionOf(result)).code, 'upstream_invalid')
  assert.deepEqual(asked, ['POST'])
})
