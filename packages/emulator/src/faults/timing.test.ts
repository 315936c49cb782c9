import assert from 'node:assert/strict'
import { test } from 'node:test'
import { credentialHash } from '../credentials/credential-hash.ts'
import type { FaultTiming } from './fault.ts'
import { Faults } from './faults.ts'
import type { FaultRequest } from './planned-fault.ts'
import { client } from './testing/client.ts'
import { practise } from './testing/practise.ts'

const REQUEST: FaultRequest = { operation: 'GET /things', method: 'GET', path: '/things', credential: null }

/** At which of so many like requests the rule is played. */
function playedAt(timing: FaultTiming, requests = 10, seed = 'a'): number[] {
  const faults = new Faults({ seed })
  faults.add({ kind: 'conflict', ...timing })
  return Array.from({ length: requests }, (_, index) => index + 1).filter(() => faults.take(REQUEST))
}

const TIMINGS: readonly (readonly [FaultTiming, readonly number[]])[] = [
  [{}, [1]],
  [{ times: 3 }, [1, 2, 3]],
  [{ times: 'always' }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  [{ times: Number.POSITIVE_INFINITY }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  [{ nth: 1 }, [1]],
  [{ nth: 4 }, [4]],
  [{ nth: 11 }, []],
  [{ every: 3 }, [3, 6, 9]],
  [{ every: 3, times: 2 }, [3, 6]],
  [{ probability: 1 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  [{ probability: 1, times: 2 }, [1, 2]],
]

for (const [timing, expected] of TIMINGS) {
  const given = JSON.stringify(timing, (_, value) =>
    value === Number.POSITIVE_INFINITY ? 'Infinity' : value,
  )
  test(`of ten requests ${given} is played at ${expected.join(', ') || 'none'}`, () => {
    assert.deepEqual(playedAt(timing), expected)
  })
}

const FITTING: readonly (readonly [FaultTiming, Partial<FaultRequest>])[] = [
  [{ operation: 'GET /things' }, { operation: 'POST /things' }],
  [{ operation: 'GET /things' }, { operation: undefined }],
  [{ method: 'GET' }, { method: 'POST' }],
  [{ path: '/things' }, { path: '/things/1' }],
]

for (const [timing, other] of FITTING) {
  test(`${JSON.stringify(timing)} leaves ${JSON.stringify(other)} alone, and does not count it`, () => {
    const faults = new Faults()
    faults.add({ kind: 'conflict', ...timing, nth: 2 })
    const requests = [REQUEST, { ...REQUEST, ...other }, { ...REQUEST, ...other }, REQUEST]
    assert.deepEqual(
      requests.map((request) => faults.take(request)?.kind),
      [undefined, undefined, undefined, 'conflict'],
    )
  })
}

test('a credential is found among all that was presented', () => {
  const faults = new Faults()
  faults.add({ kind: 'token-error', token: 'r1', times: 'always' })
  const hash = credentialHash('r1')
  const presented = { refresh_token: hash }
  assert.equal(faults.take({ ...REQUEST, presented })?.kind, 'token-error')
  assert.equal(faults.take({ ...REQUEST, credential: hash })?.kind, 'token-error')
  assert.equal(faults.take({ ...REQUEST, presented: { refresh_token: 'other' } }), undefined)
})

test('chance hits as often as it says, and the same seed hits the same requests', () => {
  const hits = playedAt({ probability: 0.2 }, 10_000)
  assert.ok(Math.abs(hits.length - 2000) < 160, String(hits.length))
  assert.deepEqual(playedAt({ probability: 0.2 }, 10_000), hits)
  assert.notDeepEqual(playedAt({ probability: 0.2 }, 10_000, 'b'), hits)
})

test('another rule does not change what chance makes of this one', () => {
  const sequence = (before: boolean) => {
    const faults = new Faults({ seed: 'a' })
    const other = faults.add({ kind: 'forbidden', path: '/other', probability: 0.5 })
    if (!before) other.remove()
    faults.add({ kind: 'conflict', probability: 0.5 })
    return Array.from({ length: 50 }, () => faults.take(REQUEST)?.kind)
  }
  assert.deepEqual(sequence(true), sequence(false))
})

test('the oldest rule that is due is taken; one that is not due leaves the request to the next', () => {
  const faults = new Faults()
  faults.add({ kind: 'conflict', nth: 2 })
  faults.add({ kind: 'forbidden', times: 2 })
  faults.add({ kind: 'latency', ms: 1, times: 'always' })
  const kinds = Array.from({ length: 5 }, () => faults.take(REQUEST)?.kind)
  assert.deepEqual(kinds, ['forbidden', 'conflict', 'forbidden', 'latency', 'latency'])
})

test('rules are listed with how often they fitted and were played, and stay listed when they are done', () => {
  const faults = new Faults()
  const once = faults.add({ kind: 'conflict' })
  const third = faults.add({ kind: 'forbidden', every: 3 })
  for (let round = 0; round < 4; round++) faults.take(REQUEST)
  assert.deepEqual(faults.list(), [
    { id: once.id, rule: { kind: 'conflict' }, matched: 1, played: 1, done: true },
    { id: third.id, rule: { kind: 'forbidden', every: 3 }, matched: 4, played: 1, done: false },
  ])
  assert.deepEqual([once.played, third.played], [1, 1])
})

test('a rule can be taken back, by its handle or its id, once', () => {
  const faults = new Faults()
  const [first, second] = [faults.add({ kind: 'conflict' }), faults.add({ kind: 'forbidden' })]
  first.remove()
  first.remove()
  assert.equal(faults.take(REQUEST)?.kind, 'forbidden')
  assert.deepEqual(
    [faults.remove(second.id), faults.remove(second.id), faults.remove('x')],
    [true, false, false],
  )
  faults.add({ kind: 'conflict', times: 'always' })
  faults.clear()
  assert.deepEqual([faults.take(REQUEST), faults.list()], [undefined, []])
})

test('a rule cannot be changed after it was added', () => {
  const faults = new Faults()
  const rule = { kind: 'invalid' as const, errors: [{ code: 'a' }] }
  faults.add(rule)
  rule.errors.push({ code: 'b' })
  assert.deepEqual(faults.take(REQUEST), { kind: 'invalid', errors: [{ code: 'a' }] })
})

test('whoever listens hears when connections begin and cease to be refused, each time once', () => {
  const faults = new Faults()
  const heard: boolean[] = []
  const stop = faults.onChange((refusing) => heard.push(refusing))
  const first = faults.add({ kind: 'connection-refused' })
  const second = faults.add({ kind: 'connection-refused', ms: 600_000 })
  faults.add({ kind: 'conflict' })
  first.remove()
  assert.deepEqual([heard, faults.refusing], [[true], true])
  second.remove()
  assert.deepEqual([heard, faults.refusing], [[true, false], false])
  faults.add({ kind: 'connection-refused' })
  faults.clear()
  stop()
  faults.add({ kind: 'connection-refused' })
  assert.deepEqual(heard, [true, false, true, false])
})

test('where there is no token endpoint, a fault of it needs a place', () => {
  const faults = new Faults({ tokenPaths: [] })
  assert.throws(() => faults.add({ kind: 'token-error' }), TypeError)
  faults.add({ kind: 'token-error', path: '/things' })
  assert.equal(faults.take(REQUEST)?.kind, 'token-error')
})

test('of many requests at once exactly as many meet a fault as the rule says', async () => {
  const { url, faults } = await practise()
  const call = client(url)
  const rules: readonly FaultTiming[] = [{ times: 7 }, { nth: 13 }, { every: 10 }]
  for (const [index, expected] of [7, 1, 5].entries()) {
    faults.add({ kind: 'conflict', ...rules[index] })
    const replies = await Promise.all(Array.from({ length: 50 }, () => call()))
    assert.equal(replies.filter(({ status }) => status === 409).length, expected)
    assert.equal(replies.filter(({ status }) => status === 200).length, 50 - expected)
    faults.clear()
  }
})

test('the same seed gives the same answers over HTTP', async () => {
  const run = async (seed: string) => {
    const { url, faults } = await practise(seed)
    const call = client(url)
    faults.add({ kind: 'server-error', probability: 0.3 })
    faults.add({ kind: 'nonsense', as: 'binary', probability: 0.3 })
    const seen = []
    for (let round = 0; round < 30; round++) {
      const { status, text } = await call()
      seen.push([status, text])
    }
    return seen
  }
  const first = await run('a')
  assert.deepEqual(await run('a'), first)
  assert.notDeepEqual(await run('b'), first)
})
