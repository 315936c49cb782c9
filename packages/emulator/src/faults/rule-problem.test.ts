import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FaultRule } from './fault.ts'
import { FAULT_SETTINGS, faultKinds, TIMING_SETTINGS } from './fault-settings.ts'
import { Faults } from './faults.ts'
import { ruleProblem } from './rule-problem.ts'

const SENSELESS: readonly unknown[] = [
  undefined,
  null,
  [],
  'conflict',
  {},
  { kind: 'nothing' },
  { kind: 'constructor' },
  { kind: '__proto__' },
  { kind: ['conflict'] },
  { kind: 'conflict', operation: 'GET /repo/{owner}' },
  { kind: 'conflict', operation: '' },
  { kind: 'conflict', method: 'get' },
  { kind: 'conflict', path: 'things' },
  { kind: 'conflict', path: '/things?x=1' },
  { kind: 'conflict', credential: 'clear' },
  { kind: 'conflict', token: '' },
  { kind: 'conflict', token: 'a', credential: 'a'.repeat(64) },
  { kind: 'conflict', times: 0 },
  { kind: 'conflict', times: 1.5 },
  { kind: 'conflict', times: '1' },
  { kind: 'conflict', times: Number.NaN },
  { kind: 'conflict', nth: 0 },
  { kind: 'conflict', nth: 1, times: 2 },
  { kind: 'conflict', nth: 1, every: 2 },
  { kind: 'conflict', every: 0 },
  { kind: 'conflict', every: 2, probability: 0.5 },
  { kind: 'conflict', probability: 0 },
  { kind: 'conflict', probability: 1.1 },
  { kind: 'conflict', committed: 'yes' },
  { kind: 'conflict', retryAfter: 1 },
  { kind: 'conflict', toString: 1 },
  { kind: 'large' },
  { kind: 'large', bytes: 1 },
  { kind: 'large', bytes: 2 ** 30 + 1 },
  { kind: 'large', bytes: '100' },
  { kind: 'gzip-bomb', bytes: 100, encoding: 'zip' },
  { kind: 'deep', levels: 0.5 },
  { kind: 'redirect' },
  { kind: 'redirect', to: 'elsewhere' },
  { kind: 'redirect', to: 'javascript:alert(1)' },
  { kind: 'redirect', to: 'http://a.example', status: 200 },
  { kind: 'latency' },
  { kind: 'latency', ms: -1 },
  { kind: 'latency', ms: 1, min: 1 },
  { kind: 'latency', min: 1 },
  { kind: 'latency', min: 2, max: 1 },
  { kind: 'latency', p50: 2, p99: 1 },
  { kind: 'latency', p50: 0, p99: 1 },
  { kind: 'latency', ms: 1, p50: 2, p99: 3 },
  { kind: 'too-many-requests', retryAfter: -1 },
  { kind: 'too-many-requests', as: 'minutes' },
  { kind: 'rate-limited', status: 400 },
  { kind: 'echo-headers', status: 199 },
  { kind: 'wrong-content-type', type: 'a\r\nset-cookie: b' },
  { kind: 'duplicate-header', name: 'a:b', values: ['1', '2'] },
  { kind: 'duplicate-header', name: 'a', values: ['1'] },
  { kind: 'duplicate-header', name: 'a', values: ['1', '2\n'] },
  { kind: 'token-error', error: 'a"b' },
  { kind: 'invalid', errors: ['text'] },
  { kind: 'invalid', errors: [{ text: 'x'.repeat(100_001) }] },
  { kind: 'invalid', errors: [{ act: () => 1 }] },
  { kind: 'connection-refused', ms: 0 },
  { kind: 'connection-refused', times: 2 },
  { kind: 'connection-refused', path: '/things' },
  { kind: 'connection-refused', committed: true },
  { kind: 'clock-skew' },
]

for (const [index, rule] of SENSELESS.entries()) {
  test(`a rule that could never be played is refused (${index}: ${inspected(rule)})`, () => {
    const faults = new Faults({ operations: ['GET /things'] })
    assert.throws(() => faults.add(rule as FaultRule), TypeError)
    assert.deepEqual(faults.list(), [])
  })
}

function inspected(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}

test('every kind has a rule that is taken', () => {
  const required: Readonly<Record<string, object>> = {
    latency: { ms: 1 },
    large: { bytes: 2 },
    deep: { levels: 1 },
    redirect: { to: 'self' },
    'gzip-bomb': { bytes: 2 },
    'clock-skew': { ms: -1 },
    'duplicate-header': { name: 'a', values: ['1', '2'] },
  }
  for (const kind of faultKinds) assert.equal(ruleProblem({ kind, ...required[kind] }), undefined, kind)
})

test('a setting that is undefined counts as left out', () => {
  assert.equal(ruleProblem({ kind: 'unavailable', retryAfter: undefined, path: undefined }), undefined)
})

test('a refusal never repeats a value, which may be a secret', () => {
  for (const rule of [
    { kind: 'conflict', token: 5, path: 'secret-1' },
    { kind: 'redirect', to: 'secret-1' },
  ]) {
    assert.doesNotMatch(String(ruleProblem(rule)), /secret/)
  }
})

test('a thousand rules are enough', () => {
  const faults = new Faults()
  for (let count = 0; count < 1000; count++) faults.add({ kind: 'conflict', path: '/nowhere' })
  assert.throws(() => faults.add({ kind: 'conflict' }), TypeError)
})

const names = [
  ...new Set(faultKinds.flatMap((kind) => Object.keys(FAULT_SETTINGS[kind]))),
  ...Object.keys(TIMING_SETTINGS),
]
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(1, 2, 100, 'self', 'always', true, '/a', 'GET', 'json', 'seconds'),
)
const ruleLike = fc
  .tuple(
    fc.oneof(fc.constantFrom<string>(...faultKinds), fc.string()),
    fc.dictionary(
      fc.oneof(fc.constantFrom(...names), fc.string(), fc.constantFrom('__proto__', 'constructor')),
      value,
      {
        maxKeys: 4,
      },
    ),
  )
  .map(([kind, members]) => ({ ...members, kind }))

test('whatever JSON is given, a rule is taken or a TypeError is thrown, and no unknown member is taken', () => {
  fc.assert(
    fc.property(
      fc.oneof({ weight: 9, arbitrary: ruleLike }, { weight: 1, arbitrary: fc.jsonValue() }),
      (json) => {
        const faults = new Faults()
        const rule = json as unknown as FaultRule
        try {
          faults.add(rule)
        } catch (error) {
          assert.ok(error instanceof TypeError, String(error))
          assert.deepEqual(faults.list(), [])
          return
        }
        const known: readonly string[] = [
          'kind',
          ...Object.keys(FAULT_SETTINGS[rule.kind]),
          ...Object.keys(TIMING_SETTINGS),
        ]
        for (const name of Object.keys(rule)) assert.ok(known.includes(name), name)
        faults.clear()
      },
    ),
    { numRuns: 3000 },
  )
})
