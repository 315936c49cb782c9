import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError, type SideEffect } from '@sallyport/errors'
import fc from 'fast-check'
import { createAuthorizer } from '../authorize/authorizer.ts'
import { matchCredential } from '../authorize/match-credential.ts'
import type { ResolvedCall } from '../resolve/resolved-call.ts'
import { type RunOptions, run } from '../run.ts'
import { rejectionOf } from '../testing/failure-of.ts'
import { letterCall, postOffice } from '../testing/post-office.ts'
import { type ScriptedAnswer, scriptedSender } from '../testing/scripted-sender.ts'
import { weather, weatherCall } from '../testing/weather.ts'

const START = Date.UTC(2026, 0, 1)
const get = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
const create = weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } })
const remove = weatherCall({ entity: 'stations', action: 'delete', params: { id: 'x' } })
const post = letterCall('create', { params: { text: 'x', to: [] } })

const authorizers = {
  weather: createAuthorizer(weather, matchCredential(weather, { token: 'wx_0123456789abcdef' })),
  'post-office': createAuthorizer(postOffice, matchCredential(postOffice, { key: 'secret-key' })),
}

/** Runs a call against a script, on a clock that only waiting moves. */
function play(call: ResolvedCall, script: readonly ScriptedAnswer[], options: Partial<RunOptions> = {}) {
  const { sender, sent } = scriptedSender(...script)
  const waited: number[] = []
  let now = START
  const result = run(call, authorizers[call.definition.slug as keyof typeof authorizers], {
    sender,
    callId: 'call-1',
    now: () => now,
    random: () => 0.5,
    wait: async (ms) => {
      waited.push(ms)
      now += ms
    },
    ...options,
  })
  return { result, sent, waited }
}

const reset = (sideEffect: SideEffect) =>
  new SallyportError('upstream_unavailable', 'It broke the connection.', { sideEffect })
const slowDown = (headers: Record<string, string>) => ({ status: 429, headers })
const FAILED = { status: 500 }
const DONE = { status: 200, body: { id: 'x' } }

test('B4: a POST without a key is sent once, whatever is lost on the way back', async () => {
  for (const lost of [FAILED, { status: 503 }, { status: 504 }, reset('unknown')]) {
    const { result, sent, waited } = play(create, [lost, DONE])
    const error = await rejectionOf(result)
    assert.deepEqual([error.code, error.sideEffect, error.retryable], ['outcome_unknown', 'unknown', false])
    assert.deepEqual([sent.length, waited], [1, []])
  }
})

for (const [what, headers] of [
  ['seconds', { 'retry-after': '7' }],
  ['an HTTP date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }],
  ['a form of its own', { 'x-remaining': '0', 'x-reset': `${START / 1000 + 7}` }],
] as const) {
  test(`B3: a time told in ${what} is waited for, whatever was called`, async () => {
    const status = 'x-reset' in headers ? 403 : 429
    for (const call of [get, create, remove]) {
      const { result, sent, waited } = play(call, [{ status, headers }, DONE])
      assert.deepEqual((await result).data, { id: 'x' })
      assert.deepEqual([sent.length, waited], [2, [7_250]])
    }
  })

  test(`B3: a time told in ${what} that is too far off is told on, and nobody waits`, async () => {
    const status = 'x-reset' in headers ? 403 : 429
    const { result, sent, waited } = play(get, [{ status, headers }, DONE], { deadlineMs: 8_000 })
    const error = await rejectionOf(result)
    assert.deepEqual([error.code, error.retryable], ['upstream_rate_limited', true])
    assert.equal(error.retryAt?.getTime(), START + 7_000)
    assert.deepEqual([sent.length, waited], [1, []])
  })
}

test('a read is sent three times, with longer times between, and keeps its error', async () => {
  const { result, sent, waited } = play(get, [FAILED])
  const error = await rejectionOf(result)
  assert.deepEqual([error.code, error.sideEffect, error.retryable], ['upstream_unavailable', 'none', true])
  assert.deepEqual([sent.length, waited], [3, [250, 500]])
})

test('how often a call is sent is an option', async () => {
  const { result, sent } = play(get, [FAILED], { maxAttempts: 1 })
  await rejectionOf(result)
  assert.equal(sent.length, 1)
})

test('all attempts share one deadline', async () => {
  const { result, sent } = play(get, [FAILED], { deadlineMs: 10_000, random: () => 1 })
  await rejectionOf(result)
  assert.deepEqual(
    sent.map(({ options }) => options.deadlineMs),
    [10_000, 9_500, 8_500],
  )
})

test('where the time left is too short for another attempt there is none', async () => {
  const { result, sent } = play(get, [FAILED], { deadlineMs: 2_000, random: () => 1 })
  await rejectionOf(result)
  assert.equal(sent.length, 2)
})

test('a clock that is set back does not lengthen the deadline', async () => {
  let now = START
  const { result, sent } = play(get, [FAILED], {
    now: () => now,
    wait: async () => {
      now -= 3_600_000
    },
  })
  await rejectionOf(result)
  assert.deepEqual(
    sent.map(({ options }) => options.deadlineMs),
    [24_000, 24_000, 24_000],
  )
})

test('a write that was never written is repeated, with nothing to make it safe', async () => {
  const { result, sent } = play(create, [reset('none'), DONE])
  assert.deepEqual((await result).data, { id: 'x' })
  assert.equal(sent.length, 2)
})

test('a write with a key is repeated under the same key', async () => {
  const { result, sent } = play(post, [reset('unknown'), FAILED, DONE])
  assert.deepEqual((await result).data, { id: 'x' })
  assert.deepEqual(
    sent.map(({ request }) => request.headers['x-once']),
    ['call-1', 'call-1', 'call-1'],
  )
})

test('what is unknown stays unknown when a later attempt is refused', async () => {
  for (const refusal of [
    { status: 422 },
    { status: 409 },
    slowDown({ 'retry-after': '600' }),
    reset('none'),
  ]) {
    const { result } = play(post, [FAILED, refusal])
    const error = await rejectionOf(result)
    assert.deepEqual([error.code, error.sideEffect], ['outcome_unknown', 'unknown'])
  }
})

test('a removal that is not there any more when it is sent again is done', async () => {
  const { result, sent } = play(remove, [FAILED, { status: 404 }])
  const { data, warnings } = await result
  assert.deepEqual([data, warnings.map(({ code }) => code)], [null, ['already_done']])
  assert.equal(sent.length, 2)
})

test('a removal of what was never there is not', async () => {
  for (const script of [[{ status: 404 }], [slowDown({}), { status: 404 }]]) {
    const error = await rejectionOf(play(remove, script).result)
    assert.deepEqual([error.code, error.sideEffect], ['upstream_not_found', 'none'])
  }
})

test('a removal that collides when it is sent again is unknown', async () => {
  const error = await rejectionOf(play(remove, [FAILED, { status: 409 }]).result)
  assert.equal(error.code, 'outcome_unknown')
})

for (const idempotency of ['natural', { param: 'key' }] as const) {
  test(`a write that is ${JSON.stringify(idempotency)} and collides with its own lost attempt was done`, async () => {
    const stated = { ...create, operation: { ...create.operation, idempotency } }
    const { result, sent } = play(stated, [FAILED, { status: 409 }])
    const { data, warnings } = await result
    assert.deepEqual([data, warnings.map(({ code }) => code), sent.length], [null, ['already_done'], 2])
    const first = await rejectionOf(play(stated, [{ status: 409 }]).result)
    assert.equal(first.code, 'upstream_conflict')
  })
}

test('a refusal is not repeated', async () => {
  for (const status of [400, 401, 403, 404, 409, 422]) {
    const { result, sent } = play(get, [{ status }, DONE])
    await rejectionOf(result)
    assert.equal(sent.length, 1, String(status))
  }
})

test('a caller who gives up while it waits is let go at once, with the reason', async () => {
  const reason = new Error('the user closed the window')
  const controller = new AbortController()
  const { result, sent } = play(get, [slowDown({ 'retry-after': '7' })], {
    signal: controller.signal,
    wait: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
        controller.abort(reason)
      }),
  })
  await assert.rejects(result, (error) => error === reason)
  assert.equal(sent.length, 1)
})

test('a file is sent again where it is bytes, and not where it was read as it came', async () => {
  const scan = letterCall('scan', { params: { name: 'x' } })
  async function* stream() {
    yield Buffer.from('scan')
  }
  for (const [content, times] of [
    [Buffer.from('scan'), 2],
    [stream(), 1],
  ] as const) {
    const { result, sent } = play(scan, [slowDown({}), DONE], { file: { type: 'image/png', content } })
    await result.catch(() => {})
    assert.equal(sent.length, times)
  }
})

test('an answer of 200 that says the third party failed leaves a write unknown', async () => {
  const rules = [{ when: { body: { code: 13, fatal: true } }, is: 'upstream_unavailable' }] as const
  const errors = { inBand: { at: 'code', is: 13 }, rules, message: [] }
  const call = { ...create, definition: { ...weather, errors } }
  const { result, sent } = play(call, [{ body: { code: 13, fatal: true } }])
  assert.equal((await rejectionOf(result)).code, 'outcome_unknown')
  assert.equal(sent.length, 1)
})

test('a governor is asked before every attempt, and told of every answer', async () => {
  const told: unknown[] = []
  const governor: NonNullable<RunOptions['governor']> = {
    async admit({ action }) {
      told.push(action)
      return { done: (answer, retryAt) => told.push(answer?.status, retryAt?.getTime()) }
    },
  }
  const { result } = play(get, [reset('unknown'), slowDown({ 'retry-after': '1' }), DONE], { governor })
  await result
  // The clock stands at 250 ms when the second answer comes.
  const again = START + 1_250
  assert.deepEqual(told, ['get', undefined, undefined, 'get', 429, again, 'get', 200, undefined])
})

test('what a governor refuses is not sent, and not tried again', async () => {
  const retryAt = new Date(START + 1_000)
  const refusal = new SallyportError('upstream_rate_limited', 'The allowance is spent.', { retryAt })
  const governor = { admit: () => Promise.reject(refusal) }
  const { result, sent, waited } = play(create, [DONE], { governor })
  assert.equal(await rejectionOf(result), refusal)
  assert.deepEqual([sent.length, waited], [0, []])
})

test('what a governor refuses after an attempt of unknown outcome is unknown', async () => {
  let asked = 0
  const refusal = new SallyportError('upstream_rate_limited', 'The allowance is spent.')
  const admission = { done() {} }
  const governor = { admit: async () => (asked++ === 0 ? admission : Promise.reject(refusal)) }
  const { result } = play(post, [FAILED], { governor })
  assert.equal((await rejectionOf(result)).code, 'outcome_unknown')
})

test('whatever goes wrong, a write without safety reaches the third party once with unknown effect', async () => {
  const told = ['0', '1', '7', '600', 'soon']
  const safe = fc.oneof(
    fc.constant(reset('none')),
    fc.constantFrom(...told).map((after) => slowDown({ 'retry-after': after })),
  )
  const uncertain = fc.constantFrom(FAILED, { status: 502 }, { status: 303 }, reset('unknown'), {
    status: 408,
  })
  const faults = fc.array(fc.oneof(safe, uncertain), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(faults, fc.double({ min: 0, max: 0.99, noNaN: true }), async (script, chance) => {
      const { result, sent } = play(create, script, { random: () => chance, maxAttempts: 8 })
      const error = await rejectionOf(result)
      const unknown = script.slice(0, sent.length).filter((fault) => isUncertain(fault))
      assert.ok(unknown.length <= 1)
      assert.equal(error.code === 'outcome_unknown', unknown.length === 1)
    }),
  )
})

function isUncertain(fault: ScriptedAnswer): boolean {
  return SallyportError.isInstance(fault)
    ? fault.sideEffect !== 'none'
    : 'status' in fault && fault.status !== 429
}
